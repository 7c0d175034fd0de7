import { listedForm, prefixForm, scalarForm } from "../canonical/values";
import { isMap, type Json, UNKNOWN } from "../json";
import { oncePer } from "../remember";
import { testForm, TESTS } from "../schema/class-test-words";
import { NEW_NAMES } from "../schema/renamed";
import type { SubnetView } from "./fleet";

/** What says nothing about how clients are served. */
export const REMARKS: ReadonlySet<string> = new Set(["comment", "user-context"]);

/** What is nested more deeply is an error of its own. */
const DEEPEST = 100;

/** Whether two values are written alike, remarks aside: sooner known than their spellings. */
export function isCopy(a: unknown, b: unknown, depth = 0): boolean {
  if (a === b) return true;
  if (depth > DEEPEST) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((entry, index) => isCopy(entry, b[index], depth + 1));
  if (!isMap(a) || !isMap(b)) return false;
  for (const key in a) if (!REMARKS.has(key) && !isCopy(a[key], b[key], depth + 1)) return false;
  for (const key in b) if (!REMARKS.has(key) && a[key] === undefined) return false;
  return true;
}

/** The value of a key in one spelling, whatever the order of keys and entries; undefined where it is not known. */
export function spelling(value: unknown, key = "", depth = 0): string | undefined {
  if (value === UNKNOWN || depth > DEEPEST) return undefined;
  if (Array.isArray(value)) {
    const entries = value.map((entry: unknown) =>
      spelling(typeof entry === "string" ? listedForm(key, entry) : entry, "", depth + 1),
    );
    return entries.includes(undefined) ? undefined : `[${entries.sort().join(",")}]`;
  }
  if (!isMap(value)) {
    if (typeof value === "string" && TESTS.includes(key)) return JSON.stringify(testForm(value));
    const form = scalarForm(key, value as Json);
    if (typeof form !== "string") return JSON.stringify(form) ?? "";
    const text = form.replace(/\s+/g, " ").trim();
    // Kea makes the same names of both.
    return JSON.stringify(key === "ddns-qualifying-suffix" ? text.replace(/\.$/, "") : text);
  }
  const fields: string[] = [];
  for (const [name, entry] of Object.entries<unknown>(value)) {
    if (REMARKS.has(name) || (Array.isArray(entry) && entry.length === 0)) continue;
    const twin = NEW_NAMES.get(name) ?? name;
    const listed = twin === "client-classes" && typeof entry === "string" ? [entry] : entry;
    const one = spelling(listed, twin, depth + 1);
    if (one === undefined) return undefined;
    fields.push(`${JSON.stringify(twin)}:${one}`);
  }
  return `{${fields.sort().join(",")}}`;
}

/** What copies of one subnet have in common: its id and its prefix. Undefined where one of them is not known. */
export const identityOf = oncePer(({ id, prefix }: SubnetView): string | undefined =>
  id === undefined || prefix === undefined ? undefined : `${id} ${prefixForm(prefix)}`,
);

/** The longest spelling that messages show whole, and how much they show of what is before a difference. */
const [LONGEST, BEFORE] = [80, 20];

/** Different spellings as messages show them, each around the first place where no other is like it. */
export function contrast(spellings: readonly string[]): string[] {
  const lists = spellings.map(entriesOf);
  // Of lists that are long, only what not all of them have.
  const long =
    spellings.some((text) => bare(text).length > LONGEST) && lists.every((list) => list !== undefined);
  const odds = long ? odd(lists as readonly string[][]) : [];
  // Lists of the same entries may have them in other numbers.
  const entries = odds.length > 0 && new Set(odds).size === odds.length;
  const texts = entries ? odds : spellings.map(bare);
  return texts.map((text, index) => {
    if (text === "" && entries && lists[index]!.length > 0) return "not there";
    const others = texts.filter((other) => other !== text);
    return around(text, Math.max(0, ...others.map((other) => firstDifference(text, other))));
  });
}

const bare = (spelling: string) => spelling.replace(/"/g, "");

/** The entries of each list that not all lists have, as one text. */
function odd(lists: readonly string[][]): string[] {
  const common = lists
    .map((list) => new Set(list))
    .reduce((all, list) => new Set([...all].filter((entry) => list.has(entry))));
  return lists.map((list) =>
    list
      .filter((entry) => !common.has(entry))
      .map(bare)
      .join(","),
  );
}

/** The entries of a list, each in its spelling; undefined for anything else. */
function entriesOf(spelling: string): string[] | undefined {
  if (spelling === "") return [];
  const value = spelling.startsWith("[") ? split(spelling.slice(1, -1)) : undefined;
  return value?.filter((entry) => entry !== "");
}

/** Cuts at the commas that are in no map, list or text. */
function split(text: string): string[] {
  const parts: string[] = [];
  let [depth, quoted, from] = [0, false, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === "\\") at++;
    else if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if ("[{".includes(sign)) depth++;
    else if ("]}".includes(sign)) depth--;
    else if (sign === "," && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function around(text: string, at: number): string {
  if (["", "[]", "{}"].includes(text)) return "not set";
  if (text.length <= LONGEST) return text;
  const start = at + BEFORE < LONGEST ? 0 : Math.min(at - BEFORE, text.length - LONGEST);
  const end = start + LONGEST;
  return `${start > 0 ? "..." : ""}${text.slice(start, end)}${end < text.length ? "..." : ""}`;
}
