import { conditional, Op } from "cdktf";
import { isPlain, type Json, type JsonMap } from "../kea/json";
import type { KeaVersion } from "../kea/model/release-lines";
import { almostZero } from "../kea/schema/reals";
import { hasToken, isLater } from "./content";

/** A share that only Terraform knows may be 0, which JSON writes as a whole number, and Kea takes none there. */
export function withShares(config: JsonMap, kea: KeaVersion): JsonMap {
  const walk = (value: Json): Json => {
    if (!hasToken(value) || isLater(value)) return value;
    if (Array.isArray(value)) return value.map(walk);
    if (!isPlain(value)) return value;
    return Object.fromEntries(
      Object.entries<Json>(value).map(([key, entry]) => [
        key,
        key === "cache-threshold" && isLater(entry) ? (notZero(entry, kea) as Json) : walk(entry),
      ]),
    );
  };
  return walk(config) as JsonMap;
}

// On the right, cdktf takes a 0 for nothing.
const notZero = (share: unknown, kea: KeaVersion): unknown =>
  conditional(Op.eq(0, share), almostZero(kea), share);
