/** Whose clients a pool is for, by HA's own classes: in load-balancing a client is the one or the other member's. */
import { groupedBy } from "../grouped";
import { oncePer } from "../remember";
import {
  assignedClasses,
  emptyClasses,
  haMember,
  isOpen,
  membersIn,
  reservedClasses,
  servedClasses,
  unservedMember,
} from "./classes";
import { type Server, type Side, type SubnetView, subnetsOf } from "./fleet";
import { guardOf } from "./guards";
import { loadsOnlyKeas } from "./hooks";
import { enclosing, type Place, placesOfKind } from "./places";
import { networkOf } from "./selection";

/** Some of {@link servedClasses}; undefined: not known. */
type Classes = ReadonlySet<string> | undefined;

/** A pool of a relationship. */
export interface ServedPool {
  readonly place: Place;
  readonly subnet: Place;
  /** The classes of HA's own whose clients it is for. */
  readonly classes: Classes;
  /** Whom each of its guards lets in, from the outside in: its network's, its subnet's and its own. */
  readonly guards: readonly { readonly place: Place; readonly classes: Classes }[];
}

/** The pools of a server's relationships. */
export const servedPools = oncePer((server: Server): readonly ServedPool[] => {
  const owners = new Map<SubnetView["map"], (place: Place) => Classes>();
  for (const side of server.sides) {
    const lettingIn = letIn(server, side);
    for (const { map } of subnetsOf(side)) owners.set(map, lettingIn);
  }
  return placesOfKind(server, "pool", "pd-pool").flatMap((place) => {
    const subnet = enclosing(place, "subnet");
    const lettingIn = subnet && owners.get(subnet.map);
    if (subnet === undefined || lettingIn === undefined) return [];
    const guards = [networkOf(subnet), subnet, place].flatMap((one) =>
      one === undefined ? [] : [{ place: one, classes: lettingIn(one) }],
    );
    return [{ place, subnet, guards, classes: all(guards.map(({ classes }) => classes)) }];
  });
});

/** The pools of a server's relationship, where that is a load-balancing one: with others Kea refuses it. */
export const balancedPools = oncePer((server: Server): readonly ServedPool[] => {
  const [side, ...others] = server.sides;
  if (side?.mode !== "load-balancing" || others.length > 0) return [];
  // What both read from one place, neither gives twice.
  if (side.map["send-lease-updates"] === false || servedClasses(side).length !== 2) return [];
  return servedPools(server);
});

/** Pools among which a client may get what it asks for: of one network, or of subnets with the same selectors. */
export function alternatives(pools: readonly ServedPool[]): Iterable<ServedPool[]> {
  return groupedBy(pools, (pool) => {
    const owner = networkOf(pool.subnet) ?? pool.subnet;
    const { relay, interface: link, "interface-id": id } = owner.map;
    const selectors = [relay, link, id].some((one) => one !== undefined);
    return `${pool.place.kind} ${selectors ? JSON.stringify([relay, link, id]) : owner.path.join("/")}`;
  }).values();
}

/** The pools from which no client of their relationship gets anything, nor from any other instead. */
export const closedPools = oncePer((server: Server): readonly ServedPool[] =>
  [...alternatives(servedPools(server))]
    .filter((pools) => pools.every(({ classes }) => classes?.size === 0))
    .flat(),
);

const closing = oncePer(
  (server: Server): ReadonlySet<Place> =>
    new Set(
      closedPools(server).flatMap(
        ({ guards }) => guards.find(({ classes }) => classes?.size === 0)?.place ?? [],
      ),
    ),
);

/** Whether the guard of a place alone, or the test of a class that guards one, closes pools. */
export function closes(server: Server, place: Place): boolean {
  if (place.kind !== "client-class") return closing(server).has(place);
  return [...closing(server)].some((guarded) => guardOf(guarded)?.has(String(place.map.name)));
}

/** Whom a place lets in, by its guard and by the tests of classes that the server defines. */
function letIn(server: Server, side: Side): (place: Place) => Classes {
  const served = new Set(servedClasses(side));
  if (served.size === 0) return () => undefined;
  const assigned = assignedClasses(server);
  const reserved = reservedClasses(server);
  const tests = new Map<unknown, unknown>(
    placesOfKind(server, "client-class").map(({ map }) => [map.name, map.test]),
  );
  const known = new Map<string, Classes>();
  const find = (name: string): Classes => {
    const test = tests.get(name);
    const member = haMember(name);
    if (member !== undefined) {
      // What gives it to others too is not HA.
      if (assigned === undefined || reserved.has(name) || test !== undefined) return undefined;
      if (served.has(name)) return new Set([name]);
      return unservedMember(side, member) ? new Set() : undefined;
    }
    if (emptyClasses(server).has(name)) return undefined;
    if (test === undefined) return isAnybodys(name) || assigned?.has(name) ? served : undefined;
    if (typeof test !== "string") return undefined;
    const mentioned = membersIn(test).map(classesOf);
    if (mentioned.every((classes) => classes?.size === served.size)) return served;
    // What is not plainly "and" may let in anybody, and so may whatever else gives the class.
    const isOpened = reserved.has(name) || isOpen(server) || !loadsOnlyKeas(server);
    return isOpened || /\b(or|not|ifelse)\b/.test(test) ? undefined : all([served, ...mentioned]);
  };
  const classesOf = (name: string): Classes => {
    if (!known.has(name)) {
      // A class that refers to itself is an error of its own.
      known.set(name, undefined);
      known.set(name, find(name));
    }
    return known.get(name);
  };
  return (place) => {
    const guard = guardOf(place);
    if (guard?.size === 0 || guard?.has("ALL")) return served;
    return guard && any([...guard].map(classesOf));
  };
}

/** Classes of Kea's own in which clients of all members may be. */
function isAnybodys(name: string): boolean {
  return /^(ALL|KNOWN|UNKNOWN|BOOTP|VENDOR_CLASS_.*)$/s.test(name);
}

function any(sets: readonly Classes[]): Classes {
  return sets.includes(undefined) ? undefined : new Set(sets.flatMap((set) => [...set!]));
}

function all(sets: readonly Classes[]): Classes {
  if (sets.includes(undefined)) return undefined;
  const [first, ...others] = sets as ReadonlySet<string>[];
  return new Set([...first!].filter((name) => others.every((set) => set.has(name))));
}
