import { type Json, type JsonMap, UNKNOWN } from "../json";
import type { Family } from "../model/family";
import type { KeaVersion } from "../model/release-lines";
import { FILLED_IN, LEFT_OUT } from "./filled-in";
import { type Asked, LINES } from "./schema";

/** Where an alternative holds: what the same map has, or which kind of map is around it. */
export interface Condition {
  /** The same map has this key, not 0, false or empty ... */
  readonly key?: string;
  /** ... with this value ... */
  readonly is?: Json;
  /** ... or a text with this in it. */
  readonly has?: string;
  /** The map is directly in one of this kind. */
  readonly in?: string;
}

/** What Kea does with a key that a configuration does not have. */
export type Filled = { readonly when?: Condition } & (
  | { readonly is: "value"; readonly value: Json }
  /** The value that the nearest map around it declares for the same key. */
  | { readonly is: "inherited" }
  /** The value that another key of the same map has, declared or filled in. */
  | { readonly is: "sibling"; readonly from: string }
  /** What the option's definition says: its name, its code, or whether its data is a text. */
  | { readonly is: "option" }
);

/** What Kea does not show although it is declared. */
export type LeftOut = { readonly when?: Condition } & (
  | { readonly is: "value"; readonly value: Json }
  /** The value of another key of the same map. */
  | { readonly is: "sibling"; readonly from: string }
  | { readonly is: "anything" }
);

/** A map as Kea shows it, and those around it as they are declared, innermost first. */
export interface Surroundings {
  readonly own: JsonMap;
  readonly around: readonly JsonMap[];
  /** The kind of the innermost map around it. */
  readonly in?: string;
}

/**
 * What Kea fills in for a key of a kind of map (a name of `SCHEMA`) that a configuration leaves out, as
 * `config-get` shows it: the first alternative that applies. None: Kea fills in nothing. Where a list or
 * a map of the configuration is left out as a whole, its value is whole; where it is there, see its kind.
 *
 * Measured by `npm run measure` on Kea 2.6.3 and 3.0.4; for 3.2 from what a 3.2.0 once answered.
 */
export function filled(kind: string, key: string, family: Family, kea: KeaVersion): readonly Filled[] {
  return at(FILLED, kind, key, family, kea);
}

/** The values of a key that Kea does not show when they are declared: any of these. */
export function leftOut(kind: string, key: string, family: Family, kea: KeaVersion): readonly LeftOut[] {
  return at(LEFT, kind, key, family, kea);
}

/** The value that Kea fills in, given what is around; undefined: none, or one that options decide. */
export function valueFilled(
  alternatives: readonly Filled[],
  key: string,
  place: Surroundings,
): Json | undefined {
  for (const one of alternatives) {
    if (!holds(one.when, place)) continue;
    const value =
      one.is === "value"
        ? one.value
        : one.is === "sibling"
          ? place.own[one.from]
          : one.is === "inherited"
            ? place.around.find((map) => map[key] !== undefined)?.[key]
            : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Whether Kea does not show a declared value. */
export function isLeftOut(alternatives: readonly LeftOut[], value: Json, place: Surroundings): boolean {
  return alternatives.some((one) => {
    if (!holds(one.when, place)) return false;
    if (one.is === "anything") return true;
    const other = one.is === "value" ? one.value : place.own[one.from];
    return JSON.stringify(other) === JSON.stringify(value);
  });
}

/** Whether a condition holds in a place. */
export function holds(when: Condition | undefined, place: Surroundings): boolean {
  if (when === undefined) return true;
  if (when.in !== undefined && when.in !== place.in) return false;
  if (when.key === undefined) return true;
  const value = place.own[when.key];
  if (when.is !== undefined) return JSON.stringify(value) === JSON.stringify(when.is);
  if (when.has !== undefined) return typeof value === "string" && value.includes(when.has);
  return Boolean(value) && !(Array.isArray(value) && value.length === 0);
}

/** Kea's own values for keys of which it shows nothing where they are left out. In the form of `FILLED_IN`. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  "control-socket": `
    cert-required true
    socket-address "127.0.0.1"
    socket-port 8000
  `,
  global: `
    cache-threshold 0 2.6
    offer-lifetime 0 v4
    rapid-commit false v6
  `,
  "interfaces-config": `
    dhcp-socket-type "raw" v4
  `,
};

/**
 * What Kea goes by where a map of a kind, and what is around it, lacks a key: undefined where it has no value
 * of its own, UNKNOWN where release lines differ and it is not known which one it is. For a key that only the
 * other family has: what that one goes by.
 *
 * @param own - the map, where the value depends on what else is in it.
 */
export function defaultOf(
  kind: string,
  key: string,
  { family, kea }: Partial<Asked>,
  own?: JsonMap,
): unknown {
  if (own !== undefined) return look(kind, key, family, kea, own);
  const at = `${kind} ${key} ${family} ${kea}`;
  if (!KNOWN.has(at)) KNOWN.set(at, look(kind, key, family, kea, {}));
  return KNOWN.get(at);
}

const KNOWN = new Map<string, unknown>();

function look(
  kind: string,
  key: string,
  family: Family | undefined,
  kea: KeaVersion | undefined,
  own: JsonMap,
): unknown {
  const values = (kea === undefined ? LINES : [kea]).map((line) => {
    const lines = [FILLED, QUIET].flatMap((table) => inLine(table, kind, key, line));
    const its = lines.filter((one) => one.family === undefined || one.family === family);
    const rules = (its.length > 0 ? its : lines).map(({ rule }) => rule);
    return valueFilled(rules, key, { own, around: [] });
  });
  const [first, ...others] = values;
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : UNKNOWN;
}

interface Line<T> {
  readonly rule: T;
  readonly family?: Family;
  readonly from: number;
  readonly to: number;
}

type Table<T> = ReadonlyMap<string, ReadonlyMap<string, readonly Line<T>[]>>;

const FILLED: Table<Filled> = readTable(FILLED_IN);
const QUIET: Table<Filled> = readTable(NOT_SHOWN);
const LEFT: Table<LeftOut> = readTable(LEFT_OUT);

function at<T>(table: Table<T>, kind: string, key: string, of: Family, kea: KeaVersion): readonly T[] {
  return inLine(table, kind, key, kea)
    .filter(({ family }) => family === undefined || family === of)
    .map(({ rule }) => rule);
}

/** The lines of a table that hold for a release line. */
function inLine<T>(table: Table<T>, kind: string, key: string, kea: KeaVersion): readonly Line<T>[] {
  const index = LINES.indexOf(kea);
  return (
    table
      .get(kind)
      ?.get(key)
      ?.filter(({ from, to }) => from <= index && index <= to) ?? []
  );
}

function readTable<T extends Filled | LeftOut>(kinds: Readonly<Record<string, string>>): Table<T> {
  return new Map(
    Object.entries(kinds).map(([kind, text]) => {
      const keys = new Map<string, Line<T>[]>();
      for (const line of text.trim().split("\n")) {
        const [key = "", what = "", ...marks] = line.trim().split(" ");
        const lines = keys.get(key) ?? [];
        keys.set(key, lines);
        lines.push({ rule: { ...readRule(what), ...readCondition(marks) } as T, ...readMarks(marks) });
      }
      return [kind, keys];
    }),
  );
}

function readRule(what: string): Filled | LeftOut {
  if (what.startsWith("=")) return { is: "sibling", from: what.slice(1) };
  if (what === "inherited" || what === "option" || what === "anything") return { is: what };
  return { is: "value", value: JSON.parse(what) as Json };
}

/** `when KEY`, `when KEY=VALUE`, `when KEY~TEXT`, `in KIND`. */
function readCondition(marks: readonly string[]): { when?: Condition } {
  const after = (word: string) => (marks.includes(word) ? marks[marks.indexOf(word) + 1] : undefined);
  const within = after("in");
  const [, key, sign, value] = /^([^=~]+)(?:([=~])(.*))?$/.exec(after("when") ?? "") ?? [];
  if (key === undefined) return within === undefined ? {} : { when: { in: within } };
  if (sign === undefined) return { when: { key } };
  return { when: sign === "=" ? { key, is: JSON.parse(value!) as Json } : { key, has: value } };
}

/** `v4`, `v6`; `2.6`: that line only; `3.0+`: from that line on. */
function readMarks(marks: readonly string[]): Omit<Line<never>, "rule"> {
  const last = LINES.length - 1;
  const family = marks.find((mark): mark is Family => /^v[46]$/.test(mark));
  for (const [index, line] of LINES.entries()) {
    if (marks.includes(`${line}+`)) return { family, from: index, to: last };
    if (marks.includes(line)) return { family, from: index, to: index };
  }
  return { family, from: 0, to: last };
}
