import { isMap, type Json } from "../json";

/** A value in canonical form. */
export type Form = null | boolean | number | string | readonly Form[] | MapForm;

/** A map in canonical form. */
export interface MapForm {
  /** Which keys it takes: a name of the schema; undefined where keys are anybody's. */
  readonly kind: string | undefined;
  readonly entries: ReadonlyMap<string, Form>;
  /** Keys that nobody wrote: Kea fills them in. */
  readonly filled: ReadonlySet<string>;
  /** Its comment, which Kea may have forgotten, or put elsewhere. */
  readonly comment?: Form;
  /** The name of an option with a code, which says nothing more. */
  readonly name?: Form;
  /** Data of an option that clients get, and Kea shows to nobody. */
  readonly hidden?: Form;
}

export function isMapForm(form: Form | undefined): form is MapForm {
  return typeof form === "object" && form !== null && !Array.isArray(form);
}

export function isListForm(form: Form | undefined): form is readonly Form[] {
  return Array.isArray(form);
}

/** JSON of which no key is known: kept as it is; the order of keys says nothing. */
export function freeForm(value: Json): Form {
  if (Array.isArray(value)) return value.map(freeForm);
  if (!isMap(value)) return value as Form;
  const entries = Object.entries(value).map(([key, entry]): [string, Form] => [key, freeForm(entry)]);
  return { kind: undefined, entries: new Map(entries), filled: new Set() };
}

/** A form as JSON again. */
export function jsonOf(form: Form): Json {
  if (isListForm(form)) return form.map(jsonOf);
  if (!isMapForm(form)) return form as Json;
  const entries = [...form.entries].map(([key, entry]): [string, Json] => [key, jsonOf(entry)]);
  return Object.fromEntries(form.name === undefined ? entries : [["name", jsonOf(form.name)], ...entries]);
}

/** Whether two forms mean the same, who filled in what aside. */
export function same(a: Form | undefined, b: Form | undefined): boolean {
  if (a === b) return true;
  if (isListForm(a) && isListForm(b))
    return a.length === b.length && a.every((entry, index) => same(entry, b[index]));
  if (!isMapForm(a) || !isMapForm(b)) return false;
  if (a.entries.size !== b.entries.size || !same(a.comment, b.comment) || !same(a.hidden, b.hidden))
    return false;
  for (const [key, entry] of a.entries)
    if (!b.entries.has(key) || !same(entry, b.entries.get(key))) return false;
  return true;
}
