import type { Json, JsonMap } from "../json";
import { KeaVersion } from "../model/profiles";
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

/** The name by which a release line calls what has the new name given. */
export function nameIn(kea: KeaVersion, newName: string): string {
  const renamed = RENAMED.find((one) => one.new === newName);
  return renamed === undefined || knowsNew(renamed, kea) ? newName : renamed.old;
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
