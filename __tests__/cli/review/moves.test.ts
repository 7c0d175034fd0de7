import { closedGates } from "../../../cli/review/gates";
import { withMoves } from "../../../cli/review/moves";
import { reviewOf } from "../../../cli/review/story";
import { headline, sectionsOf } from "../../../cli/review/words";
import type { PairSpec, Spec } from "../../support/generate-changes";
import { hub } from "../../support/generate-changes";
import { subjectOf } from "./subjects";

const subnets = (...nets: number[]): PairSpec["subnets"] =>
  nets.map((net) => ({ id: net, net, pool: 99, shared: false }));

/** A pair of its own, that goes from some subnets to others. */
function pair(component: string, from: number[], to: number[], rests = false) {
  const hosts = component === "dhcp/a" ? {} : { primary: "h8", partner: "h9" };
  const spec = (nets: number[]): Spec => {
    const one = hub(1);
    return {
      ...one,
      pairs: [{ ...one.pairs[0]!, ...hosts, name: component, backup: undefined, subnets: subnets(...nets) }],
    };
  };
  const subject = subjectOf(spec(from), spec(to), { rests });
  const manifest = { ...subject.declaration.manifest, component };
  return reviewOf({ ...subject, declaration: { ...subject.declaration, manifest } });
}

const lines = (reviews: ReturnType<typeof withMoves>) =>
  reviews.map((review) =>
    sectionsOf(review)
      .find(({ title }) => title === "Who serves meanwhile")!
      .entries.flatMap((entry) => entry.lines),
  );

test("a subnet that moves to another component does not end, and what its clients notice is said of both", () => {
  const reviews = withMoves([pair("dhcp/a", [1, 2], [1]), pair("dhcp/b", [3], [2, 3])]);
  const brief = "10.2.0.0/24 moves to dhcp/b, without leases, and may be without service meanwhile";
  expect(headline(reviews)).toBe(`4 of 4 hosts change; ${brief}; all other clients are served all the time.`);
  const said =
    /^10\.2\.0\.0\/24 moves from dhcp\/a to dhcp\/b: two rollouts, neither of which waits for the other\. If dhcp\/a is done first, nobody serves its clients until dhcp\/b is; else both do/;
  for (const all of lines(reviews)) {
    expect(all[0]).toMatch(said);
    expect(all.join()).not.toContain("serves 10.2.0.0/24 afterwards");
  }
  expect(lines(reviews)[0]).toContain("Its other clients are served all the time.");
  expect(lines(reviews)[1]).toContain("Its clients are served all the time.");
  const closed = closedGates(reviews, { noInterruption: true });
  expect(closed.map(({ why }) => why)).toEqual([`--no-interruption: ${brief}.`]);
});

test("a subnet that goes into a wider one of another component moves, and does not end", () => {
  const to = pair("dhcp/b", [3], [2, 3]);
  const as = (...subnets: string[]) => ({
    ...to,
    gains: subnets.map((subnet) => ({ subnet, offer: "anything" as const })),
  });
  const from = pair("dhcp/a", [1, 2], [1]);
  const reviews = withMoves([from, as("10.2.0.0/23")]);
  const brief =
    "10.2.0.0/24 (10.2.0.0/23 there) moves to dhcp/b, without leases, and may be without service meanwhile";
  expect(headline(reviews)).toBe(`4 of 4 hosts change; ${brief}; all other clients are served all the time.`);
  expect(lines(reviews)[0]![0]).toMatch(/^10\.2\.0\.0\/24 \(10\.2\.0\.0\/23 there\) moves from dhcp\/a/);
  expect(closedGates(reviews, { noInterruption: true })).toHaveLength(1);
  // Two halves are all of it; one leaves clients to nobody.
  const [halves] = withMoves([from, as("10.2.0.128/25", "10.2.0.0/25")]);
  expect([halves!.ends, halves!.moves.map(({ into }) => into)]).toEqual([
    [],
    [["10.2.0.0/25", "10.2.0.128/25"]],
  ]);
  const [half] = withMoves([from, as("10.2.0.128/25", "10.3.0.0/24")]);
  expect([half!.ends.map(({ subnet }) => subnet), half!.moves]).toEqual([["10.2.0.0/24"], []]);
});

test("a subnet that becomes a wider one of its own component moves nowhere", () => {
  const one = pair("dhcp/a", [1, 2], [1]);
  const [review] = withMoves([{ ...one, gains: [{ subnet: "10.2.0.0/23", offer: "anything" }] }]);
  expect(review!.moves).toEqual([]);
});

test("a relationship whose only subnet moves has no clients that are served all the time", () => {
  const reviews = withMoves([pair("dhcp/a", [2], []), pair("dhcp/b", [3], [2, 3])]);
  expect(lines(reviews)[0]!.join()).not.toContain("are served all the time");
});

test("a subnet ends that another component has already, or gets when Terraform starts no rollout", () => {
  const gone = "obody serves 10.2.0.0/24 afterwards";
  for (const other of [pair("dhcp/b", [2], [2, 3]), pair("dhcp/b", [3], [2, 3], true)]) {
    const [review] = withMoves([pair("dhcp/a", [1, 2], [1]), other]);
    expect([review!.moves, review!.ends]).toEqual([[], [{ subnet: "10.2.0.0/24", offer: "anything" }]]);
    expect(headline([review!])).toContain(gone);
  }
});
