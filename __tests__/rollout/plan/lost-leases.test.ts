import { HaMode } from "../../../kea/model/relationship";
import { plan } from "../../../rollout/plan/plan";
import { hub, type PairSpec, situation, type Spec } from "../../support/generate-changes";

/** One spoke, h1, and its hub, h0; no backup. */
const PAIR: Spec = { ...hub(1), pairs: hub(1).pairs.map((pair) => ({ ...pair, backup: undefined })) };
const with_ = (spec: Spec, change: Partial<PairSpec>): Spec => ({
  ...spec,
  pairs: spec.pairs.map((pair) => ({ ...pair, ...change })),
});
const ids = (spec: Spec, id: (was: number) => number): Spec => ({
  ...spec,
  pairs: spec.pairs.map((pair) => ({
    ...pair,
    subnets: pair.subnets.map((subnet) => ({ ...subnet, id: id(subnet.id) })),
  })),
});

function found(from: Spec, to: Spec) {
  const { servers, fleet, surveys } = situation(from, to);
  return plan(servers, fleet, surveys);
}
const told = (from: Spec, to: Spec) =>
  found(from, to).lostLeases.map(({ about, sentence }) => `${about}: ${sentence}`);

describe("a subnet whose id changes loses its leases, and the relationship says so", () => {
  const SENTENCE =
    "r0: The leases of 10.1.0.0/24 are lost, since its id changes from 1 to 7. Declare it with id 1 to keep them.";

  test.each(Object.values(HaMode))("in %s", (mode) => {
    expect(
      told(
        with_(PAIR, { mode }),
        ids(with_(PAIR, { mode }), () => 7),
      ),
    ).toEqual([SENTENCE]);
  });

  test("when two subnets swap their ids", () => {
    const swapped = told(
      hub(2),
      ids(hub(2), (id) => 3 - id),
    );
    expect(swapped).toHaveLength(2);
    expect(swapped.join()).toMatch(
      /r0: .*10\.1\.0\.0\/24 .* from 1 to 2\..*r1: .*10\.2\.0\.0\/24 .* from 2 to 1\./,
    );
  });

  test("when it moves to another relationship of its hub", () => {
    const moved = { id: 50, net: 50, pool: 99, shared: false };
    const having = (index: number, id: number): Spec => ({
      ...hub(2),
      pairs: hub(2).pairs.map((pair, at) =>
        at === index ? { ...pair, subnets: [...pair.subnets, { ...moved, id }] } : pair,
      ),
    });
    expect(told(having(0, 50), having(1, 51))).toEqual([
      "r1: The leases of 10.50.0.0/24 are lost, since its id changes from 50 to 51. Declare it with id 50 to keep them.",
    ]);
    expect(told(having(0, 50), having(1, 50))).toEqual([]);
  });

  test("together with others, where there are many", () => {
    const subnets = [1, 2, 3, 4, 5].map((id) => ({ id, net: id, pool: 99, shared: false }));
    const many = with_(PAIR, { subnets });
    expect(
      told(
        many,
        ids(many, (id) => id + 10),
      ),
    ).toEqual([
      "r0: The leases of 10.1.0.0/24, 10.2.0.0/24, 10.3.0.0/24 and 2 more are lost, since their ids change. Declare them with the ids that they have to keep them.",
    ]);
  });
});

test("what keeps its id, comes or goes, or has given no lease, loses none", () => {
  const other = { id: 9, net: 9, pool: 99, shared: false };
  const empty = with_(PAIR, { subnets: [{ id: 1, net: 1, pool: 0, shared: false }] });
  expect(told(PAIR, with_(PAIR, { port: 9000 }))).toEqual([]);
  expect(told(PAIR, with_(PAIR, { subnets: [other] }))).toEqual([]);
  expect(
    told(
      empty,
      ids(empty, () => 7),
    ),
  ).toEqual([]);
});
