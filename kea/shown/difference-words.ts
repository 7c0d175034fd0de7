import type { Difference, Within } from "../canonical/difference";
import { labelOf } from "../fleet/labels";
import { overlap, parsePool } from "../ip";
import { isMap, type Json, type JsonMap, type Path, text } from "../json";
import { plain } from "../words";

/** The names of relationships, by what the server calls itself in them (`this-server-name`). */
export type RelationshipNames = ReadonlyMap<string, string>;

/**
 * Differences as sentences, one a line, from what runs to what is declared: `+` comes, `-` goes, `~`
 * changes, `?` stays, since nothing is known of it. No secret is in them.
 */
export function differencesInWords(
  found: readonly Difference[],
  names: RelationshipNames = new Map(),
): string[] {
  return [...new Set(withMovedPools(found).map((difference) => sentence(difference, names)))];
}

/** The first three of some lines, and how many more there are. */
export function firstFew(lines: readonly string[]): string {
  const more = lines.length > 3 ? `; and ${lines.length - 3} more` : "";
  return lines.slice(0, 3).join("; ") + more;
}

function sentence(difference: Difference, names: RelationshipNames): string {
  const { kind, path, within, entry, declared, running } = difference;
  const key = String(path.at(-1));
  const name = freeKey(path);
  const place = within
    .map((one, index) => label(one, within[index + 1], names))
    .filter((one) => one !== undefined)
    .join(", ");
  const at = place === "" ? "" : `${place}: `;
  if (entry !== undefined) {
    const map = declared ?? running!;
    const what = isMap(map)
      ? (label({ kind: entry, map }, undefined, names) ?? key) + detail(entry, map)
      : `${String(path.at(-2))} ${show(key, map)}`;
    return `${kind === "missing" ? "+" : "-"} ${at}${what}`;
  }
  const notes = [UNITS.get(key), key === "pool" ? grown(running, declared) : undefined].filter(
    (note) => note !== undefined,
  );
  const noted = (...more: readonly string[]) =>
    notes.length + more.length > 0 ? ` (${[...notes, ...more].join("; ")})` : "";
  if (isSecret(key)) {
    if (kind === "missing") return `+ ${at}${name} (not shown)`;
    return kind === "undeclared" && declared === undefined
      ? `- ${at}${name} (not shown)`
      : `~ ${at}${name} changes (not shown)`;
  }
  if (kind === "missing") return `+ ${at}${name} ${show(key, declared!)}${noted()}`;
  if (kind === "unknown") return `? ${at}${name} ${show(key, running!)}, which is not known here, stays`;
  if (declared === undefined) return `- ${at}${name} ${show(key, running!)}${noted()}`;
  const [before, after] = apart(show(key, running!), show(key, declared));
  if (LISTS.has(key) && Array.isArray(declared))
    return `~ ${at}${LISTS.get(key)} in another order: ${before} becomes ${after}`;
  return `~ ${at}${name} ${before} becomes ${after}${noted(...(kind === "undeclared" ? ["not declared"] : []))}`;
}

/** The keys in a map that anybody may fill are told with those that lead to them. */
function freeKey(path: Path): string {
  const from = path.map((step) => FREE.has(String(step))).lastIndexOf(true);
  return path.slice(from >= 0 && !path.includes("high-availability") ? from : -1).join("/");
}

const FREE: ReadonlySet<string> = new Set(["user-context", "parameters", "dhcp-queue-control"]);

/** Lists whose order means something. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ["high-availability", "relationships"],
  ["client-classes", "classes"],
  ["hooks-libraries", "hook libraries"],
]);

const UNITS: ReadonlyMap<string, string> = new Map([
  ...["heartbeat-delay", "max-response-delay", "max-ack-delay", "sync-timeout"].map(
    (key): [string, string] => [key, "ms"],
  ),
  ...["renew-timer", "rebind-timer", "offer-lifetime", "decline-probation-period", "lfc-interval"].map(
    (key): [string, string] => [key, "s"],
  ),
  ...["", "min-", "max-"].flatMap((end): [string, string][] => [
    [`${end}valid-lifetime`, "s"],
    [`${end}preferred-lifetime`, "s"],
  ]),
]);

/** How a map is called, where it has a name or tells something; the hook says nothing beside what it holds. */
function label(
  { kind, map }: Within,
  inner: Within | undefined,
  names: RelationshipNames,
): string | undefined {
  const self = text(map["this-server-name"]);
  switch (kind) {
    case "relationship":
      return `relationship ${plain((self === undefined ? undefined : names.get(self)) ?? self ?? "?")}`;
    case "peer":
      return `member ${plain(text(map.name) ?? "?")}`;
    case "state":
      return `state ${plain(text(map.state) ?? "?")}`;
    case "ha-parameters":
    case "relay":
    case "authentication":
      return undefined;
    case "ha-multi-threading":
      return "multi-threading";
    case "hook":
      return inner?.kind === "ha-parameters" ? undefined : `hook library ${plain(text(map.library) ?? "?")}`;
    case "client":
      return `client ${plain(text(map.user) ?? text(map["user-file"]) ?? "?")}`;
    case "option-data": {
      const space = text(map.space);
      const tags = Array.isArray(map["client-classes"])
        ? ` for ${map["client-classes"].map(String).join(", ")}`
        : "";
      const own = labelOf({ kind, map, path: [kind], above: TOP });
      return `${own}${space === undefined || /^dhcp[46]$/.test(space) ? "" : ` of space ${plain(space)}`}${tags}`;
    }
    default:
      return labelOf({ kind, map, path: [kind], above: TOP }).replace(/^the (?=reservation|\S+ control)/, "");
  }
}

const TOP = { kind: "global", map: {}, path: [], above: undefined };

/** What is worth saying of an entry that comes or goes, beside its name. */
function detail(kind: string, map: JsonMap): string {
  const value = {
    "option-data": map.data,
    peer: map.url,
    reservation: map["ip-address"] ?? map["ip-addresses"],
  }[kind];
  return value === undefined || value === "" ? "" : ` ${show(kind, value)}`;
}

const isSecret = (key: string) => /(password|secret|token|passphrase)$/i.test(key);

/** A value, short and without secrets. */
function show(key: string, value: Json): string {
  if (typeof value === "string") return value === "" ? '""' : plainText(value);
  if (Array.isArray(value)) {
    const entries = value.map((one: Json) => (isMap(one) ? nameOf(one) : show(key, one)));
    return entries.length === 0 ? "nothing" : entries.join(", ");
  }
  return isMap(value) ? JSON.stringify(masked(value)) : String(value);
}

const plainText = (value: string) =>
  /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(value) ? value : JSON.stringify(value);

function nameOf(map: JsonMap): string {
  const key = ["this-server-name", "name", "library"].find((name) => typeof map[name] === "string");
  return key === undefined ? JSON.stringify(masked(map)) : plain(map[key] as string);
}

/** A value without secrets. */
export function masked(value: Json): Json {
  if (Array.isArray(value)) return value.map(masked);
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, Json] => [
    key,
    isSecret(key) ? "(not shown)" : masked(entry),
  ]);
  return Object.fromEntries(entries);
}

const LONGEST = 60;
const BEFORE = 15;

/** Two long values, cut to where they first differ. */
function apart(a: string, b: string): [string, string] {
  if (a.length <= LONGEST && b.length <= LONGEST) return [a, b];
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const from = Math.max(start - BEFORE, 0);
  const cut = (value: string) => {
    const piece = value.slice(from, from + LONGEST);
    return `${from > 0 ? "..." : ""}${piece}${from + LONGEST < value.length ? "..." : ""}`;
  };
  return [cut(a), cut(b)];
}

/** A pool that goes and one that comes, of the same subnet and with addresses in common, are one that changes. */
function withMovedPools(found: readonly Difference[]): Difference[] {
  const rest = [...found];
  const around = (one: Difference) => JSON.stringify(one.path.slice(0, -1));
  for (const gone of found) {
    if (gone.entry !== "pool" || gone.kind !== "undeclared") continue;
    const come = rest.find(
      (one) =>
        one.entry === "pool" && one.kind === "missing" && around(one) === around(gone) && isMoved(gone, one),
    );
    if (come === undefined) continue;
    const { entry: _, ...both } = gone;
    const ends = { declared: map(come.declared).pool!, running: map(gone.running).pool! };
    rest.splice(rest.indexOf(gone), 1, {
      ...both,
      kind: "changed",
      path: [...gone.path.slice(0, -1), "pool"],
      ...ends,
    });
    rest.splice(rest.indexOf(come), 1);
  }
  return rest;
}

const map = (value: Json | undefined): JsonMap => (isMap(value) ? value : {});

/** By how many addresses a pool changes. */
function grown(before: Json | undefined, after: Json | undefined): string | undefined {
  const [was, is] = [parsePool(String(before)), parsePool(String(after))];
  if (was === undefined || is === undefined) return undefined;
  const more = is.last - is.first - (was.last - was.first);
  const count = more < 0n ? -more : more;
  return count === 0n
    ? undefined
    : `${count} ${more < 0n ? "fewer" : "more"} address${count === 1n ? "" : "es"}`;
}

/** Whether nothing but the ends of a pool changes. */
function isMoved(gone: Difference, come: Difference): boolean {
  const [{ pool: a, ...left }, { pool: b, ...right }] = [map(gone.running), map(come.declared)];
  const [before, after] = [parsePool(String(a)), parsePool(String(b))];
  const sayMore = (rest: JsonMap) =>
    Object.entries(rest).filter(([, value]) => !(Array.isArray(value) && value.length === 0));
  return (
    before !== undefined &&
    after !== undefined &&
    overlap(before, after) &&
    JSON.stringify(sayMore(left)) === JSON.stringify(sayMore(right))
  );
}
