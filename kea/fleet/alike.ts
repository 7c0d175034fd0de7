import { isMap, UNKNOWN } from "../json";

/** Keys that say the same in another release line, and the one that stands for both here. */
const TWINS: ReadonlyMap<string, string> = new Map([
  ["client-class", "client-classes"],
  ["require-client-classes", "evaluate-additional-classes"],
  ["only-if-required", "only-in-additional-list"],
]);

/** What says nothing about how clients are served. */
const REMARKS: ReadonlySet<string> = new Set(["comment", "user-context"]);

/** A value in one spelling, whatever the order of its keys and entries; undefined where it is not known. */
export function spelling(value: unknown, depth = 0): string | undefined {
  // What is nested too deeply is an error of its own.
  if (value === UNKNOWN || depth > 100) return undefined;
  if (Array.isArray(value)) {
    const entries = value.map((entry) => spelling(entry, depth + 1));
    return entries.includes(undefined) ? undefined : `[${entries.sort().join(",")}]`;
  }
  if (!isMap(value))
    return JSON.stringify(typeof value === "string" ? value.replace(/\s+/g, " ").trim() : value) ?? "";
  const fields: string[] = [];
  for (const [key, entry] of Object.entries<unknown>(value)) {
    if (REMARKS.has(key) || (Array.isArray(entry) && entry.length === 0)) continue;
    const twin = TWINS.get(key) ?? key;
    const one = spelling(twin === "client-classes" && typeof entry === "string" ? [entry] : entry, depth + 1);
    if (one === undefined) return undefined;
    fields.push(`${JSON.stringify(twin)}:${one}`);
  }
  return `{${fields.sort().join(",")}}`;
}

/** A spelling as messages show it. */
export function shortSpelling(text: string): string {
  const plain = text.replace(/"/g, "");
  return plain.length > 80 ? `${plain.slice(0, 80)}...` : plain;
}
