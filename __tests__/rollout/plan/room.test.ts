import { plan } from "../../../rollout/plan/plan";
import { overfull, tightest } from "../../../rollout/plan/room";
import { hub, situation } from "../../support/generate-changes";

/** What is refused of a plan. */
const refused = ({ world, waves }: Pick<ReturnType<typeof plan>, "world" | "waves">) =>
  overfull(world, waves.flat());

function planned(sites: number, width: number, changed = sites) {
  const from = hub(sites);
  const pairs = from.pairs.map((pair, index) => ({
    ...pair,
    subnets: pair.subnets.map((subnet) => (index < changed ? { ...subnet, pool: 98 } : subnet)),
  }));
  const { servers, fleet, surveys } = situation(from, { ...from, pairs });
  return plan(servers, fleet, surveys, undefined, { width, canary: false });
}

const widest = ({ waves }: ReturnType<typeof plan>) => Math.max(...waves.map((wave) => wave.length));

test("of a hub that has most of Kea's files open, fewer sites change at the same time than are allowed", () => {
  const found = planned(85, 100);
  expect(found.tight).toEqual({ server: "h0-dhcp4", files: 24 + 85 * 11, width: 22 });
  expect(widest(found)).toBe(22);
});

test("of a hub with room for all of its sites, as many change as are allowed", () => {
  const found = planned(30, 100);
  expect(found.tight).toBeUndefined();
  expect(widest(found)).toBe(30);
  expect(widest(planned(85, 10))).toBe(10);
});

test("of a hub without any room, no more sites change at the same time than by default", () => {
  const { world } = planned(95, 100);
  expect(tightest(world, 100)).toMatchObject({ server: "h0-dhcp4", width: 10 });
  expect(tightest(world, 5)).toBeUndefined();
});

test("a hub that would serve in more relationships than Kea can have files open for is not let", () => {
  expect(refused(planned(100, 10))).toEqual([
    "h0-dhcp4: it would connect anew to all of its partners when it is set and serve in 100 relationships for others meanwhile, and have about 1144 files open: Kea ends when it has more than 1024. Give some of its relationships to another hub, leave some of the hosts out that change (--without), or allow it (--allow-interruption).",
  ]);
});

test("a hub that would connect to more partners anew than Kea can have files open for is not set", () => {
  const { world, waves } = planned(100, 10, 1);
  const withoutSite = waves.map((wave) =>
    wave.map((stage) => ({ ...stage, steps: stage.steps.filter(({ kind }) => kind !== "hand-over") })),
  );
  expect(refused({ world, waves: withoutSite })).toEqual([
    "h0-dhcp4: it would connect anew to all of its partners when it is set, and have about 1144 files open: Kea ends when it has more than 1024. Give some of its relationships to another hub, or allow it (--allow-interruption).",
  ]);
});

test("a hub with eighty sites is set, and serves for all of them", () => {
  expect(refused(planned(80, 10))).toEqual([]);
  expect(refused(planned(89, 10, 1))).toEqual([]);
  expect(refused(planned(90, 10, 1))).toHaveLength(1);
});

test("a hub with a hundred sites that join it is set: none of them is connected yet", () => {
  const { servers, fleet, surveys } = situation(hub(0), hub(100));
  expect(refused(plan(servers, fleet, surveys, undefined, { width: 10 }))).toEqual([]);
});
