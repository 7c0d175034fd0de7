import type { Family } from "../model/family";
import { KeaVersion } from "../model/profiles";
import { KEYS } from "./dhcp-keys";

/** What a key takes, and where Kea knows it. */
export interface Key {
  readonly type: Type;
  /** One family only. */
  readonly family?: Family;
  /** The first release line that knows it. Default: all that are supported. */
  readonly since?: KeaVersion;
}

/** The type of a value. */
export type Type =
  | { readonly is: "integer" | "real" | "boolean" | "string" | "strings" | "map" }
  | { readonly is: "word"; readonly words: readonly string[] }
  | { readonly is: "map of" | "maps of"; readonly kind: string };

/** The release lines, oldest first. */
export const LINES: readonly KeaVersion[] = Object.values(KeaVersion);

/** The keys of every kind of map, by the name of the kind. A `Map`: what is looked up is anybody's. */
export const SCHEMA: ReadonlyMap<string, ReadonlyMap<string, Key>> = new Map(
  Object.entries(KEYS).map(([kind, table]) => [kind, new Map(table.trim().split("\n").map(readKey))]),
);

function readKey(line: string): [string, Key] {
  const [name = "", type = "", ...marks] = line.trim().split(/\s+/);
  return [
    name,
    {
      type: readType(type),
      family: marks.find((mark): mark is Family => /^v[46]$/.test(mark)),
      since: LINES.find((version) => marks.includes(`${version}+`)),
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

/** Whether a server of a family and a release line knows a key; any line if its own is not known. */
export function isKnown({ family, since }: Key, of: Family, kea: KeaVersion | undefined): boolean {
  if (family !== undefined && family !== of) return false;
  return kea === undefined || since === undefined || LINES.indexOf(kea) >= LINES.indexOf(since);
}
