/** JSON as Kea reads and prints it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonMap;

/** A JSON object. */
export interface JsonMap {
  readonly [key: string]: Json;
}

/** True for a JSON object, false for lists, null and scalars. */
export function isMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a JSON object that is written down: what Terraform resolves is of a class. */
export function isPlain(value: unknown): value is JsonMap {
  return isMap(value) && Object.getPrototypeOf(value) === Object.prototype;
}

/** Stands for a value that is known only when Terraform applies. Rules skip it. */
export const UNKNOWN = Symbol("known only at apply");

/** Where a value is: keys and list positions from the root of a configuration. */
export type Path = readonly (string | number)[];

/** The value as text, undefined for anything else. */
export const text = (value: unknown) => (typeof value === "string" ? value : undefined);

/** The value as a number, undefined for anything else. */
export const number = (value: unknown) => (typeof value === "number" ? value : undefined);

/** The value as a map, empty for anything else. */
export const map = (value: unknown): JsonMap => (isMap(value) ? value : {});

/** The value as a list, empty for anything else. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The entries of a list that are there: a variable that is not set gives none. */
export const present = <T>(entries: readonly T[]) =>
  entries.filter((entry) => entry !== undefined && entry !== null);

/** The value of a key as anything, known or not; undefined where the key is absent. */
export function raw(map: JsonMap, key: string): unknown {
  return map[key];
}

/** Whether a key is there, its value known or not. */
export function has(map: JsonMap, key: string): boolean {
  return map[key] !== undefined;
}

/** The value with something else in one place. What the path does not lead to stays away. */
export function changeAt(value: Json, [step, ...path]: Path, change: (there: Json) => Json): Json {
  if (step === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((entry: Json, index) => (index === step ? changeAt(entry, path, change) : entry));
  return isMap(value) && step in value ? { ...value, [step]: changeAt(value[step]!, path, change) } : value;
}
