import { overlap, parsePrefix } from "../../kea/ip";
import type { Facts, SubnetFact } from "./facts";

/**
 * Who is served elsewhere than in the subnet that a server runs: by its key, subnets of which one group serves all its
 * clients together.
 */
export type Heirs = ReadonlyMap<string, readonly (readonly string[])[]>;

export const NO_HEIRS: Heirs = new Map();

/** What a server runs, and what is declared for it. */
export interface BothFacts {
  readonly runs: Facts;
  readonly declared: Facts;
}

/**
 * Subnets that stand for each other, on the way there and back: those that are there only before and only afterwards,
 * and overlap or have the same id in one relationship, such as one that is widened; and for one that gives no more
 * addresses, others of its shared network that go on.
 *
 * @param servers all servers of a component, so that what is elsewhere is no other subnet.
 */
export function heirsOf(servers: readonly BothFacts[]): Heirs {
  const keysIn = (when: keyof BothFacts) =>
    new Set(servers.flatMap((one) => one[when].subnets.map(({ key }) => key)));
  const [before, after] = [keysIn("runs"), keysIn("declared")];
  const offered = new Set(
    servers.flatMap(({ declared }) =>
      declared.subnets.flatMap(({ key, offers }) => offers.map((offer) => `${key} ${offer}`)),
    ),
  );
  const lets = ({ key, offers }: SubnetFact) => offers.some((offer) => !offered.has(`${key} ${offer}`));
  const groups = new Map<string, Set<string>>();
  const others = new Map<string, Set<string>>();
  const add = (to: typeof groups, key: string, other: string) =>
    to.set(key, (to.get(key) ?? new Set()).add(other));
  for (const { runs, declared } of servers) {
    const goes = runs.subnets.filter(({ key }) => !after.has(key));
    const comes = declared.subnets.filter(({ key }) => !before.has(key));
    for (const old of goes)
      for (const next of comes)
        if (isSame(old, next)) {
          add(groups, old.key, next.key);
          add(groups, next.key, old.key);
        }
    for (const one of runs.subnets.filter((subnet) => subnet.link !== undefined && lets(subnet)))
      for (const other of runs.subnets)
        if (other.link === one.link && !lets(other)) add(others, one.key, other.key);
  }
  return new Map(
    [...new Set([...groups.keys(), ...others.keys()])].map((key) => [
      key,
      [
        ...(groups.has(key) ? [[...groups.get(key)!]] : []),
        ...[...(others.get(key) ?? [])].map((one) => [one]),
      ],
    ]),
  );
}

function isSame(old: SubnetFact, next: SubnetFact): boolean {
  if (old.id !== undefined && old.id === next.id && old.member === next.member) return true;
  const [a, b] = [old, next].map(({ key }) => parsePrefix(key.slice(key.indexOf(" ") + 1)));
  return a !== undefined && b !== undefined && overlap(a, b);
}
