import { isHttp, lacksHttp } from "../../fleet/control-sockets";
import type { Server } from "../../fleet/fleet";
import { parametersOf, type Place, placesOf } from "../../fleet/places";
import { foreignSubnets, hasPrefixOf } from "../../fleet/wrong-root";
import { has, isMap, type JsonMap } from "../../json";
import { FAMILIES, Family, otherThan } from "../../model/family";
import type { KeaVersion } from "../../model/release-lines";
import { DAEMONS } from "../../schema/daemons";
import { OLD_NAMES } from "../../schema/renamed";
import { HOOK_KINDS, isKnown, type Key, keysOf, OPEN_KINDS, SCHEMA, typeAt } from "../../schema/schema";
import { enumerate, meant, plain } from "../../words";
import { once, type Repeated } from "../once";
import type { Rule } from "../rule";

/** Keys that Kea once knew, and keys of other servers, with what to write instead. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ["reservation-mode", "reservations-global, reservations-in-subnet and reservations-out-of-pool"],
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
  relay: { "ip-address": "ip-addresses, a list" },
  // Renamed in Kea 1.7.1, and moved out.
  "dhcp-ddns": Object.fromEntries(
    [
      ...["generated-prefix", "override-client-update", "override-no-update"],
      ...["qualifying-suffix", "replace-client-name"],
    ].map((key) => [key, `ddns-${key}, beside dhcp-ddns`]),
  ),
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
/** What the server for updates of DNS reads, in a file of its own. */
const OF_DDNS = ["forward-ddns", "reverse-ddns", "tsig-keys"];
/** Kinds of maps whose keys are too general to be looked for there. */
const SPECIAL: ReadonlySet<string> = new Set([
  "http-header",
  "authentication",
  "client",
  "hosts-database",
  "config-database",
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
  *server(server, fleet) {
    yield* once(
      placesOf(server).flatMap((place) => [...unknownIn(place, server)]),
      server,
      fleet,
    );
    const { config, family } = server;
    const { root } = FAMILIES[family];
    const foreign = foreignSubnets(server);
    if (foreign?.isRoot) {
      const other = FAMILIES[otherThan(family)];
      yield {
        path: foreign.path,
        message: `${root} has ${other.subnets}, which ${FAMILIES[family].daemon} does not know.`,
        remedy: `It looks like a configuration of ${other.daemon}: name the outermost map ${other.root}.`,
      };
    }
    const beside = (isMap(config) ? Object.keys(config) : []).filter(
      // A saved reply to config-get has a hash.
      (key) => key !== root && key !== "hash",
    );
    const others = beside.filter((key) => DAEMONS.has(key));
    // Where both servers are in one file, it is told of one of them.
    if (others.length > 0 && !others.includes(FAMILIES[Family.V4].root)) {
      yield {
        path: [others[0]!],
        message: `${enumerate(others)} ${others.length > 1 ? "stand" : "stands"} beside ${root}.`,
        remedy: `Each server reads a file of its own: put ${others.length > 1 ? "them into others" : "it into another one"}.`,
      };
    }
    for (const key of beside) {
      if (DAEMONS.has(key)) continue;
      yield {
        path: [key],
        message: `${plain(key)} stands beside ${root}.`,
        remedy: INSTEAD.has(key)
          ? `Use ${INSTEAD.get(key)}.`
          : `Kea takes ${root} alone: move it in, or out of the file.`,
      };
    }
  },
};

function* unknownIn(place: Place, server: Server): Generator<Repeated> {
  const { family, kea } = server;
  if (OPEN_KINDS.has(place.kind)) return;
  // That a release line has no such socket is told of it as a whole.
  if (place.kind === "control-socket" && isHttp(place) && lacksHttp(server)) return;
  const keys = SCHEMA.get(place.kind)!;
  for (const key of Object.keys(place.map)) {
    const known = keys.get(key);
    if (known !== undefined && isKnown(known, family, kea)) continue;
    // That all of it is for the other family is told once.
    if (known?.family === otherThan(family) && foreignSubnets(server)?.isRoot) continue;
    yield {
      ...{ place, path: [...place.path, key] },
      said: `has ${plain(key)}, which ${who(known, family, kea)} there`,
      remedy: (place.kind === "hook" && stray(key, place.map)) || remedy(key, place, server),
    };
  }
}

function who(known: Key | undefined, family: Family, kea: KeaVersion | undefined): string {
  if (known === undefined) return "Kea does not know";
  if (known.family !== undefined && known.family !== family)
    return `${FAMILIES[family].daemon} does not know`;
  return `Kea ${kea} does not know`;
}

/** Where a hook library's parameter belongs that stands beside its parameters. */
function stray(key: string, hook: JsonMap): string | undefined {
  if (keysOf("relationship").has(key)) return "It belongs into an entry of high-availability, in parameters.";
  const type = typeAt("hook", hook, "parameters");
  const kind = type && "kind" in type ? type.kind : parametersOf(hook);
  const known = kind === undefined ? [] : [...keysOf(kind).keys()];
  const name = meant(key, known);
  if (name === undefined || meant(key, keysOf("hook").keys()) !== undefined) return undefined;
  return `It belongs into parameters${name === key ? "" : `, as ${name}`}.`;
}

function remedy(key: string, { kind, map }: Place, server: Server): string {
  const { family, kea } = server;
  const keys = SCHEMA.get(kind)!;
  const nickname = NICKNAMES[kind]?.[key];
  if (nickname !== undefined && Object.keys(NICKNAMES[kind]!).includes(key)) return `Use ${nickname}.`;
  if (key === "ha-server-name")
    return `It belongs into ${["subnet", "shared-network"].includes(kind) ? "its user-context" : "the user-context of a subnet or a shared network"}.`;
  const usable = [...keys].filter(([, one]) => isKnown(one, family, kea)).map(([name]) => name);
  const twin = OLD_NAMES.get(key);
  if (twin !== undefined && has(map, twin)) return `Remove it: ${twin} says it.`;
  if (twin !== undefined && usable.includes(twin))
    return `That is the spelling of ${keys.get(key)?.since}: use ${twin}${key === "control-sockets" ? ", a map of one unix socket" : ""}, or a newer Kea.`;
  const known = keys.get(key);
  if (known?.since !== undefined && (known.family ?? family) === family)
    return `It is known since ${known.since}: remove it, or use a newer Kea.`;
  const other = kind === "reservation" ? OTHER_FAMILY.get(key) : undefined;
  if (other !== undefined) return `Use ${other}.`;
  if (key === FAMILIES[otherThan(family)].subnets) {
    const own = FAMILIES[family].subnets;
    if (hasPrefixOf(family, map[key])) return has(map, own) ? `Move its subnets to ${own}.` : `Write ${own}.`;
    if (foreignSubnets(server))
      return `Write ${own}, or name the outermost map ${FAMILIES[otherThan(family)].root}.`;
  }
  if (known?.family !== undefined && known.family !== family)
    return `It belongs to ${family === "v4" ? "DHCPv6" : "DHCPv4"}: remove it.`;
  const instead = INSTEAD.get(key);
  if (instead !== undefined) return `Use ${instead}.`;
  if (kind === "dhcp-ddns" && OF_DDNS.includes(key))
    return "Move it into DhcpDdns, the file of kea-dhcp-ddns.";
  const guess = meant(key, usable);
  if (guess !== undefined) return `Did you mean ${guess}?`;
  if (kind === "hook" || HOOK_KINDS.has(kind))
    return `Remove it: a hook library takes ${enumerate(usable)} there.`;
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
