/** Where each kind of map stands in a configuration, as empty as Kea takes it, and values to try for its keys. */
import type { Type } from "../../kea/schema/schema";
import { unixSocket } from "../kea/live";
import type { KeaRelease } from "../image/recipes";

export type Loose = Record<string, unknown>;
type Number4or6 = 4 | 6;

/** One place of a kind of map. */
export interface Scene {
  readonly kind: string;
  /** Kea takes no emptier one; several, where it wants any key: what one sets, another tells. */
  readonly minimal: readonly Loose[];
  /** A whole configuration with the map in it, and settings of the maps around it, by their kinds. */
  readonly place: (map: Loose, around: Readonly<Record<string, Loose>>) => Loose;
  /** Kinds of the maps around it whose settings are tried. */
  readonly around: readonly string[];
  /** Where the answer of `config-get` has it. */
  readonly at: readonly (string | number)[];
}

const HOOKS = [{ library: "libdhcp_lease_cmds.so" }];

/** All places, for one server. */
export function scenesOf(kea: KeaRelease, n: Number4or6): Scene[] {
  const v4 = n === 4;
  const old = kea === "2.6.3";
  const own = unixSocket(kea, n);
  const root = (part: Loose, around: Readonly<Record<string, Loose>> = {}): Loose => ({
    ...own,
    ...part,
    ...around.global,
  });
  const subnetKey = `subnet${n}`;
  const subnet = { id: 1, subnet: v4 ? "10.1.0.0/24" : "2001:db8:1::/64" };
  const inSubnet = (key: string): Pick<Scene, "place" | "around" | "at"> => ({
    place: (map, around) => root({ [subnetKey]: [{ ...subnet, [key]: [map], ...around.subnet }] }, around),
    around: ["global", "subnet"],
    at: [subnetKey, 0, key, 0],
  });
  const top = (kind: string, key: string, minimal: Loose[], list = false): Scene => ({
    kind,
    minimal,
    place: (map, around) => root({ [key]: list ? [map] : map }, around),
    around: kind === "client-class" || kind === "reservation" ? ["global"] : [],
    at: list ? [key, 0] : [key],
  });
  const scenes: Scene[] = [
    { kind: "global", minimal: [own], place: (map) => map, around: [], at: [] },
    {
      kind: "subnet",
      minimal: [subnet],
      place: (map, around) => root({ [subnetKey]: [map] }, around),
      around: ["global"],
      at: [subnetKey, 0],
    },
    {
      kind: "subnet",
      minimal: [subnet],
      place: (map, around) =>
        root(
          { "shared-networks": [{ name: "net", [subnetKey]: [map], ...around["shared-network"] }] },
          around,
        ),
      around: ["global", "shared-network"],
      at: ["shared-networks", 0, subnetKey, 0],
    },
    {
      kind: "shared-network",
      minimal: [{ name: "net" }],
      place: (map, around) => root({ "shared-networks": [map] }, around),
      around: ["global"],
      at: ["shared-networks", 0],
    },
    {
      kind: "pool",
      minimal: [{ pool: v4 ? "10.1.0.10-10.1.0.20" : "2001:db8:1::10-2001:db8:1::20" }],
      ...inSubnet("pools"),
    },
    { kind: "reservation", minimal: [{ "hw-address": "00:11:22:33:44:55" }], ...inSubnet("reservations") },
    top("reservation", "reservations", [{ "hw-address": "00:11:22:33:44:55" }], true),
    top("option-def", "option-def", [{ name: "color", code: 230, type: "uint8" }], true),
    top(
      "client-class",
      "client-classes",
      [
        { name: "red" },
        { name: "red", "valid-lifetime": 5000, ...(v4 ? {} : { "preferred-lifetime": 3000 }) },
      ],
      true,
    ),
    top("interfaces-config", "interfaces-config", [{ interfaces: [] }, { "re-detect": true }]),
    top("lease-database", "lease-database", [{ type: "memfile" }]),
    top("multi-threading", "multi-threading", [
      { "enable-multi-threading": true },
      { "thread-pool-size": 0 },
      { "packet-queue-size": 64 },
    ]),
    top("sanity-checks", "sanity-checks", [{ "lease-checks": "warn" }, { "extended-info-checks": "fix" }]),
    top("expired-leases-processing", "expired-leases-processing", [
      { "reclaim-timer-wait-time": 5 },
      { "max-reclaim-time": 100 },
    ]),
    top("dhcp-ddns", "dhcp-ddns", [{ "enable-updates": false }]),
    top("compatibility", "compatibility", [
      { "lenient-option-parsing": true },
      ...(v4 ? [{ "ignore-rai-link-selection": true }] : []),
    ]),
    top("hook", "hooks-libraries", HOOKS, true),
    top("logger", "loggers", [{ name: `kea-dhcp${n}`, severity: "INFO" }], true),
    {
      kind: "output",
      minimal: ["stdout", "stderr", "syslog", "/var/log/kea/b.log"].map((output) => ({ output })),
      place: (map) =>
        root({ loggers: [{ name: `kea-dhcp${n}`, severity: "INFO", "output-options": [map] }] }),
      around: [],
      at: ["loggers", 0, "output-options", 0],
    },
    {
      kind: "relay",
      minimal: [{ "ip-addresses": [v4 ? "10.1.0.1" : "2001:db8::1"] }],
      place: (map) => root({ [subnetKey]: [{ ...subnet, relay: map }] }),
      around: [],
      at: [subnetKey, 0, "relay"],
    },
    {
      kind: "control-socket",
      minimal: [{ "socket-type": "unix", "socket-name": `/run/kea/kea${n}-ctrl-socket` }],
      place: (map) => (old ? { "control-socket": map } : { "control-sockets": [map] }),
      around: [],
      at: old ? ["control-socket"] : ["control-sockets", 0],
    },
    ...haScenes(n, (parameters) =>
      root({ "hooks-libraries": [{ library: "libdhcp_ha.so", parameters }, ...HOOKS] }),
    ),
  ];
  for (const option of [
    { name: v4 ? "domain-name-servers" : "dns-servers", data: v4 ? "10.1.0.1" : "2001:db8::1" },
    { code: v4 ? 6 : 23, data: v4 ? "10.1.0.1" : "2001:db8::1" },
    { code: 222, "csv-format": false, data: "0102" },
  ]) {
    scenes.push(top("option-data", "option-data", [option], true));
    scenes.push({ kind: "option-data", minimal: [option], ...inSubnet("option-data"), around: [] });
  }
  if (!v4) {
    scenes.push(
      {
        kind: "pd-pool",
        minimal: [{ prefix: "2001:db8:1000::", "prefix-len": 48, "delegated-len": 64 }],
        ...inSubnet("pd-pools"),
      },
      top("server-id", "server-id", [{ type: "LLT" }, { type: "EN" }, { type: "LL" }]),
    );
  }
  if (!old) {
    const control = { ...(own["control-sockets"] as Loose[])[0] };
    const http = (map: Loose) => root({ "control-sockets": [control, map] });
    const socket = { "socket-type": "http", "socket-port": 8099 };
    const client = { user: "a", password: "b" };
    scenes.push(
      {
        kind: "control-socket",
        minimal: [{ "socket-type": "http" }],
        place: http,
        around: [],
        at: ["control-sockets", 1],
      },
      {
        kind: "authentication",
        minimal: [{ type: "basic", clients: [client] }],
        place: (map) => http({ ...socket, authentication: map }),
        around: [],
        at: ["control-sockets", 1, "authentication"],
      },
      {
        kind: "client",
        minimal: [client],
        place: (map) => http({ ...socket, authentication: { type: "basic", clients: [map] } }),
        around: [],
        at: ["control-sockets", 1, "authentication", "clients", 0],
      },
      {
        kind: "http-header",
        minimal: [{ name: "A", value: "b" }],
        place: (map) => http({ ...socket, "http-headers": [map] }),
        around: [],
        at: ["control-sockets", 1, "http-headers", 0],
      },
    );
  }
  return scenes;
}

const MODES = [
  { mode: "hot-standby", roles: ["primary", "standby"] },
  { mode: "load-balancing", roles: ["primary", "secondary"] },
  { mode: "passive-backup", roles: ["primary", "backup"] },
];

function haScenes(n: Number4or6, place: (parameters: Loose) => Loose): Scene[] {
  const host = n === 4 ? "127.0.0." : "[::1]";
  const peers = (roles: readonly string[]): Loose[] =>
    roles.map((role, index) => ({
      name: `s${index + 1}`,
      url: n === 4 ? `http://${host}${index + 1}:8087/` : `http://${host}:${8087 + index}/`,
      role,
    }));
  const relationship = ({ mode, roles }: (typeof MODES)[number]): Loose => ({
    "this-server-name": "s1",
    mode,
    peers: peers(roles),
  });
  const at = ["hooks-libraries", 0, "parameters", "high-availability", 0];
  const within = (map: Loose) => place({ "high-availability": [{ ...relationship(MODES[0]!), ...map }] });
  return [
    ...MODES.map((mode): Scene => ({
      kind: "relationship",
      minimal: [relationship(mode)],
      place: (map) => place({ "high-availability": [map] }),
      around: [],
      at,
    })),
    ...[0, 1].map((index): Scene => ({
      kind: "peer",
      minimal: [peers(["primary", "standby"])[index]!],
      place: (map) =>
        within({ peers: peers(["primary", "standby"]).map((one, i) => (i === index ? map : one)) }),
      around: [],
      at: [...at, "peers", index],
    })),
    {
      kind: "ha-multi-threading",
      minimal: [{}],
      place: (map) => within({ "multi-threading": map }),
      around: [],
      at: [...at, "multi-threading"],
    },
    {
      kind: "state-machine",
      minimal: [{}],
      place: (map) => within({ "state-machine": map }),
      around: [],
      at: [...at, "state-machine"],
    },
    {
      kind: "state",
      minimal: [{ state: "waiting" }],
      place: (map) => within({ "state-machine": { states: [map] } }),
      around: [],
      at: [...at, "state-machine", "states", 0],
    },
  ];
}

/** Values of keys that not any text or number is one of; those that fit together are all one of these. */
const VALUES: Readonly<Record<string, readonly [v4: readonly unknown[], v6?: readonly unknown[]]>> = {
  "valid-lifetime": [[5000]],
  "min-valid-lifetime": [[4000]],
  "max-valid-lifetime": [[9000]],
  "preferred-lifetime": [[3000]],
  "min-preferred-lifetime": [[2000]],
  "max-preferred-lifetime": [[4500]],
  "renew-timer": [[900]],
  "rebind-timer": [[1800]],
  "offer-lifetime": [[60]],
  "t1-percent": [[0.3]],
  "t2-percent": [[0.9]],
  "cache-threshold": [[0.125]],
  "ddns-ttl-percent": [[0.75]],
  "adaptive-lease-time-threshold": [[0.5]],
  interface: [["eth0", ""]],
  interfaces: [[["eth0"], ["*"]]],
  "interface-id": [["port", ""]],
  "next-server": [["10.9.9.9"]],
  "server-tag": [["tag", ""]],
  "client-class": [["KNOWN", ""]],
  "client-classes": [[["KNOWN"], []]],
  "require-client-classes": [[["KNOWN"], []]],
  "evaluate-additional-classes": [[["KNOWN"], []]],
  "hostname-char-set": [["[^A-Z]"]],
  "host-reservation-identifiers": [[["hw-address"]]],
  "mac-sources": [[["duid"]]],
  "relay-supplied-options": [[["110"]]],
  "4o6-subnet": [["2001:db8::/64"]],
  "4o6-interface": [["eth0", ""]],
  "ip-address": [["10.1.0.99"]],
  "ip-addresses": [[["10.1.0.98"], []], [["2001:db8:1::99"]]],
  prefixes: [[["2001:db8:9::/48"], []]],
  "dhcp-queue-control": [[{ "enable-queue": false }]],
  relay: [[{ "ip-addresses": ["10.9.9.1"] }], [{ "ip-addresses": ["2001:db8:9::1"] }]],
  "user-context": [[{ site: 1 }, {}]],
  encapsulate: [["space", ""]],
  space: [["mine", "vendor-4491", ""]],
  name: [["named"]],
  data: [[""]],
  code: [[231]],
  pool: [["10.1.0.0/25"], ["2001:db8:1::/80"]],
  test: [["member('ALL')", ""]],
  "template-test": [["'x'", ""]],
  severity: [["WARN", "DEBUG"]],
  output: [["stderr", "syslog", "/var/log/kea/a.log"]],
  // Kea is asked over the one that it has.
  "socket-name": [[]],
  "socket-address": [["127.0.0.2"], ["::1"]],
  "socket-port": [[8098]],
  "socket-type": [["unix", "http"]],
  "server-ip": [["127.0.0.2"], ["::1"]],
  "sender-ip": [["127.0.0.1"], ["::1"]],
  "ncr-protocol": [["UDP"]],
  "ncr-format": [["JSON"]],
  "max-reclaim-time": [[300]],
  "max-queue-size": [[100]],
  type: [["uint8", "string", "ipv4-address", "empty", "memfile", "EN", "LL", "LLT"]],
  identifier: [["0102"]],
  "excluded-prefix": [["2001:db8:1000:0:80::"]],
  "excluded-prefix-len": [[72]],
  "delegated-len": [[56]],
  "max-row-errors": [[3]],
  "hw-address": [["00:11:22:33:44:56"]],
  duid: [["01:02:03"]],
  "client-id": [["01:02:03"]],
  "circuit-id": [["01:02:03"]],
  "flex-id": [["01:02:03", ""]],
  hostname: [["host", ""]],
  mode: [["hot-standby", "load-balancing", "passive-backup"]],
  role: [["primary", "standby"]],
  pause: [["never", "once", "always"]],
  state: [["ready"]],
  states: [[[]]],
  directory: [["/etc/kea"]],
  "data-directory": [["/var/lib/kea"]],
  debuglevel: [[50]],
};

/** Values to try for a key, each of which Kea takes somewhere. */
export function samplesOf(key: string, type: Type, n: Number4or6): readonly unknown[] {
  const known = VALUES[key];
  if (known) return (n === 6 ? known[1] : undefined) ?? known[0];
  switch (type.is) {
    case "integer":
      return [7, 0];
    case "real":
      return [0.25];
    case "boolean":
      return [true, false];
    case "string":
      return ["x", ""];
    case "strings":
      return [["x"], []];
    case "word":
      return type.words;
    case "map":
      return [{}];
    case "maps of":
      return [[]];
    case "map of":
      return [];
  }
}
