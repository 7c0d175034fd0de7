import { labelOf } from "../../fleet/labels";
import { parametersOf } from "../../fleet/places";
import { isMap, type JsonMap } from "../../json";
import { FAMILIES, Family } from "../../model/family";
import type { KeaVersion } from "../../model/profiles";
import { HOOK_KINDS, isKnown, type Key, keysOf, OPEN_KINDS, SCHEMA, typeAt } from "../../schema/schema";
import { enumerate, meant, plain } from "../../words";
import type { Rule } from "../rule";

/** Keys that Kea once knew, and keys of other servers, with what to write instead. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ["reservation-mode", "reservations-global, reservations-in-subnet and reservations-out-of-pool"],
  ["ip-address", "ip-addresses"],
  ["Logging", "loggers, inside the Dhcp4 or Dhcp6 map"],
  ["relay-ip", "relay"],
  ["range", "pools"],
  ["option", "option-data"],
  ["options", "option-data"],
  ["router", "option-data with the option routers"],
  ["routers", "option-data with the option routers"],
  ["dns-servers", "option-data with the option domain-name-servers or dns-servers"],
  ["default-lease-time", "valid-lifetime"],
  ["max-lease-time", "max-valid-lifetime"],
  ["min-lease-time", "min-valid-lifetime"],
  ["lease-time", "valid-lifetime"],
]);
/** What other programs, or other places, call it: by the kind of map. */
const NICKNAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "control-socket": {
    port: "socket-port",
    address: "socket-address",
    path: "socket-name",
    type: "socket-type",
  },
  logger: { level: "severity", output: "output-options" },
  output: { file: "output", filename: "output" },
  hook: { params: "parameters", path: "library", name: "library" },
  "lease-database": { file: "name", filename: "name", path: "name", database: "name" },
  "option-data": { value: "data" },
  pool: { range: "pool", "first-last": "pool" },
  reservation: {
    mac: "hw-address",
    name: "hostname",
    address: "ip-address",
    "client-class": "client-classes",
  },
  subnet: {
    prefix: "subnet",
    name: "user-context or comment",
    gateway: "option-data with the option routers",
  },
};
/** Kinds of maps whose keys are too general to be looked for there. */
const SPECIAL: ReadonlySet<string> = new Set([
  "http-header",
  "authentication",
  "client",
  "hosts-database",
  "config-database",
]);
/** The same key under its name in the other release lines. */
const TWINS: ReadonlyMap<string, string> = new Map([
  ["control-sockets", "control-socket"],
  ["client-classes", "client-class"],
  ["evaluate-additional-classes", "require-client-classes"],
  ["only-in-additional-list", "only-if-required"],
]);
/** Keys of a reservation that are for the other family, and what is for this one. */
const OTHER_FAMILY: ReadonlyMap<string, string> = new Map([
  ["ip-address", "ip-addresses, a list"],
  ["ip-addresses", "ip-address, without a list"],
  ["client-id", "duid"],
  ["circuit-id", "duid, hw-address or flex-id"],
]);
const SHORT: ReadonlyMap<string, string> = new Map([["global", "the outermost map"]]);

export const unknownKey: Rule = {
  code: "KEAHA060",
  name: "unknown-key",
  severity: "error",
  reason: "Kea refuses a configuration with a key that its version does not know in that place.",
  source: "measured key by key on kea-dhcp4 and kea-dhcp6 2.6.3 and 3.0.4",
  *server({ config, family }) {
    const { root } = FAMILIES[family];
    for (const key of isMap(config) ? Object.keys(config) : []) {
      // A saved reply to config-get has a hash.
      if (key === root || key === "hash") continue;
      // Where both servers are in one file, it is told of one of them.
      if (family === Family.V6 && key === FAMILIES[Family.V4].root) continue;
      yield {
        path: [key],
        message: `${plain(key)} stands beside ${root}.`,
        remedy: INSTEAD.has(key)
          ? `Use ${INSTEAD.get(key)}.`
          : `Kea takes ${root} alone: move it in, or out of the file.`,
      };
    }
  },
  *place(place, { family, kea }) {
    if (OPEN_KINDS.has(place.kind)) return;
    const keys = SCHEMA.get(place.kind)!;
    for (const key of Object.keys(place.map)) {
      const known = keys.get(key);
      if (known !== undefined && isKnown(known, family, kea)) continue;
      yield {
        path: [...place.path, key],
        message: `${labelOf(place)} has ${plain(key)}, which ${who(known, family, kea)} there.`,
        remedy: (place.kind === "hook" && stray(key, place.map)) || remedy(key, place.kind, family, kea),
      };
    }
  },
};

function who(known: Key | undefined, family: Family, kea: KeaVersion | undefined): string {
  if (known === undefined) return "Kea does not know";
  if (known.family !== undefined && known.family !== family)
    return `${FAMILIES[family].daemon} does not know`;
  return `Kea ${kea} does not know`;
}

/** Where a hook library's parameter belongs that stands beside its parameters. */
function stray(key: string, hook: JsonMap): string | undefined {
  const type = typeAt("hook", hook, "parameters");
  const kind = type && "kind" in type ? type.kind : parametersOf(hook);
  const known = kind === undefined ? [] : [...keysOf(kind).keys()];
  const name = meant(key, known);
  if (name === undefined || meant(key, keysOf("hook").keys()) !== undefined) return undefined;
  return `It belongs into parameters${name === key ? "" : `, as ${name}`}.`;
}

function remedy(key: string, kind: string, family: Family, kea: KeaVersion | undefined): string {
  const keys = SCHEMA.get(kind)!;
  const nickname = NICKNAMES[kind]?.[key];
  if (nickname !== undefined && Object.keys(NICKNAMES[kind]!).includes(key)) return `Use ${nickname}.`;
  const usable = [...keys].filter(([, one]) => isKnown(one, family, kea)).map(([name]) => name);
  const twin = TWINS.get(key);
  if (twin !== undefined && usable.includes(twin))
    return `That is the spelling of ${keys.get(key)?.since}: use ${twin}${key === "control-sockets" ? ", a map of one unix socket" : ""}, or a newer Kea.`;
  const known = keys.get(key);
  if (known?.since !== undefined && (known.family ?? family) === family)
    return `It is known since ${known.since}: remove it, or use a newer Kea.`;
  const other = kind === "reservation" ? OTHER_FAMILY.get(key) : undefined;
  if (other !== undefined) return `Use ${other}.`;
  if (known?.family !== undefined && known.family !== family)
    return `It belongs to ${family === "v4" ? "DHCPv6" : "DHCPv4"}: remove it.`;
  const instead = INSTEAD.get(key);
  if (instead !== undefined && !(key === "ip-address" && !usable.includes(instead))) return `Use ${instead}.`;
  const guess = meant(key, usable);
  if (guess !== undefined) return `Did you mean ${guess}?`;
  if (HOOK_KINDS.has(kind)) return `Remove it: a hook library takes ${enumerate(usable)} there.`;
  const homes = [...SCHEMA]
    .filter(([other, others]) => {
      if (SPECIAL.has(other) || HOOK_KINDS.has(other)) return false;
      const entry = others.get(key);
      return entry !== undefined && isKnown(entry, family, kea);
    })
    .map(([kind]) => SHORT.get(kind) ?? kind);
  if (homes.length > 0 && homes.length <= 4) return `It belongs into ${enumerate(homes, "or")}.`;
  return "Remove it, or keep it in user-context.";
}
