import { canonical } from "./configuration";
import { type Form, isListForm, isMapForm, type MapForm, jsonOf, same } from "./form";
import { saidIn } from "./options";
import { groupedBy } from "../grouped";
import { isMap, type Json, type JsonMap, map, type Path } from "../json";
import { FAMILIES, Family } from "../model/family";
import type { KeaVersion } from "../model/release-lines";
import { IDENTITY, ORDERED } from "../schema/list-entries";
import { isCopiedInto } from "../schema/copied-inward";
import { SCHEMA } from "../schema/schema";

/** One difference of meaning between a declared and a running configuration. */
export interface Difference {
  /** Keys, and what identifies the entries of lists. */
  readonly path: Path;
  /**
   * `missing`: declared, not running. `changed`: both, with other values. `undeclared`: running only.
   * `unknown`: running only, under a key that no schema knows: somebody's, or a newer Kea's default.
   */
  readonly kind: "missing" | "changed" | "undeclared" | "unknown";
  /** Of what is undeclared: the value that Kea will have in its place, if it has one of its own. */
  readonly declared?: Json;
  readonly running?: Json;
  /** The maps that it is in, outermost first: subnets, pools, relationships, ... */
  readonly within: readonly Within[];
  /** A whole entry of a list, of this kind, that comes or goes. */
  readonly entry?: string;
}

/** A map that a difference is in, or is. */
export interface Within {
  /** Which keys it takes: a name of the schema. */
  readonly kind: string;
  readonly map: JsonMap;
}

/**
 * What differs in meaning. Both configurations are put into the form in which Kea's `config-get` shows
 * them: other spellings, defaults of that Kea and what it lets subnets inherit are no differences;
 * everything else is.
 *
 * @param isAsked - Kea said what is running, and kept to itself what it shows to nobody.
 */
export function differences(
  declared: JsonMap,
  running: JsonMap,
  kea: KeaVersion,
  isAsked = true,
): Difference[] {
  const family = FAMILIES[Family.V6].root in declared ? Family.V6 : Family.V4;
  const { root } = FAMILIES[family];
  const said = saidIn(running);
  const form = (config: JsonMap) => canonical(withoutHash(map(config[root])), family, kea, said);
  const beside = [declared, running].map((config) => Object.keys(config).filter((key) => key !== root));
  return [
    ...compareMaps(form(declared), form(running), { path: [root], within: [], isAsked }),
    ...beside.flatMap((keys, side) =>
      keys.flatMap((key): Difference[] => {
        if (key === "hash") return [];
        const other = (side === 0 ? running : declared)[key];
        if (other !== undefined) return [];
        return side === 0
          ? [{ path: [key], kind: "missing", declared: declared[key], within: [] }]
          : [{ path: [key], kind: "unknown", running: running[key], within: [] }];
      }),
    ),
  ];
}

/** `config-get` adds a hash. */
function withoutHash({ hash: _, ...root }: JsonMap): JsonMap {
  return root;
}

interface Context {
  readonly path: Path;
  /** Declared maps around it, outermost first. */
  readonly within: readonly MapForm[];
  /** Both maps around it. */
  readonly around?: Both;
  readonly isAsked: boolean;
}

interface Both {
  readonly declared: MapForm;
  readonly running: MapForm;
}

function difference(
  kind: Difference["kind"],
  { path, within }: Context,
  { declared, running }: { readonly declared?: Form; readonly running?: Form },
): Difference {
  return {
    path,
    kind,
    ...(declared === undefined ? {} : { declared: jsonOf(declared) }),
    ...(running === undefined ? {} : { running: jsonOf(running) }),
    within: within.flatMap((form) => {
      const map = jsonOf(form);
      return form.kind !== undefined && isMap(map) ? [{ kind: form.kind, map }] : [];
    }),
  };
}

/** Where Kea keeps comments as they are. Elsewhere it forgets them when it is set. */
const COMMENTED: ReadonlySet<string> = new Set(["multi-threading", "control-socket"]);

/** What differs in the comments of two maps; and the running one without the comment that Kea put into its context. */
function compareComments(declared: MapForm, running: MapForm, context: Context): [Difference[], MapForm] {
  const at = { ...context, path: [...context.path, "comment"] };
  const [ours, theirs] = [declared.comment, running.comment];
  if (theirs !== undefined) {
    if (ours === undefined) return [[difference("undeclared", at, { running: theirs })], running];
    return [
      same(ours, theirs) ? [] : [difference("changed", at, { declared: ours, running: theirs })],
      running,
    ];
  }
  const own = running.entries.get("user-context");
  if (ours !== undefined && isMapForm(own) && same(own.entries.get("comment"), ours)) {
    const rest = new Map([...own.entries].filter(([key]) => key !== "comment"));
    const entries = new Map(running.entries);
    if (rest.size > 0) entries.set("user-context", { ...own, entries: rest });
    else entries.delete("user-context");
    return [[], { ...running, entries }];
  }
  const isMissing = ours !== undefined && COMMENTED.has(declared.kind ?? "");
  return [isMissing ? [difference("missing", at, { declared: ours })] : [], running];
}

function compareMaps(declared: MapForm, commented: MapForm, context: Context): Difference[] {
  const within = declared.kind === "global" ? [] : [...context.within, declared];
  const { isAsked } = context;
  const [found, running] = compareComments(declared, commented, { path: context.path, within, isAsked });
  const both = { declared, running };
  const at = (key: string): Context => ({ path: [...context.path, key], within, around: both, isAsked });
  const [ours, theirs] = [declared.hidden ?? "", running.hidden ?? ""];
  // What Kea does not show may be what is declared.
  if (ours !== theirs && !(isAsked && theirs === ""))
    found.push(difference("changed", at("data"), { declared: ours, running: theirs }));
  for (const [key, left] of declared.entries) {
    const right = running.entries.get(key);
    if (same(left, right) || isConsequence(key, both, context.around)) continue;
    if (right !== undefined)
      found.push(...compare(left, right, at(key), declared.filled.has(key) && !running.filled.has(key)));
    else if (isListForm(left) && isOfMaps(left)) found.push(...compareLists(left, [], at(key)));
    else found.push(difference("missing", at(key), { declared: left }));
  }
  for (const [key, right] of running.entries) {
    if (declared.entries.has(key) || isConsequence(key, both, context.around)) continue;
    const known = declared.kind === undefined || SCHEMA.get(declared.kind)?.has(key) === true;
    if (isListForm(right) && isOfMaps(right) && known) found.push(...compareLists([], right, at(key)));
    else found.push(difference(known ? "undeclared" : "unknown", at(key), { running: right }));
  }
  return found;
}

/** Whether a difference follows from one that is told already: what a subnet inherits, and the ends of a lifetime. */
function isConsequence(key: string, { declared, running }: Both, around: Both | undefined): boolean {
  if (declared.entries.has(key) && !declared.filled.has(key)) return false;
  const follows = (source: string, from: Both) =>
    from.declared.entries.has(source) === declared.entries.has(key) &&
    from.running.entries.has(source) === running.entries.has(key) &&
    same(declared.entries.get(key), from.declared.entries.get(source)) &&
    same(running.entries.get(key), from.running.entries.get(source));
  const lifetime = /^(?:min|max)-(.*)/.exec(key)?.[1];
  if (lifetime !== undefined && follows(lifetime, { declared, running })) return true;
  return around !== undefined && isCopiedInto(declared.kind ?? "", key) && follows(key, around);
}

/** @param silent - nothing is declared; it is compared with what Kea fills in. */
function compare(declared: Form, running: Form, context: Context, silent: boolean): Difference[] {
  if (isMapForm(declared) && isMapForm(running)) return compareMaps(declared, running, context);
  if (isListForm(declared) && isListForm(running) && (isOfMaps(declared) || isOfMaps(running)))
    return compareLists(declared, running, context);
  return [difference(silent ? "undeclared" : "changed", context, { declared, running })];
}

const isOfMaps = (form: readonly Form[]) => form.length > 0 && form.every(isMapForm);

function compareLists(declared: readonly Form[], running: readonly Form[], context: Context): Difference[] {
  const [left, right] = [groupedBy(declared, identity), groupedBy(running, identity)];
  const found: Difference[] = [];
  for (const id of new Set([...left.keys(), ...right.keys()])) {
    for (const [ours, theirs] of matched(left.get(id) ?? [], right.get(id) ?? [])) {
      const at: Context = { ...context, path: [...context.path, id] };
      if (isMapForm(ours) && isMapForm(theirs)) found.push(...compareMaps(ours, theirs, at));
      else {
        const entry = ours ?? theirs;
        found.push({
          ...difference(ours === undefined ? "undeclared" : "missing", at, {
            declared: ours,
            running: theirs,
          }),
          entry: (isMapForm(entry) ? entry.kind : undefined) ?? "",
        });
      }
    }
  }
  const isOrdered = declared.some((form) => isMapForm(form) && ORDERED.has(form.kind ?? ""));
  if (found.length === 0 && isOrdered) {
    const order = (forms: readonly Form[]) => JSON.stringify(forms.map(identity));
    if (order(declared) !== order(running)) found.push(difference("changed", context, { declared, running }));
  }
  return found;
}

/** Those that are alike first; of the others, the first with the first. */
function matched(
  ours: readonly Form[],
  theirs: readonly Form[],
): [ours: Form | undefined, theirs: Form | undefined][] {
  const rest = [...theirs];
  const left = ours.filter((form) => {
    const twin = rest.findIndex((other) => same(form, other));
    if (twin >= 0) rest.splice(twin, 1);
    return twin < 0;
  });
  const most = Math.max(left.length, rest.length);
  return Array.from({ length: most }, (_, index) => [left[index], rest[index]]);
}

function identity(form: Form): string {
  if (!isMapForm(form)) return JSON.stringify(jsonOf(form));
  const fields = form.kind === undefined ? undefined : IDENTITY[form.kind];
  // Entries that nothing is known of are told apart by all that they are.
  if (fields === undefined) return JSON.stringify(sortedKeys(jsonOf(form)));
  const parts = fields.flatMap((field) => {
    const value = form.entries.get(field);
    return value === undefined ? [] : [typeof value === "string" ? value : JSON.stringify(jsonOf(value))];
  });
  return parts.join(" ");
}

function sortedKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (!isMap(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sortedKeys(value[key]!)]));
}
