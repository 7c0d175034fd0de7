import { UNKNOWN } from "../json";
import type { Place } from "./places";

/** A value in force at a place: its own, or inherited from the outside; undefined: not known. */
export function inForce(place: Place, key: string): number | "default" | undefined {
  for (let at: Place | undefined = place; at !== undefined; at = at.above) {
    const value: unknown = at.map[key];
    if (value === UNKNOWN) return undefined;
    if (value !== undefined) return typeof value === "number" ? value : undefined;
  }
  return "default";
}

/** Of a boolean: the same. */
export function flagInForce(place: Place, key: string, initial: boolean): boolean | undefined {
  for (let at: Place | undefined = place; at !== undefined; at = at.above) {
    const value: unknown = at.map[key];
    if (value !== undefined) return typeof value === "boolean" ? value : undefined;
  }
  return initial;
}

/** The lifetime of leases in force at a place; undefined: not known. */
export function validLifetime(place: Place): number | undefined {
  const value = inForce(place, "valid-lifetime");
  return value === "default" ? 7200 : value;
}
