import { isMap, type JsonMap, list, map } from "../kea/json";
import { FAMILIES, Family } from "../kea/model/family";
import { SCHEMA } from "../kea/schema/schema";
import { plain } from "../kea/words";

const ROOTS = Object.values(FAMILIES).map(({ root }) => root);

/** Kea's programs whose files are no servers', with keys that no server's own map has. */
const OTHERS: readonly {
  readonly root: string;
  readonly called: RegExp;
  readonly keys: readonly string[];
}[] = [
  {
    root: "Control-agent",
    called: /^(kea-?)?(control|ctrl)[-_]?agent$/i,
    keys: ["http-host", "http-port"],
  },
  {
    root: "DhcpDdns",
    called: /^(kea-?)?(dhcp[-_]?ddns|d2)$/i,
    keys: ["forward-ddns", "reverse-ddns", "tsig-keys", "dns-server-timeout", "ncr-protocol", "ncr-format"],
  },
];

/** What stands in lists of a server's map, known by one key, with the list's place there. */
const PARTS: readonly Readonly<Record<"key" | "one" | "many" | "place", string>>[] = [
  { key: "subnet", one: "a subnet", many: "subnets", place: '"subnet#": [ ... ]' },
  { key: "library", one: "a hook library", many: "hook libraries", place: '"hooks-libraries": [ ... ]' },
  {
    key: "this-server-name",
    one: "an HA relationship",
    many: "HA relationships",
    place: parametersOfHa('{ "high-availability": [ ... ] }'),
  },
];

/** What a text without Dhcp4 and Dhcp6 looks like, with the mend; empty where it looks like nothing of Kea's. */
export function likeness(value: unknown): string {
  return likePart(value) || likeMap(Array.isArray(value) ? value[0] : value);
}

function likeMap(value: unknown): string {
  if (!isMap(value)) return "";
  const global = SCHEMA.get("global")!;
  const known = Object.keys(value).filter((key) => global.has(key));
  const said = likeWrapped(value);
  if (said !== "") return said;
  const other = OTHERS.find(({ keys }) => keys.some((key) => key in value));
  if (other && !("interfaces-config" in value)) return around(other.root, other.root);
  if ("high-availability" in value)
    return ` It looks like the parameters of libdhcp_ha.so: write ${inServer(value, parametersOfHa("{ ... }"))}.`;
  if (known.every((key) => ["comment", "user-context"].includes(key))) return "";
  const family = familyOf(value);
  return around(rootsOf(family), rootsOf(family ?? Family.V4));
}

/** What has the wrapper by another name, or in a map of its own. */
function likeWrapped(value: JsonMap): string {
  for (const [key, inside] of Object.entries(value)) {
    if (!isMap(inside) || SCHEMA.get("global")!.has(key)) continue;
    const root = /^(kea-?)?dhcpv?[46]$/i.test(key)
      ? `Dhcp${key.at(-1)}`
      : OTHERS.find(({ called }) => called.test(key))?.root;
    if (root !== undefined) return ` It has ${key}: Kea calls it ${root}.`;
    const inner = [...ROOTS, ...OTHERS.map((other) => other.root)].find((one) => one in inside);
    if (inner !== undefined) return ` It has ${inner} inside ${plain(key)}: take it out of there.`;
  }
  return "";
}

/** A list of what a server's map has in lists, or one of them. */
function likePart(value: unknown): string {
  const all = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  const part = PARTS.find(({ key }) => all.every((one) => isMap(one) && key in one));
  if (part === undefined || all.length === 0) return "";
  const what = Array.isArray(value) ? `a list of ${part.many}` : part.one;
  const family = familyOf(all[0]);
  return ` It looks like ${what}, which belongs into ${rootsOf(family)}: write ${inServer(all[0], part.place)}.`;
}

function parametersOfHa(parameters: string): string {
  return `"hooks-libraries": [ { "library": "libdhcp_ha.so", "parameters": ${parameters} } ]`;
}

/** A place inside a server's map, as it is written. */
function inServer(value: unknown, place: string): string {
  const family = familyOf(value) ?? Family.V4;
  return `{ "${rootsOf(family)}": { ${place.replace("subnet#", FAMILIES[family].subnets)} } }`;
}

function around(roots: string, root: string): string {
  return ` It looks like what belongs inside ${roots}: write { "${root}": { ... } } around it.`;
}

function rootsOf(family: Family | undefined): string {
  return family === undefined ? ROOTS.join(" or ") : FAMILIES[family].root;
}

/** The family whose keys, addresses or sockets a text has; undefined: it could be either. */
function familyOf(value: unknown): Family | undefined {
  const own = (map(value)["subnet"] ?? "") as unknown;
  if (typeof own === "string" && own !== "") return own.includes(":") ? Family.V6 : Family.V4;
  const networks = list(map(value)["shared-networks"]).flatMap((network) => Object.keys(map(network)));
  const keys = new Set([...Object.keys(map(value)), ...networks]);
  const global = SCHEMA.get("global")!;
  const families = [...keys].flatMap((key) => global.get(key)?.family ?? []);
  if (families.length > 0) return families[0];
  // Sockets, lease files and loggers are named after the family by custom.
  const said = JSON.stringify(value);
  const hints = [/kea4-|dhcp4|leases4/i, /kea6-|dhcp6|leases6/i].map((hint) => hint.test(said));
  if (hints[0] === hints[1]) return undefined;
  return hints[0] ? Family.V4 : Family.V6;
}
