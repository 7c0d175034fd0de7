import { groupedBy } from "../grouped";
import { contains, formatAddress, parseAddress, parsePool, parsePrefix, type Range } from "../ip";
import { isMap, type Json, type JsonMap } from "../json";
import { oncePer } from "../remember";
import { REMARKS } from "./alike";
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
    const range = delegates ? delegated(place) : rangeOf(place.map);
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

/** Pools as addresses are given from them: such as say nothing else are one where one follows the other. */
export function joinedPools(pools: readonly Json[]): readonly Json[] {
  const plain = pools.map((pool) => (isMap(pool) && saysRangeAlone(pool) ? rangeOf(pool) : undefined));
  const ranges = plain.filter((range) => range !== undefined).sort((a, b) => (a.first < b.first ? -1 : 1));
  const joined: Range[] = [];
  for (const range of ranges) {
    const before = joined.at(-1);
    const follows = before?.bits === range.bits && before.last + 1n === range.first;
    joined.push(follows ? { ...joined.pop()!, last: range.last } : range);
  }
  if (joined.length === ranges.length) return pools;
  const texts = joined.map(
    ({ bits, first, last }) => `${formatAddress(bits, first)}-${formatAddress(bits, last)}`,
  );
  return [...pools.filter((_, index) => plain[index] === undefined), ...texts.map((pool) => ({ pool }))];
}

/** Whether a pool says nothing but its addresses, empty lists and remarks aside. */
function saysRangeAlone(pool: JsonMap): boolean {
  return Object.entries<unknown>(pool).every(
    ([key, value]) => key === "pool" || REMARKS.has(key) || (Array.isArray(value) && value.length === 0),
  );
}

/** The addresses of a pool; undefined where they cannot be read. */
function rangeOf({ pool }: { readonly [key: string]: unknown }): Range | undefined {
  return typeof pool === "string" ? parsePool(pool) : undefined;
}
