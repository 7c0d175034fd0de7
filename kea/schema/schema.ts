import { isMap } from "../json";
import type { Family } from "../model/family";
import { KeaVersion } from "../model/release-lines";
import { HA_LIBRARY, LEASE_COMMANDS, libraryName } from "./hook-libraries";
import { GROUPS, KEYS } from "./keys";

/** The server that is asked about, as far as its kind is known. */
export interface Asked {
  readonly family: Family;
  readonly kea?: KeaVersion;
}

/** What a key takes, and where Kea knows it. */
export interface Key {
  readonly type: Type;
  /** Smallest and largest whole number, where there are limits. */
  readonly range?: readonly [number, number];
  /** One family only. */
  readonly family?: Family;
  /** The first release line that knows it. Default: all that are supported. */
  readonly since?: KeaVersion;
  /** What to write for a key without which a relationship does not work. */
  readonly needed?: string;
}

/** The keys of one kind of map. A `Map`: what is looked up is anybody's. */
export type Keys = ReadonlyMap<string, Key>;

/** The type of a value. */
export type Type =
  | { readonly is: "integer" | "real" | "boolean" | "string" | "strings" | "map" }
  | { readonly is: "word"; readonly words: readonly string[] }
  | { readonly is: "map of" | "maps of"; readonly kind: string };

/** The release lines, oldest first. */
export const LINES: readonly KeaVersion[] = Object.values(KeaVersion);

/** The keys of every kind of map, by the name of the kind, HA's among them. */
export const SCHEMA: ReadonlyMap<string, Keys> = new Map(
  Object.entries(KEYS).map(([kind, table]) => [
    kind,
    new Map(
      linesOf(table)
        .map(readKey)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  ]),
);

/** What the parameters of other hook libraries than HA's are, by the library. */
export const PARAMETERS: ReadonlyMap<unknown, string> = new Map([
  ["libdhcp_ddns_tuning.so", "ddns-tuning"],
  ["libdhcp_flex_id.so", "flex-id"],
  ["libdhcp_flex_option.so", "flex-options"],
  [LEASE_COMMANDS, "binding-variables"],
  ["libdhcp_lease_query.so", "lease-query"],
  ["libdhcp_legal_log.so", "legal-log"],
  ["libdhcp_perfmon.so", "perfmon"],
  ["libdhcp_ping_check.so", "ping-check"],
  ["libdhcp_run_script.so", "run-script"],
]);

/** The kinds whose other keys Kea, or a library, does not mind. */
export const OPEN_KINDS: ReadonlySet<string> = new Set([
  ...["binding-variables", "ddns-tuning", "flex-id", "flex-options"],
  ...["lease-query", "legal-log", "run-script"],
]);

/** The kinds that only the parameters of hook libraries lead to. */
export const HOOK_KINDS: ReadonlySet<string> = below(["ha-parameters", ...PARAMETERS.values()]);

/** Some kinds, and those of the maps in them. */
function below(kinds: Iterable<string>): Set<string> {
  const all = new Set(kinds);
  for (const kind of all)
    for (const { type } of keysOf(kind).values()) if ("kind" in type) all.add(type.kind);
  return all;
}

/** The keys of a kind of map. @throws if there is no such kind */
export function keysOf(kind: string): Keys {
  const keys = SCHEMA.get(kind);
  if (keys === undefined) throw new Error(`there is no kind of map ${kind}`);
  return keys;
}

/**
 * The type of a value, where it stands: as in {@link SCHEMA}, and `{ha-parameters}` for the parameters
 * of the HA hook, so that one walk from the root finds every map whose keys Kea knows.
 */
export function typeAt(kind: string, owner: unknown, key: string): Type | undefined {
  if (kind === "hook" && key === "parameters" && isMap(owner)) {
    if (libraryName(owner.library) === HA_LIBRARY) return { is: "map of", kind: "ha-parameters" };
  }
  return SCHEMA.get(kind)?.get(key)?.type;
}

function linesOf(table: string): string[] {
  return table
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [name = "", ...marks] = line.trim().split(" ");
      if (!name.startsWith("@")) return [line.trim()];
      return linesOf(GROUPS[name.slice(1)]!).map((key) => [key, ...marks].join(" "));
    });
}

function readKey(line: string): [string, Key] {
  const [definition = "", needed] = line.split(" needed: ");
  const [name = "", type = "", ...marks] = definition.split(" ");
  const [, low, high] = /(\d+)\.\.(\d+)/.exec(marks[0] ?? "") ?? [];
  return [
    name,
    {
      type: readType(type),
      range: low === undefined ? undefined : [Number(low), Number(high)],
      family: marks.find((mark): mark is Family => /^v[46]$/.test(mark)),
      since: LINES.filter((version) => marks.includes(`${version}+`)).at(-1),
      needed,
    },
  ];
}

function readType(type: string): Type {
  const kind = type.slice(1, -1);
  if (type.startsWith("{")) return { is: "map of", kind };
  if (type.startsWith("[")) return { is: "maps of", kind };
  if (/^(integer|real|boolean|string|strings|map)$/.test(type))
    return { is: type as "integer" | "real" | "boolean" | "string" | "strings" | "map" };
  return { is: "word", words: type.split("|") };
}

/** Whether a server knows a key; any family, or any release line, if its own is not known. */
export function isKnown(
  { family, since }: Key,
  of: Family | undefined,
  kea: KeaVersion | undefined,
): boolean {
  if (family !== undefined && of !== undefined && family !== of) return false;
  return kea === undefined || since === undefined || LINES.indexOf(kea) >= LINES.indexOf(since);
}
