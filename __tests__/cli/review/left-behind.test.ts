import { closedGates } from "../../../cli/review/gates";
import { withLeftBehind } from "../../../cli/review/left-behind";
import type { Located } from "../../../cli/review/same-server";
import { type ComponentReview, reviewOf } from "../../../cli/review/story";
import { headline, sectionsOf } from "../../../cli/review/words";
import { Family } from "../../../kea/model/family";
import { hub, type PairSpec, situation, type Spec } from "../../support/generate-changes";
import { subjectOf } from "./subjects";

const withNets = (...nets: number[]): Spec => {
  const one = hub(1);
  const subnets: PairSpec["subnets"] = nets.map((net) => ({ id: net, net, pool: 99, shared: false }));
  return { ...one, pairs: [{ ...one.pairs[0]!, backup: undefined, subnets }] };
};

/** Servers that served these subnets, and are declared no more. */
function left(...nets: number[]): Located[] {
  const { servers } = situation(withNets(...nets), withNets(...nets));
  return servers.map(({ name, declared }) => ({
    ...{ topology: "east", name, family: Family.V4, at: undefined, config: declared },
  }));
}

const west = (from: number[], to: number[], rests = false) =>
  reviewOf(subjectOf(withNets(...from), withNets(...to), { rests }));

const firstLine = (review: ComponentReview) =>
  sectionsOf(review).find(({ title }) => title === "Who serves meanwhile")!.entries[0]!.lines[0];

test("a subnet of servers that are taken out of the code without retirement is given twice once others give it", () => {
  const [review] = withLeftBehind([west([3], [2, 3])], left(2, 9));
  expect(review!.alsoServed).toEqual([{ subnet: "10.2.0.0/24", by: ["h1-dhcp4", "h0-dhcp4"], of: "east" }]);
  const brief =
    "10.2.0.0/24 is given for good by h1-dhcp4 and h0-dhcp4 of east as well, which are declared no more: clients may get addresses that others have";
  expect(headline([review!])).toBe(
    `2 of 2 hosts change; ${brief}; all other clients are served all the time.`,
  );
  expect(firstLine(review!)).toMatch(
    /^10\.2\.0\.0\/24: h1-dhcp4 and h0-dhcp4 of east give it as well, are declared no more, and go on\. Both sides .* Declare those hosts as retired for one deploy/,
  );
  const closed = closedGates([review!], { noInterruption: true });
  expect(closed.map(({ why }) => why)).toEqual([`--no-interruption: ${brief}.`]);
});

test("a wider subnet holds addresses that servers go on giving which are declared no more", () => {
  const one = { ...west([3], [2, 3]), gains: [{ subnet: "10.2.0.0/23", offer: "anything" as const }] };
  const [review] = withLeftBehind([one], left(2));
  expect(headline([review!])).toContain("; 10.2.0.0/23 (10.2.0.0/24 there) is given for good by h1-dhcp4");
});

test("servers that are declared no more stand in nobody's way who gives other subnets, gave theirs before, or rests", () => {
  for (const [one, all] of [
    [west([3], [2, 3]), left(4)],
    [west([2], [2, 3]), left(2)],
    [west([3], [2, 3], true), left(2)],
    // Retired before, or not known.
    [west([3], [2, 3]), left(2).map((server) => ({ ...server, config: { Dhcp4: {} } }))],
    [west([3], [2, 3]), left(2).map((server) => ({ ...server, config: undefined }))],
  ] as const)
    expect(withLeftBehind([one], all)[0]!.alsoServed).toEqual([]);
});
