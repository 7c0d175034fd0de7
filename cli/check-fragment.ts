import { isMap, list, map } from "../kea/json";
import { FAMILIES, Family } from "../kea/model/family";
import { SCHEMA } from "../kea/schema/schema";

const ROOTS = Object.values(FAMILIES).map(({ root }) => root);

/** What a text without Dhcp4 and Dhcp6 looks like, with the mend; empty where it looks like nothing of Kea's. */
export function likeness(value: unknown): string {
  if (isList(value)) {
    const root = ROOTS[familyOf(value[0]) === Family.V6 ? 1 : 0]!;
    const key = FAMILIES[root === ROOTS[0] ? Family.V4 : Family.V6].subnets;
    return ` It looks like a list of subnets, which belongs into ${root}: write { "${root}": { "${key}": [ ... ] } }.`;
  }
  if (!isMap(value)) return "";
  const keys = Object.keys(value);
  const [wrapper] = keys.filter((key) => isMap(value[key]) && /^(kea-?)?dhcpv?[46]$/i.test(key));
  if (wrapper !== undefined) return ` It has ${wrapper}: Kea calls it Dhcp${wrapper.at(-1)}.`;
  const global = SCHEMA.get("global")!;
  const known = keys.filter((key) => global.has(key));
  if (known.length === 0 || known.every((key) => ["comment", "user-context"].includes(key))) return "";
  const family = familyOf(value);
  const root = family === undefined ? ROOTS.join(" or ") : FAMILIES[family].root;
  return ` It looks like what belongs inside ${root}: write { "${family === undefined ? ROOTS[0] : root}": { ... } } around it.`;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => isMap(one) && "subnet" in one);
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
