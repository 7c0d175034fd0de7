import { setTimeout as sleep } from "node:timers/promises";
import { Together } from "../../../rollout/run/together";

test("what many want at the same time is done once, and all hear of its end", async () => {
  const together = new Together<number>();
  let times = 0;
  const action = () => sleep(20).then(() => (times += 1));
  expect(await Promise.all([1, 2, 3].map(() => together.do("hub", action)))).toEqual([1, 1, 1]);
  expect(await together.do("hub", action)).toBe(2);
});

test("what fails for one fails for all that wait for it, and is tried again for the next", async () => {
  const together = new Together<number>();
  const fails = () => sleep(20).then(() => Promise.reject(new Error("no answer")));
  const results = await Promise.allSettled([1, 2].map(() => together.do("hub", fails)));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await together.do("hub", () => Promise.resolve(7))).toBe(7);
});
