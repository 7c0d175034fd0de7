/** The value of one key where it is in force: at a place, which has it from itself or from around it. */
import { type JsonMap, number } from "../json";
import { defaultOf } from "../schema/defaults";
import type { Asked } from "../schema/schema";
import type { Place } from "./places";

/** A number in force at a place: its own, or inherited from the outside; undefined: not known. */
export function inForce(place: Place, key: string): number | "default" | undefined {
  const value = written(place, key);
  return value === undefined ? "default" : number(value);
}

/** Of a boolean, or Kea's default: the same. */
export function flagInForce(place: Place, key: string, of: Asked): boolean | undefined {
  const value = written(place, key, defaultOf("global", key, of));
  return typeof value === "boolean" ? value : undefined;
}

/** A yes-or-no key of a map of a kind, or Kea's default; undefined when it is unknown or unusable. */
export function flag(owner: JsonMap, kind: string, key: string, of: Asked): boolean | undefined {
  const value: unknown = owner[key] === undefined ? defaultOf(kind, key, of) : owner[key];
  return typeof value === "boolean" ? value : undefined;
}

/** The lifetime of leases in force at a place; undefined: not known. */
export function validLifetime(place: Place): number | undefined {
  return number(written(place, LIFETIME, defaultOf("global", LIFETIME, {})));
}

const LIFETIME = "valid-lifetime";

function written(place: Place, key: string, initial?: unknown): unknown {
  for (let at: Place | undefined = place; at !== undefined; at = at.above) {
    const value: unknown = at.map[key];
    if (value !== undefined) return value;
  }
  return initial;
}
