import { has, UNKNOWN } from "../json";
import { oncePer } from "../remember";
import { neverHolds } from "../schema/class-test";
import { bothNames, GUARDED } from "../schema/renamed";
import { canBeIn } from "./classes";
import type { Server } from "./fleet";
import { type Place, placesOfKind } from "./places";
import { networkOf } from "./selection";

/** Keys of the classes that let clients in, in all release lines. */
export const GUARD_KEYS = bothNames("client-classes");

/** A class that a guard names, and where. */
export interface GuardClass {
  readonly name: string;
  readonly path: Place["path"];
}

/** The classes that some keys of a map name. */
export function classesOf({ map, path }: Place, keys: readonly string[]): GuardClass[] {
  return keys.flatMap((key): GuardClass[] => {
    const value: unknown = map[key];
    if (typeof value === "string") return [{ name: value, path: [...path, key] }];
    if (!Array.isArray(value)) return [];
    return value.flatMap((name: unknown, index) =>
      typeof name === "string" ? [{ name, path: [...path, key, index] }] : [],
    );
  });
}

/** Of which classes a client has to be in one; undefined: not known. No class at all lets everybody in. */
export function guardOf({ map }: Pick<Place, "map">): ReadonlySet<string> | undefined {
  const values: unknown[] = GUARD_KEYS.flatMap((key): unknown => map[key]);
  if (values.includes(UNKNOWN)) return undefined;
  return new Set(values.filter((name): name is string => typeof name === "string" && name !== ""));
}

/** The places of a server that have a guard: subnets, networks and pools. */
export const guardedPlaces = oncePer((server: Server): readonly Place[] =>
  placesOfKind(server, ...GUARDED).filter(({ map }) => GUARD_KEYS.some((key) => has(map, key))),
);

/** The classes that guard something on a server. */
export const guardClasses = oncePer(
  (server: Server): ReadonlySet<string> =>
    new Set(guardedPlaces(server).flatMap((place) => classesOf(place, GUARD_KEYS).map(({ name }) => name))),
);

/** Whether a subnet, network or pool has a guard that no client passes, where {@link assignedClasses} are known. */
export function keepsAllOut(server: Server, place: Place, assigned: ReadonlySet<string>): boolean {
  if (!GUARDED.includes(place.kind)) return false;
  return classesOf(place, GUARD_KEYS).every(({ name }) => !canBeIn(server, name, assigned));
}

/** Whether a class guards something, and its test holds for nobody. */
export function isInVain(server: Server, { map }: Place, assigned: ReadonlySet<string>): boolean {
  if (typeof map.test !== "string" || !guardClasses(server).has(String(map.name))) return false;
  return neverHolds(map.test, server, (name) => (canBeIn(server, name, assigned) ? undefined : false));
}

/** What a client has to fulfil to be let into a subnet: its own guard, and its network's. */
export type Guards = readonly (ReadonlySet<string> | undefined)[];

/** Guards without those that keep nobody out. */
export const closing = (guards: Guards): Guards =>
  guards.filter((guard) => guard === undefined || (guard.size > 0 && !guard.has("ALL")));

/** The guards of a subnet, without those that keep nobody out. */
export const guardsOf = (subnet: Place): Guards =>
  closing([networkOf(subnet), subnet].flatMap((place) => (place ? [guardOf(place)] : [])));

/** Whether all whom the second lets in pass the first as well, so that nobody is left for the second. */
export function leavesNobody(first: Guards, second: Guards): boolean {
  return first.every(
    (guard) =>
      guard !== undefined &&
      second.some((other) => other !== undefined && [...other].every((name) => guard.has(name))),
  );
}
