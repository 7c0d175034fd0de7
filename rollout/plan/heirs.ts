import { leavesNobody } from "../../kea/fleet/guards";
import { groupedBy } from "../../kea/grouped";
import { contains, parsePrefix, type Range } from "../../kea/ip";
import { type Facts, prefixOf, type SubnetFact } from "./facts";

/** By a subnet's key: groups of other subnets, each of which together serves all of its clients. */
export type Heirs = ReadonlyMap<string, readonly (readonly string[])[]>;

export const NO_HEIRS: Heirs = new Map();

/** Subnets that serve the clients of one together: itself, and those that stand for it. */
export const groupsOf = (key: string, heirs: Heirs): readonly (readonly string[])[] => [
  [key],
  ...(heirs.get(key) ?? []),
];

/** What a server runs, and what is declared for it. */
export interface BothFacts {
  readonly runs: Facts;
  readonly declared: Facts;
}

/**
 * Which subnets go on for the clients of which, forwards and on the way back:
 *
 * - one that is there only before, and one that is there only afterwards, in one relationship, with the same id or
 *   overlapping prefixes, such as one that is widened. The clients of the new one are without service while it takes
 *   that place; those of the old one lose it where the new one is for other clients.
 * - for a subnet that gives no more addresses, others of its shared network that serve its clients.
 *
 * @param servers all servers of a component, so that what is elsewhere is no other subnet.
 */
export function heirsOf(servers: readonly BothFacts[]): Heirs {
  const keysIn = (when: keyof BothFacts) =>
    new Set(servers.flatMap((one) => one[when].subnets.map(({ key }) => key)));
  const [before, after] = [keysIn("runs"), keysIn("declared")];
  const declaredAs = groupedBy(
    servers.flatMap(({ declared }) => declared.subnets),
    ({ key }) => key,
  );
  const lets = ({ key, offers }: SubnetFact) =>
    offers.some((offer) => !declaredAs.get(key)?.some((next) => next.offers.includes(offer)));
  const groups = new Map<string, Set<string>>();
  const others = new Map<string, Set<string>>();
  const add = (to: typeof groups, key: string, other: string) => {
    const found = to.get(key);
    if (found) found.add(other);
    else to.set(key, new Set([other]));
  };
  for (const { runs, declared } of servers) {
    const goes = runs.subnets.filter(({ key }) => !after.has(key));
    const comes = declared.subnets.filter(({ key }) => !before.has(key));
    for (const [old, next] of pairs(goes, comes)) {
      add(groups, next.key, old.key);
      if (old.selectors === next.selectors || isWithin(old, next)) add(groups, old.key, next.key);
    }
    for (const [link, members] of groupedBy(runs.subnets, (one) => one.link)) {
      if (link === undefined) continue;
      const going = members.filter(lets);
      const staying = going.length > 0 ? members.filter((one) => !lets(one)) : [];
      for (const one of going)
        for (const other of staying) {
          const all = [other, ...(declaredAs.get(other.key) ?? [])];
          if (all.every((there) => there.link === one.link && leavesNobody(there.guards, one.guards)))
            add(others, one.key, other.key);
        }
    }
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

/** Subnets that go and those that come in their place: with their id in the same relationship, or some of their addresses. */
function pairs(
  goes: readonly SubnetFact[],
  comes: readonly SubnetFact[],
): (readonly [SubnetFact, SubnetFact])[] {
  if (goes.length === 0 || comes.length === 0) return [];
  const byId = groupedBy(comes, idOf);
  const [around, within] = [enclosing(comes), enclosing(goes)];
  return [
    ...goes.flatMap((old) => {
      const same = old.id === undefined ? [] : (byId.get(idOf(old)) ?? []);
      return [...same, ...around(old)].map((next) => [old, next] as const);
    }),
    ...comes.flatMap((next) => within(next).map((old) => [old, next] as const)),
  ];
}

const idOf = ({ id, member }: SubnetFact) => `${id} ${member}`;

const rangeOf = ({ key }: SubnetFact) => parsePrefix(prefixOf(key));

/** Finds those of many subnets that hold all of another one: of prefixes that overlap, one holds the other. */
function enclosing(subnets: readonly SubnetFact[]): (subnet: SubnetFact) => SubnetFact[] {
  const placed = subnets.flatMap((subnet) => {
    const range = rangeOf(subnet);
    return range ? [{ subnet, at: place(range, sizeOf(range)), size: sizeOf(range) }] : [];
  });
  const sizes = [...new Set(placed.map(({ size }) => size))];
  const found = groupedBy(placed, ({ at }) => at);
  return (subnet) => {
    const range = rangeOf(subnet);
    if (!range) return [];
    return sizes
      .filter((size) => size >= sizeOf(range))
      .flatMap((size) => found.get(place(range, size)) ?? [])
      .map((one) => one.subnet);
  };
}

const sizeOf = ({ first, last }: Range) => last - first + 1n;

/** A prefix of some size that a range lies in. */
const place = ({ bits, first }: Range, size: bigint) => `${bits} ${size} ${first / size}`;

function isWithin(old: SubnetFact, next: SubnetFact): boolean {
  const [inner, outer] = [rangeOf(old), rangeOf(next)];
  return inner !== undefined && outer !== undefined && contains(outer, inner);
}
