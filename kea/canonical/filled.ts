import type { Json, JsonMap } from "../json";
import type { Family } from "../model/family";
import type { KeaVersion } from "../model/profiles";
import { filled, type Filled, valueFilled } from "../schema/defaults";
import { keysOf } from "../schema/schema";

/** The values that Kea fills in where a map is silent; what comes from elsewhere in a configuration aside. */
export function filledValues(
  kind: string,
  family: Family,
  kea: KeaVersion,
  own: JsonMap,
  around: string | undefined,
): Readonly<Record<string, Json>> {
  const found: Record<string, Json> = {};
  for (const [key, alternatives] of fillable(kind, family, kea)) {
    if (own[key] !== undefined) continue;
    const value = valueFilled(alternatives, key, { own, around: [], in: around });
    if (value !== undefined) found[key] = value;
  }
  return found;
}

type Fillable = readonly (readonly [key: string, alternatives: readonly Filled[]])[];

const known = new Map<string, Fillable>();

/** What stands in the tables for a kind, looked up once. */
function fillable(kind: string, family: Family, kea: KeaVersion): Fillable {
  const at = `${kind} ${family} ${kea}`;
  const before = known.get(at);
  if (before) return before;
  const found = [...keysOf(kind).keys()].flatMap((key) => {
    const values = filled(kind, key, family, kea).filter(({ is }) => is === "value");
    return values.length > 0 ? [[key, values] as const] : [];
  });
  known.set(at, found);
  return found;
}
