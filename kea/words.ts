import { firstOf } from "./marks";

const LONGEST = 80;

/** A name as messages show it: cut when it is long, quoted when it could be misread. */
export function plain(text: string): string {
  const short = text.length > LONGEST ? `${firstOf(text, LONGEST)}...` : text;
  return /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(short) ? short : JSON.stringify(short);
}

/** A JSON value as messages show it. */
export function show(value: unknown): string {
  if (typeof value === "string") {
    return JSON.stringify(value.length > LONGEST ? `${firstOf(value, LONGEST)}...` : value);
  }
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "a map" : String(value);
}

/** A URL as messages show it, without the credentials that it must not have. */
export function plainUrl(url: string): string {
  return plain(firstOf(url, 200).replace(/\/\/[^/]*@/, "//...@"));
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[], last = "and"): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}

/** The first names of some, and how many more there are; all of them where that is one more. */
export function few(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return more <= 1 ? enumerate(names) : `${names.slice(0, most).join(", ")} and ${more} more`;
}

/** After the first of some, how many more there are; nothing where it is the only one. */
export function andMore(number: number): string {
  return number === 0 ? "" : ` (and ${number} more)`;
}

/** `1 server`, `2 servers`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** As a sentence begins. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** How often: `twice`, `3 times`. */
export const times = (number: number) => (number === 2 ? "twice" : `${number} times`);

/** A remedy: the names to choose from, not all where there are many. */
export function choice(names: readonly string[]): string {
  if (names.length === 0) return "Give it the name of a member.";
  return `Use one of ${names.slice(0, 10).map(plain).join(", ")}${names.length > 10 ? ", ..." : ""}.`;
}

/** How many single changes (letter added, removed, replaced, two swapped) lie between two short words. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const swapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      row.push(
        Math.min(
          rows[i]![j]! + (a[i] === b[j] ? 0 : 1),
          rows[i]![j + 1]! + 1,
          row[j]! + 1,
          swapped ? rows[i - 1]![j - 1]! + 1 : Infinity,
        ),
      );
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/** The known word that was probably meant. */
export function meant(word: string, known: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  const kebab = word
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .replace(/[_\s]/g, "-")
    .toLowerCase();
  const ranked = [...known]
    .filter((candidate) => candidate.length <= LONGEST)
    .map((candidate) => ({ candidate, far: distance(kebab, candidate) }))
    .sort((a, b) => a.far - b.far);
  const [best] = ranked;
  return best && best.far <= Math.max(1, Math.floor(best.candidate.length / 4)) ? best.candidate : undefined;
}

/** A text or a number as text, for anything that has one; what is of another type has none. */
export function word(of: unknown): string {
  return typeof of === "string" || typeof of === "number" ? String(of) : "?";
}
