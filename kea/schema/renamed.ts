import type { Json, JsonMap } from "../json";
import { KeaVersion } from "../model/release-lines";
import { LINES } from "./schema";

/** A key that has another name in newer release lines. */
export interface Renamed {
  /** The kinds of maps that it is in. */
  readonly kinds: readonly string[];
  readonly old: string;
  readonly new: string;
  /** The first release line that knows the new name. It shows the new one, whichever it was given. */
  readonly since: KeaVersion;
  /** The new key takes a list of what the old one takes. */
  readonly list?: true;
}

/** The kinds of maps that classes may guard. */
export const GUARDED = ["subnet", "shared-network", "pool", "pd-pool"];

/** Every key that was renamed. All lines that are supported read the old name too. */
export const RENAMED: readonly Renamed[] = [
  {
    kinds: ["global"],
    old: "control-socket",
    new: "control-sockets",
    since: KeaVersion.V3_0,
    list: true,
  },
  { kinds: GUARDED, old: "client-class", new: "client-classes", since: KeaVersion.V3_0, list: true },
  {
    kinds: GUARDED,
    old: "require-client-classes",
    new: "evaluate-additional-classes",
    since: KeaVersion.V3_0,
  },
  {
    kinds: ["client-class"],
    old: "only-if-required",
    new: "only-in-additional-list",
    since: KeaVersion.V3_0,
  },
  { kinds: ["logger"], old: "output_options", new: "output-options", since: KeaVersion.V2_6 },
];

/** The old names, and the new ones. */
export const NEW_NAMES: ReadonlyMap<string, string> = new Map(RENAMED.map((one) => [one.old, one.new]));

/** The new names, and the old ones. */
export const OLD_NAMES: ReadonlyMap<string, string> = new Map(RENAMED.map((one) => [one.new, one.old]));

const BY_KIND: ReadonlyMap<string, readonly Renamed[]> = new Map(
  [...new Set(RENAMED.flatMap(({ kinds }) => kinds))].map((kind) => [
    kind,
    RENAMED.filter(({ kinds }) => kinds.includes(kind)),
  ]),
);

const BY_NEW: ReadonlyMap<string, Renamed> = new Map(RENAMED.map((one) => [one.new, one]));

/** How conflicts of names in DNS are resolved; and the key before it, which Kea reads as two of its modes. */
export const CONFLICTS = "ddns-conflict-resolution-mode";
export const OLD_CONFLICTS = "ddns-use-conflict-resolution";

/** The mode that the older key stands for. */
export function conflictMode(old: unknown): string {
  return old === false ? "no-check-with-dhcid" : "check-with-dhcid";
}

/** Old keys of which more than the name is another. */
const REWRITTEN: Readonly<Record<string, (value: Json) => readonly [key: string, value: Json]>> = {
  "hosts-database": (value) => ["hosts-databases", [value]],
  [OLD_CONFLICTS]: (value) => [CONFLICTS, conflictMode(value)],
};
const OLD = Object.keys(REWRITTEN);

/** The name by which a release line calls what has the new name given. */
export function nameIn(kea: KeaVersion, newName: string): string {
  const renamed = BY_NEW.get(newName);
  return renamed === undefined || knowsNew(renamed, kea) ? newName : renamed.old;
}

/** Whether a release line knows a new name. */
export function isNamed(newName: string, kea: KeaVersion): boolean {
  return nameIn(kea, newName) === newName;
}

/** Both names of a key, the old one first. @throws if it has one only */
export function bothNames(newName: string): readonly [string, string] {
  const renamed = BY_NEW.get(newName);
  if (renamed === undefined) throw new Error(`${newName} has no other name`);
  return [renamed.old, newName];
}

/** A map with the keys under which a release line shows what it reads under older ones as well. */
export function withNewKeys(kind: string, given: JsonMap, kea: KeaVersion): JsonMap {
  const map = modern(kind, given, kea);
  if (!OLD.some((key) => map[key] !== undefined)) return map;
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => (OLD.includes(key) ? REWRITTEN[key]!(value) : [key, value])),
  );
}

/** A map of a kind with the names and forms under which a release line shows its keys. */
export function modern(kind: string, map: JsonMap, kea: KeaVersion): JsonMap {
  const old = BY_KIND.get(kind)?.filter((one) => one.old in map && knowsNew(one, kea)) ?? [];
  if (old.length === 0) return map;
  const result: Record<string, Json> = { ...map };
  for (const one of old) {
    const value = map[one.old]!;
    Reflect.deleteProperty(result, one.old);
    // No class is none, not one without a name.
    result[one.new] ??= one.list ? (value === "" ? [] : [value]) : value;
  }
  return result;
}

function knowsNew({ since }: Renamed, kea: KeaVersion): boolean {
  return LINES.indexOf(kea) >= LINES.indexOf(since);
}
