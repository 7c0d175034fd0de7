import { groupedBy } from "../grouped";
import { contains, parseAddress, parsePool, parsePrefix, type Range } from "../ip";
import { isMap, type JsonMap } from "../json";
import { oncePer } from "../remember";
import type { Server, SubnetView } from "./fleet";
import { enclosing, type Place, placesOfKind } from "./places";

/** A pool of addresses or of prefixes, with what it covers. */
export interface Pool {
  readonly place: Place;
  /** The subnet that it is in. */
  readonly subnet: Place;
  readonly range: Range;
  readonly delegates: boolean;
}

/** The prefix of a pd-pool as a run of addresses; undefined where it is none. */
export function delegated(place: Place): Range | undefined {
  const prefix: unknown = place.map.prefix;
  const length: unknown = place.map["prefix-len"];
  if (typeof prefix !== "string" || typeof length !== "number") return undefined;
  if (!Number.isInteger(length) || length < 1 || length > 128) return undefined;
  const start = parseAddress(prefix);
  if (start?.bits !== 128) return undefined;
  const size = 1n << BigInt(128 - length);
  const first = start.first - (start.first % size);
  return { bits: 128, first, last: first + size - 1n };
}

/** The pools of a server that can be read. */
export const poolsOf = oncePer((server: Server): readonly Pool[] =>
  placesOfKind(server, "pool", "pd-pool").flatMap((place): Pool[] => {
    const subnet = enclosing(place, "subnet");
    if (subnet === undefined || !isMap(subnet.map)) return [];
    const delegates = place.kind === "pd-pool";
    const pool: unknown = place.map.pool;
    const range = delegates ? delegated(place) : typeof pool === "string" ? parsePool(pool) : undefined;
    return range === undefined ? [] : [{ place, subnet, range, delegates }];
  }),
);

/** Whether a pool of addresses is known not to be inside its subnet, which Kea refuses. */
export function isOutside({ range, subnet, delegates }: Pool): boolean {
  return !delegates && isOutsideOf(subnet.map.subnet, range);
}

/** Whether addresses are known not to be inside a prefix. */
export function isOutsideOf(prefix: unknown, range: Range): boolean {
  const whole = typeof prefix === "string" ? parsePrefix(prefix) : undefined;
  return whole !== undefined && !contains(whole, range);
}

/** Whether Kea takes a pool of a subnet: addresses, all of them of its prefix, if that can be read. */
export function isPoolOf({ prefix }: SubnetView, pool: string): boolean {
  const range = parsePool(pool);
  return range !== undefined && !isOutsideOf(prefix, range);
}

/** The pools of each subnet, by its map. */
export const poolsBySubnet = oncePer((server: Server): ReadonlyMap<JsonMap, readonly Pool[]> =>
  groupedBy(poolsOf(server), ({ subnet }) => subnet.map),
);

/** Whether a place is a pool, of addresses or of prefixes. */
export function isPool({ kind }: Place): boolean {
  return kind === "pool" || kind === "pd-pool";
}
