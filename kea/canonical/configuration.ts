import { isMap, type Json, type JsonMap } from "../json";
import { Family } from "../model/family";
import { KeaVersion } from "../model/release-lines";
import { withNewKeys } from "../schema/renamed";
import { keysOf, type Type, typeAt } from "../schema/schema";
import { valueFilled } from "../schema/defaults";
import { factsOf } from "./filled";
import { type Form, freeForm, type MapForm } from "./form";
import { inherit, lifetimes } from "./inherited";
import { definitionsIn, isHidden, type OptionContext, optionForm, type Said } from "./options";
import { TIDY } from "./tidy";
import { listedForm, scalarForm } from "./values";

/** What a map of a configuration is read in. */
export interface Context {
  readonly family: Family;
  readonly kea: KeaVersion;
  readonly options: OptionContext;
  /** The kind of the map around it, and its entries in canonical form. */
  readonly kind: string | undefined;
  readonly around: ReadonlyMap<string, Form> | undefined;
  /** Nobody wrote it: Kea fills it in as a whole. */
  readonly isFilled: boolean;
}

/**
 * A configuration as Kea's `config-get` shows it: keys and values in Kea's spelling, defaults and what
 * is inherited filled in. What `config-get` has said stays what it is.
 *
 * @param said - codes and names of options, for spaces that no table knows.
 */
export function canonical(root: JsonMap, family: Family, kea: KeaVersion, said: Said): MapForm {
  const options = { family, kea, said, definitions: definitionsIn(root["option-def"], family) };
  return mapForm("global", root, {
    family,
    kea,
    options,
    kind: undefined,
    around: undefined,
    isFilled: false,
  });
}

/** What is filled in always alike, made once. */
const CONSTANTS = new WeakMap<object, Form>();

function mapForm(kind: string, raw: JsonMap, context: Context): MapForm {
  const { family, kea } = context;
  const shown = withNewKeys(kind, raw, kea);
  const map = kind === "option-data" ? optionForm(shown, context.options) : shown;
  const entries = new Map<string, Form>();
  const inner = { ...context, kind, around: entries };
  const silent = { ...inner, isFilled: true };
  if (kind === "client-class" && family === Family.V4) {
    const own = definitionsIn(map["option-def"], family, true);
    inner.options = { ...context.options, definitions: [...own, ...context.options.definitions] };
  }
  const { fill, hidden, lists, overlooked } = factsOf(kind, family, kea);
  const set = (key: string, value: Json, within: Context) =>
    entries.set(key, valueForm(key, value, typeAt(kind, map, key), within));
  // Lists of maps last: subnets inherit what stands around them.
  const given = Object.entries(map).filter(([key]) => !overlooked.has(key));
  for (const [key, value] of given) if (!lists.has(key)) set(key, value, inner);
  inherit(kind, entries, context.around);
  for (const [key, alternatives] of fill) {
    if (map[key] !== undefined || entries.has(key)) continue;
    const constant = CONSTANTS.get(alternatives);
    if (constant !== undefined) {
      entries.set(key, constant);
      continue;
    }
    const value = valueFilled(alternatives, key, { own: map, around: [], in: context.kind });
    if (value === undefined) continue;
    set(key, value, silent);
    if (alternatives.length === 1 && alternatives[0]!.when === undefined)
      CONSTANTS.set(alternatives, entries.get(key)!);
  }
  for (const [key, value] of given) if (lists.has(key)) set(key, value, inner);
  // After the maps within, which inherit what is written only.
  lifetimes(kind, entries);
  for (const [key, values] of hidden) {
    const value = entries.get(key);
    if (value !== undefined && values.some((one) => isSame(one, value))) entries.delete(key);
  }
  TIDY[kind]?.(entries, context);
  const filled = new Set<string>();
  for (const key of entries.keys()) if (context.isFilled || shown[key] === undefined) filled.add(key);
  // Kea keeps a comment as part of the context when it starts, and not at all when it is set.
  const comment = keysOf(kind).has("comment") ? entries.get("comment") : undefined;
  if (comment !== undefined) entries.delete("comment");
  // The code says which option it is; which of several names Kea gives it says nothing.
  const name = kind === "option-data" && entries.has("code") ? entries.get("name") : undefined;
  if (name !== undefined) entries.delete("name");
  const data = kind === "option-data" && isHidden(shown, inner.options) ? entries.get("data") : undefined;
  if (data !== undefined) entries.set("data", "");
  return { kind, entries, filled, comment, name, hidden: data === "" ? undefined : data };
}

/** Whether a value is what Kea does not show: a scalar, or nothing. */
function isSame(hidden: Json, value: Form): boolean {
  return Array.isArray(hidden) && Array.isArray(value) ? value.length === hidden.length : hidden === value;
}

function valueForm(key: string, value: Json, type: Type | undefined, context: Context): Form {
  if (type?.is === "map of" && isMap(value)) return mapForm(type.kind, value, context);
  if (type?.is === "maps of" && Array.isArray(value))
    return (value as readonly Json[]).map((one) =>
      isMap(one) ? mapForm(type.kind, one, context) : freeForm(one),
    );
  if (type?.is === "strings" && Array.isArray(value))
    return (value as readonly Json[]).map((one) => freeForm(listedForm(key, one)));
  return freeForm(type === undefined ? value : scalarForm(key, value, context.kea));
}
