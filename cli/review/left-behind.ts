import { groupedBy } from "../../kea/grouped";
import { overlap, parsePrefix } from "../../kea/ip";
import { few } from "../../kea/words";
import { factsOf, prefixOf } from "../../rollout/plan/facts";
import type { Located } from "./same-server";
import type { ComponentReview } from "./story";

/** A subnet that a component begins to give, and that servers go on giving which are declared no more. */
export interface AlsoServed {
  readonly subnet: string;
  /** Servers, and the topology that they were declared in. */
  readonly by: readonly string[];
  readonly of: string;
  /** Subnets there that have some of its addresses, where those are others. */
  readonly there?: readonly string[];
}

/** @param left servers that are declared no more, and go on with what they run. */
export function withLeftBehind(
  components: readonly ComponentReview[],
  left: readonly Located[],
): ComponentReview[] {
  const given = left.flatMap(servedBy);
  return components.map((one) => ({
    ...one,
    alsoServed: one.rests || one.plan === undefined ? [] : alsoServed(one, given),
  }));
}

interface Given {
  readonly server: string;
  readonly topology: string;
  readonly subnet: string;
  /** What its clients get. */
  readonly offers: readonly string[];
}

/** What a server gives, or would if its partner failed. */
function servedBy({ topology, name, family, config }: Located): Given[] {
  if (config === undefined) return [];
  const { listens, roles, subnets } = factsOf(family, config);
  const backups = roles.filter(({ role }) => role === "backup").map(({ self }) => self);
  return subnets.flatMap(({ key, member, offers }) =>
    listens && offers.length > 0 && (member === undefined || !backups.includes(member))
      ? [{ server: name, topology, subnet: prefixOf(key), offers }]
      : [],
  );
}

function alsoServed({ gains }: ComponentReview, given: readonly Given[]): AlsoServed[] {
  if (given.length === 0) return [];
  return [...groupedBy(gains, ({ subnet }) => subnet)].flatMap(([subnet, all]) => {
    const same = given.filter(
      (one) => isShared(one.subnet, subnet) && all.some(({ offer }) => one.offers.includes(offer)),
    );
    return [...groupedBy(same, ({ topology }) => topology)].map(([of, theirs]) => {
      const there = [...new Set(theirs.map((one) => one.subnet))];
      const by = [...new Set(theirs.map(({ server }) => server))];
      return { subnet, by, of, ...(there.join() !== subnet && { there }) };
    });
  });
}

function isShared(a: string, b: string): boolean {
  const [one, other] = [parsePrefix(a), parsePrefix(b)];
  return one && other ? overlap(one, other) : a === b;
}

// ------------------------------------------------------------------------------------ words

/** What it means for clients of subnets, and what to do: a sentence for all that the same servers go on giving. */
export function describeAlsoServed(all: readonly AlsoServed[]): string[] {
  return [...groupedBy(all, whose).values()].map((same) => {
    const isOne = same[0]!.by.length === 1;
    const [give, are, go, hosts] = isOne
      ? ["gives", "is", "goes", "that host"]
      : ["give", "are", "go", "those hosts"];
    const [them, subnets] = same.length === 1 ? ["it", "the subnet"] : ["them", "the subnets"];
    return [
      `${subnetsOf(same)}: ${whose(same[0]!)} ${give} ${them} as well, ${are} declared no more, and ${go} on.`,
      "Both sides give addresses for good, and do not tell each other which: clients may get addresses that others have.",
      `Declare ${hosts} as retired for one deploy before others give ${subnets}: nobody serves the clients in between.`,
      `Let ${them} move by a relationship that shares a member with both sides to avoid all that.`,
    ].join(" ");
  });
}

/** The same in short; nothing where there is none. */
export function describeAlsoServedBriefly(all: readonly AlsoServed[]): string[] {
  return [...groupedBy(all, whose).values()].map((same) => {
    const isOne = same[0]!.by.length === 1;
    return `${subnetsOf(same)} ${same.length === 1 ? "is" : "are"} given for good by ${whose(same[0]!)} as well, which ${isOne ? "is" : "are"} declared no more: clients may get addresses that others have`;
  });
}

const whose = ({ by, of }: AlsoServed) => `${few(by, 5)} of ${of}`;

const subnetsOf = (all: readonly AlsoServed[]) =>
  few(
    all.map(({ subnet, there }) => (there ? `${subnet} (${few(there, 5)} there)` : subnet)),
    5,
  );
