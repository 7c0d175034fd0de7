/** Every unit test runs without a network, and one that dials it fails even where it expects no answer. */
import { networkOff } from "./network";

const network = networkOff();
afterAll(() => {
  network.restore();
  if (network.dialled.length > 0)
    throw new Error(
      `Unit tests may reach nothing but this machine; they dialled ${network.dialled.join(", ")}.`,
    );
});
