import type { Server } from "../../fleet/fleet";
import { inForce } from "../../fleet/in-force";
import { ofPlace } from "../../fleet/labels";
import type { Place } from "../../fleet/places";
import { has } from "../../json";
import { Family } from "../../model/family";
import type { Problem, Rule } from "../rule";

/** Kea makes preferred lifetimes from the valid ones, where they are not set. */
const LIFETIMES = [
  { key: "valid-lifetime", initial: 7200 },
  { key: "preferred-lifetime", initial: undefined, family: Family.V6 },
];

/** A lifetime; undefined for what is none: it is out of range already. */
const lifetime = (value: unknown): number | undefined =>
  typeof value === "number" && value >= 0 && value <= 4294967295 ? value : undefined;

export const lifetimeBounds: Rule = {
  code: "KEAHA065",
  name: "lifetime-bounds",
  severity: "error",
  reason: "Kea refuses a lifetime that is not between its minimum and its maximum.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["global", "shared-network", "subnet", "client-class"],
  place: (place, server) =>
    place.kind === "client-class" ? ofClass(place, server) : lifetimes(place, server),
};

function* lifetimes(place: Place, server: Server): Generator<Problem> {
  for (const { key, initial, family } of LIFETIMES) {
    if (family !== undefined && family !== server.family) continue;
    const keys = [`min-${key}`, key, `max-${key}`] as const;
    // What is inherited unchanged is wrong where it is written.
    if (!keys.some((one) => has(place.map, one))) continue;
    const [min, own, max] = keys.map((one) => inForce(place, one)) as (number | "default" | undefined)[];
    const value = lifetime(own === "default" ? initial : own);
    const low = lifetime(min);
    const high = lifetime(max);
    if (own === "default" && value === undefined && low !== undefined && high !== undefined) {
      yield {
        path: [...place.path, keys.find((one) => has(place.map, one))!],
        message: `${keys[0]} and ${keys[2]}${ofPlace(place)} are set, and ${key} is not.`,
        remedy: `Set ${key}, with ${keys[0]} <= ${key} <= ${keys[2]}, inherited values included.`,
      };
    }
    if (value === undefined) continue;
    const below = low !== undefined && low > value;
    const above = high !== undefined && high < value;
    if (!below && !above) continue;
    const limit = below ? keys[0] : keys[2];
    if (isToldOutside(place, key, limit, initial)) continue;
    const said = own === "default" ? `${value}, Kea's default` : String(value);
    yield {
      path: [...place.path, [limit, ...keys].find((one) => has(place.map, one))!],
      message: `${key}${ofPlace(place)} is ${said}, ${below ? `less than ${limit} ${low}` : `more than ${limit} ${high}`}.`,
      remedy: `Make ${keys[0]} <= ${key} <= ${keys[2]}, inherited values included.`,
    };
  }
}

/** Whether a lifetime, or its limit, is beyond the other one where it is inherited from, too. */
function isToldOutside(place: Place, key: string, limit: string, initial: number | undefined): boolean {
  for (let at = place.above; at !== undefined; at = at.above) {
    const [own, bound] = [inForce(at, key), inForce(at, limit)];
    const value = lifetime(own === "default" ? initial : own);
    const most = bound === "default" ? undefined : lifetime(bound);
    if (value === undefined || most === undefined) continue;
    if (limit.startsWith("min-") ? most <= value : most >= value) continue;
    const outer = at;
    if ([key, limit].some((one) => whereSet(place, one) === whereSet(outer, one))) return true;
  }
  return false;
}

function whereSet(place: Place, key: string): Place | undefined {
  for (let at: Place | undefined = place; at !== undefined; at = at.above) if (has(at.map, key)) return at;
  return undefined;
}

function* ofClass(place: Place, server: Server): Generator<Problem> {
  for (const { key, family } of LIFETIMES) {
    if (family !== undefined && family !== server.family) continue;
    const [min, value, max] = [`min-${key}`, key, `max-${key}`].map((one) => {
      const entry: unknown = place.map[one];
      return typeof entry === "number" ? entry : undefined;
    });
    const between = has(place.map, key);
    if (between && value === undefined) continue;
    const wrong = between
      ? (min !== undefined && min > value!) || (max !== undefined && max < value!)
      : min !== undefined && max !== undefined;
    if (!wrong) continue;
    yield {
      path: [...place.path, between ? key : `min-${key}`],
      message: between
        ? `${key}${ofPlace(place)} is ${value}, not between ${min ?? "any"} and ${max ?? "any"}.`
        : `min-${key} and max-${key}${ofPlace(place)} are set, and ${key} is not.`,
      remedy: `Set ${key}, with min-${key} <= ${key} <= max-${key}.`,
    };
  }
}
