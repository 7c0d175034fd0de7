import { retired } from "../../../rollout/files/load";
import { notAllowed } from "../../../rollout/plan/left-out";
import { subjectOf, HUB } from "../../cli/review/subjects";

test("who is to leave and does not answer is not done, whatever may be pending of other rollouts", () => {
  const { declaration } = subjectOf(HUB, HUB);
  const manifest = { ...declaration.manifest, policy: { mayBePending: 1, width: 4 } };
  expect(notAllowed(["h1-dhcp4"], { ...declaration, manifest })).toEqual([]);
  const leaving = retired({ ...declaration, manifest });
  expect(notAllowed(["h1-dhcp4"], leaving)).toEqual(["h1-dhcp4"]);
  expect(leaving.manifest.policy).toMatchObject({ width: 4 });
});
