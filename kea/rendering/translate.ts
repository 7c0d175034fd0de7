import { type Draft, keyOf, type Refuse, withExtra } from "./extra";
import { isMap, type Json, type JsonMap, present } from "../json";
import { labelled } from "./known-properties";
import { type Entry, KEA_KEYS, type Translated } from "./kea-keys";
import type { Kinds } from "../model/kinds";
import type { KeaVersion } from "../model/release-lines";

/** A table of keys, to be read from either side. */
interface Table {
  readonly byProperty: ReadonlyMap<string, Entry>;
  /** By release line: keys have other names in some. */
  readonly byKey: Map<KeaVersion, ReadonlyMap<string, readonly [property: string, entry: Entry]>>;
  readonly takesExtra: boolean;
}

const TABLES: ReadonlyMap<string, Table> = new Map(
  Object.entries(KEA_KEYS).map(([kind, keys]) => {
    const { extra, ...entries } = keys as Readonly<Record<string, string | Entry>> & { extra?: true };
    const byProperty = Object.entries(entries).map(
      ([property, entry]) => [property, typeof entry === "string" ? { key: entry } : entry] as const,
    );
    return [kind, { byProperty: new Map(byProperty), byKey: new Map(), takesExtra: extra === true }];
  }),
);

/** Who is told of what cannot be rendered, and what is rendered where nothing is declared. */
export interface Ways<T> {
  readonly refuse?: Refuse;
  readonly usual?: Partial<T>;
}

/** What is declared as Kea's map of it, without what the kind's other properties say; `extra` is laid over it. */
export function toKea<K extends Translated>(
  kind: K,
  declared: Partial<Kinds[K]>,
  kea: KeaVersion,
  { refuse, usual }: Ways<Kinds[K]> = {},
): Draft {
  const values = declared as Readonly<Record<string, unknown>>;
  const defaults = usual as Readonly<Record<string, unknown>> | undefined;
  const tell = refuse && ((problem: string) => refuse(`${labelled(kind, values)}: ${problem}`));
  const map: Record<string, Draft[string]> = {};
  const own: Record<string, Draft[string]> = defaults ? {} : map;
  for (const [property, entry] of TABLES.get(kind)!.byProperty) {
    const isOwn = values[property] !== undefined;
    const value = isOwn ? values[property] : defaults?.[property];
    if (value === undefined) continue;
    const key = keyOf(entry, kea);
    const refused = entry.refused?.(value as never, kea);
    if (refused !== undefined) tell?.(`${property} ${refused}`);
    map[key] = there(entry, value, kea, tell);
    if (isOwn) own[key] = map[key];
  }
  return withExtra(map, values.extra as JsonMap | undefined, { kind, kea, declared: own, refuse: tell });
}

function there(
  { one, each, there: as }: Entry,
  value: unknown,
  kea: KeaVersion,
  refuse: Refuse | undefined,
): Draft[string] {
  const below = (kind: Translated, held: unknown) => toKea(kind, held as never, kea, { refuse });
  const inside = each
    ? present(value as unknown[]).map((held) => below(each, held))
    : one
      ? below(one, value)
      : value;
  return (as ? as(inside as never, kea) : inside) as Draft[string];
}

/**
 * The way back: what declares a map of Kea's. What no property says goes to `extra`; undefined where that
 * is needed and the kind has none.
 */
export function fromKea<K extends Translated>(kind: K, map: JsonMap, kea: KeaVersion): Kinds[K] | undefined {
  const table = TABLES.get(kind)!;
  let byKey = table.byKey.get(kea);
  if (byKey === undefined) {
    byKey = new Map([...table.byProperty].map(([name, entry]) => [keyOf(entry, kea), [name, entry]]));
    table.byKey.set(kea, byKey);
  }
  const declared: Record<string, unknown> = {};
  const extra: Record<string, Json> = {};
  for (const [key, value] of Object.entries(map)) {
    const [property, entry] = byKey.get(key) ?? [];
    const read = entry && back(entry, value, kea);
    if (read === undefined) extra[key] = value;
    else if (read.length > 0) declared[property!] = read[0];
  }
  if (Object.keys(extra).length === 0) return declared as unknown as Kinds[K];
  return table.takesExtra ? ({ ...declared, extra } as unknown as Kinds[K]) : undefined;
}

function back(
  { one, each, back: from }: Entry,
  value: Json,
  kea: KeaVersion,
): readonly unknown[] | undefined {
  const read = from ? from(value, kea) : [value];
  if (read === undefined || read.length === 0 || (!one && !each)) return read;
  const held = each ? read[0] : read;
  if (!Array.isArray(held) || !held.every(isMap)) return undefined;
  const below = held.map((inside) => fromKea((each ?? one)!, inside, kea));
  if (below.includes(undefined)) return undefined;
  return each ? [below] : below;
}
