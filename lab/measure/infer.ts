/** What rules explain the observations of one server: what Kea fills in, and what it leaves out. */
import type { Json, JsonMap } from "../../kea/json";
import {
  type Condition,
  type Filled,
  isLeftOut,
  type LeftOut,
  type Surroundings,
  valueFilled,
} from "../../kea/schema/defaults";
import type { Observation } from "./collect";

/** By kind, then by key. */
export type Rules<T> = Map<string, Map<string, T[]>>;

/** Keys that options' definitions decide, whose values say nothing about others. */
const BY_DEFINITION = new Set(["option-data name", "option-data code", "option-data csv-format"]);

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export function placeOf({ got, sent, around, in: within }: Observation): Surroundings {
  // What Kea shows, and what it was told and does not show.
  const own = { ...sent, ...got } as JsonMap;
  return { own, around: Object.values(around).reverse() as JsonMap[], in: within };
}

/** What an observation was told for the varied key. */
function told({ varied, around, sent }: Observation): unknown {
  return varied && (varied.in === undefined ? sent : around[varied.in]!)[varied.key];
}

export function inferFilled(observations: readonly Observation[]): Rules<Filled> {
  const rules: Rules<Filled> = new Map();
  for (const [kind, all] of byKind(observations)) {
    const keys = new Set(all.flatMap(({ got }) => Object.keys(got)));
    const found = new Map<string, Filled[]>();
    rules.set(kind, found);
    for (const key of [...keys].sort()) {
      const mine = all.filter(({ sent }) => !(key in sent));
      if (mine.length === 0 || mine.every(({ got }) => !(key in got))) continue;
      found.set(key, BY_DEFINITION.has(`${kind} ${key}`) ? [{ is: "option" }] : explain(key, mine));
    }
  }
  return rules;
}

/** Alternatives in the order in which they apply: conditions, the maps around, other keys, the usual value. */
function explain(key: string, all: readonly Observation[]): Filled[] {
  const usual = mostly(all.map(({ got }) => got[key]));
  const odd = all.filter(({ got }) => !same(got[key], usual));
  const place = mostly(odd.map(({ in: within }) => within));
  // Every odd one, and nothing else, is in one kind of map.
  if (odd.length > all.length / 4 && all.every((one) => (one.in === place) === odd.includes(one))) {
    const value = mostly(odd.map(({ got }) => got[key]));
    const elsewhere = all.find(({ in: within }) => within !== place)?.in;
    const [shown, where] = value === undefined ? [usual, elsewhere] : [value, place];
    return [{ is: "value", value: shown as Json, when: { in: where } }];
  }
  const bases = new Map(all.filter((one) => !one.varied).map((one) => [one.base, one]));
  const changed = (one: Observation) =>
    !same(one.got[key], bases.has(one.base) ? bases.get(one.base)!.got[key] : usual);
  const conditions: Filled[] = [...bases.values()]
    .filter(({ got }) => !same(got[key], usual) && got[key] !== undefined)
    .map((base): Filled => ({
      is: "value",
      value: base.got[key] as Json,
      when: distinction(
        base,
        [...bases.values()].filter(({ got }) => same(got[key], usual)),
      ),
    }));
  const siblings: Filled[] = [];
  for (const [other, ones] of variedKeys(all)) {
    const deviating = ones.filter(changed);
    if (deviating.length === 0) continue;
    const values = deviating.map(({ got }) => got[key]);
    if (
      deviating.every((one) => same(one.got[key], told(one))) &&
      ones.every((one) => follows(one, key, other))
    ) {
      siblings.push({ is: "sibling", from: other });
    } else if (values.length > 1 && values.every((value) => same(value, values[0]))) {
      conditions.push({ is: "value", value: values[0] as Json, when: { key: other } });
    } else {
      for (const one of deviating) {
        const when = conditionOf(other, told(one));
        conditions.push({ is: "value", value: one.got[key] as Json, when });
      }
    }
  }
  const outer = all.filter((one) => one.varied?.in !== undefined && one.varied.key === key);
  const inherits = outer.some(changed) && outer.every((one) => same(one.got[key], told(one)));
  // What another key always says needs no value of its own.
  const copied = siblings.some(
    (one) => one.is === "sibling" && [...bases.values()].every(({ got }) => same(got[key], got[one.from])),
  );
  return [
    ...unique(conditions).filter((one) => one.is !== "value" || one.value !== undefined),
    ...(inherits ? [{ is: "inherited" } as const] : []),
    ...siblings.sort((a, b) => wordsOf(a).length - wordsOf(b).length),
    ...(usual === undefined || copied ? [] : [{ is: "value", value: usual as Json } as const]),
  ];
}

function follows({ got, sent }: Observation, key: string, other: string): boolean {
  return got[key] === undefined || same(got[key], got[other] ?? sent[other]);
}

/** The first key of a minimal map that tells it from others. */
function distinction(one: Observation, others: readonly Observation[]): Condition | undefined {
  const key = Object.keys(one.sent).find(
    (name) =>
      typeof one.sent[name] === "string" && others.every((other) => !same(other.sent[name], one.sent[name])),
  );
  return key === undefined ? undefined : conditionOf(key, one.sent[key]);
}

/** An address of IPv6 stands for all of them, and a file for all that are none of the named outputs. */
function conditionOf(key: string, value: unknown): Condition | undefined {
  if (typeof value !== "string") return { key, is: value as Json };
  if (value.startsWith("/")) return undefined;
  return value.includes("::") ? { key, has: ":" } : { key, is: value };
}

function unique<T>(items: readonly T[]): T[] {
  return items.filter((item, index) => items.findIndex((other) => same(item, other)) === index);
}

/** What is declared and not shown. */
export function inferLeftOut(observations: readonly Observation[]): Rules<LeftOut> {
  const rules: Rules<LeftOut> = new Map();
  for (const [kind, all] of byKind(observations)) {
    const found = new Map<string, LeftOut[]>();
    rules.set(kind, found);
    const keys = [...new Set(all.flatMap(({ sent }) => Object.keys(sent)))].sort();
    for (const key of keys) {
      const sent = all.filter((o) => key in o.sent);
      const hidden = sent.filter(({ got }) => !(key in got));
      if (hidden.length === 0 || BY_DEFINITION.has(`${kind} ${key}`)) continue;
      found.set(key, explainHidden(key, hidden, sent));
    }
  }
  return rules;
}

function explainHidden(key: string, hidden: readonly Observation[], all: readonly Observation[]): LeftOut[] {
  const shown = all.filter((one) => !hidden.includes(one));
  const [first] = hidden;
  const other = Object.keys(first!.got).find(
    (name) =>
      name !== key &&
      !isNothing(first!.got[name]) &&
      hidden.every(({ got, sent }) => same(got[name], sent[key])) &&
      shown.every(({ got, sent }) => !same(got[name], sent[key])),
  );
  if (other !== undefined && hidden.length > 1) return [{ is: "sibling", from: other }];
  const apart = hidden.every(({ sent }) => shown.every((one) => !same(one.sent[key], sent[key])));
  if (apart && (shown.length > 0 || hidden.every(({ sent }) => isNothing(sent[key]))))
    return unique(hidden.map((one): LeftOut => ({ is: "value", value: one.sent[key] as Json })));
  return [{ is: "anything" }];
}

/** Empty, none or no. */
function isNothing(value: unknown): boolean {
  return ["[]", "{}", '""', "0", "false"].includes(JSON.stringify(value));
}

/** Observations that rules do not explain, in words. */
export function unexplained(
  observations: readonly Observation[],
  filledAt: (kind: string, key: string) => readonly Filled[],
  leftOutAt: (kind: string, key: string) => readonly LeftOut[],
): string[] {
  const found = new Set<string>();
  for (const one of observations) {
    const place = placeOf(one);
    for (const key of new Set([...Object.keys(one.got), ...Object.keys(one.sent)])) {
      if (BY_DEFINITION.has(`${one.kind} ${key}`)) continue;
      const [sent, got] = [one.sent[key], one.got[key]];
      if (sent === undefined) {
        const value = valueFilled(filledAt(one.kind, key), key, place);
        if (!same(value, got))
          found.add(say(one, key, `has ${JSON.stringify(got)}, not ${JSON.stringify(value)}`));
      } else if (got === undefined && !isLeftOut(leftOutAt(one.kind, key), sent as Json, place)) {
        found.add(say(one, key, `${JSON.stringify(sent)} is not shown`));
      }
    }
  }
  return [...found];
}

function say(one: Observation, key: string, what: string): string {
  const { varied } = one;
  const where = varied
    ? `${varied.in ? `${varied.in}'s ` : ""}${varied.key} ${JSON.stringify(told(one))}`
    : "nothing";
  return `${one.kind}: ${key} ${what}, with ${where}`;
}

function byKind(observations: readonly Observation[]): Map<string, Observation[]> {
  const kinds = new Map<string, Observation[]>();
  for (const one of observations) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  return kinds;
}

/** Observations by the key of the map itself that was varied. */
function variedKeys(observations: readonly Observation[]): Map<string, Observation[]> {
  const keys = new Map<string, Observation[]>();
  for (const one of observations) {
    if (one.varied === undefined || one.varied.in !== undefined) continue;
    const { key } = one.varied;
    keys.set(key, [...(keys.get(key) ?? []), one]);
  }
  return keys;
}

/** The most frequent one. */
function mostly<T>(values: readonly T[]): T | undefined {
  const counts = new Map<string | undefined, [number, T]>();
  for (const value of values) {
    const id = JSON.stringify(value) as string | undefined;
    counts.set(id, [(counts.get(id)?.[0] ?? 0) + 1, value]);
  }
  return [...counts.values()].sort(([a], [b]) => b - a)[0]?.[1];
}

/** Same alternatives, in the words of the table. */
export function wordsOf(rule: Filled | LeftOut): string {
  const what =
    rule.is === "value"
      ? JSON.stringify(rule.value).replaceAll(" ", "\\u0020")
      : rule.is === "sibling"
        ? `=${rule.from}`
        : rule.is;
  return `${what}${conditionWords(rule.when)}`;
}

function conditionWords(when: Condition | undefined): string {
  if (when === undefined) return "";
  if (when.key === undefined) return ` in ${when.in}`;
  if (when.has !== undefined) return ` when ${when.key}~${when.has}`;
  return ` when ${when.key}${when.is === undefined ? "" : `=${JSON.stringify(when.is)}`}`;
}
