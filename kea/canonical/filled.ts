import type { Json } from "../json";
import type { Family } from "../model/family";
import type { KeaVersion } from "../model/release-lines";
import { filled, type Filled, leftOut } from "../schema/defaults";
import { isKnown, keysOf } from "../schema/schema";

/** What the tables say of a kind of map, looked up once. */
export interface KindFacts {
  /** What Kea fills in; what comes from elsewhere in a configuration aside. */
  readonly fill: readonly (readonly [key: string, alternatives: readonly Filled[]])[];
  /** Values that Kea does not show. */
  readonly hidden: ReadonlyMap<string, readonly Json[]>;
  /** Lists of maps. */
  readonly lists: ReadonlySet<string>;
  /** Keys that this Kea does not know, and overlooks. */
  readonly overlooked: ReadonlySet<string>;
}

/** Kinds in which Kea overlooks keys that it does not know, where it is set over its control socket. */
const LENIENT: ReadonlySet<string> = new Set([
  ...["client-class", "logger", "output"],
  ...["lease-database", "hosts-database", "config-database"],
]);

const known = new Map<string, KindFacts>();

export function factsOf(kind: string, family: Family, kea: KeaVersion): KindFacts {
  const at = `${kind} ${family} ${kea}`;
  const before = known.get(at);
  if (before) return before;
  const keys = [...keysOf(kind)];
  const facts = {
    fill: keys.flatMap(([key]) => {
      const values = filled(kind, key, family, kea).filter(({ is }) => is === "value");
      return values.length > 0 ? [[key, values] as const] : [];
    }),
    hidden: new Map(
      keys.flatMap(([key]) => {
        const values = leftOut(kind, key, family, kea).flatMap((one) =>
          one.is === "value" ? [one.value] : [],
        );
        return values.length > 0 ? [[key, values] as const] : [];
      }),
    ),
    lists: new Set(keys.flatMap(([key, { type }]) => (type.is === "maps of" ? [key] : []))),
    overlooked: new Set(
      LENIENT.has(kind) ? keys.flatMap(([key, one]) => (isKnown(one, family, kea) ? [] : [key])) : [],
    ),
  };
  known.set(at, facts);
  return facts;
}
