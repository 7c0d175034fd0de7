/** Random configurations: sound ones, made by our own renderer, and ones that are broken in one place. */
import * as fc from "fast-check";
import { isMap } from "../../kea/json";
import { FAMILIES, Family } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/release-lines";
import { HaMode, type HaSettings, Pause, Role } from "../../kea/model/relationship";
import type { LeaseTimes, OptionProps, ReservationProps, ServerSettings } from "../../kea/model/settings";
import type { SharedNetworkProps, SubnetProps } from "../../kea/model/subnet";
import type { Relationship, Topology } from "../../kea/model/topology";
import { render } from "../../kea/rendering/render";
import { type Key, SCHEMA, type Type } from "../../kea/schema/schema";
import { BY_KEY, OF_HA } from "./generate-values";

/** A configuration for one server alone. */
export interface Case {
  readonly family: Family;
  /** `{ "Dhcp4": ... }`, of any shape. */
  readonly config: unknown;
  /** What was broken; undefined for a sound one. */
  readonly broken?: string;
}

/** Makes choices; every one is fast-check's, so that a seed gives the same again. */
export class Dice {
  constructor(private readonly gen: fc.GeneratorValue) {}

  /** From 0 to `max`. */
  upTo(max: number): number {
    return this.gen(fc.noBias, fc.nat({ max }));
  }

  between(low: number, high: number): number {
    return low + this.upTo(high - low);
  }

  /** True once in `n` times. */
  oneIn(n: number): boolean {
    return this.upTo(n - 1) === 0;
  }

  of<T>(items: readonly T[]): T {
    return items[this.upTo(items.length - 1)]!;
  }

  /** Some of the items, in their order. */
  some<T>(items: readonly T[], oneIn = 3): T[] {
    return items.filter(() => this.oneIn(oneIn));
  }

  maybe<T>(n: number, make: () => T): T | undefined {
    return this.oneIn(n) ? make() : undefined;
  }
}

/** A sound configuration. */
export function sound(dice: Dice, kea: KeaVersion): Case {
  const { family, config } = dice.of(render(topology(dice, kea)));
  return { family, config: structuredClone(config) };
}

/** Sound and broken configurations for one release line; one in five is sound. */
export function cases(kea: KeaVersion): fc.Arbitrary<Case> {
  return fc.gen().map((gen) => {
    const dice = new Dice(gen);
    const { family, config } = sound(dice, kea);
    if (dice.oneIn(5)) return { family, config };
    const broken = breakOnce(dice, family, kea, config);
    return { family, config, broken };
  });
}

/** The cases of a run: the same for the same seed. */
export function sample(kea: KeaVersion, count: number, seed: number): Case[] {
  return fc.sample(cases(kea), { numRuns: count, seed });
}

// ---------------------------------------------------------------------------------------- sound

const NOUNS = ["alpha", "beta", "gamma", "delta"];

export function topology(dice: Dice, kea: KeaVersion): Topology {
  const family = dice.of(Object.values(Family));
  const spokes = NOUNS.slice(0, dice.of([1, 1, 2, 2, 3]));
  const backup = dice.oneIn(2);
  const names = ["hub", ...spokes, ...(backup ? ["backup"] : [])];
  const address = (host: string) =>
    family === Family.V4
      ? `10.200.0.${names.indexOf(host) + 1}`
      : `2001:db8:ffff::${names.indexOf(host) + 1}`;
  const relationships = spokes.map((spoke, index): Relationship => {
    const mode = spokes.length > 1 ? HaMode.HOT_STANDBY : dice.of(Object.values(HaMode));
    const url = (host: string, port: number) =>
      family === Family.V4 ? `http://${address(host)}:${port}/` : `http://[${address(host)}]:${port}/`;
    const second = mode === HaMode.LOAD_BALANCING ? Role.SECONDARY : Role.STANDBY;
    const hub = mode === HaMode.PASSIVE_BACKUP ? Role.BACKUP : second;
    const port = 8000 + index;
    const member = (host: string, role: Role, at: number) => ({
      host,
      name: `${spoke}.${host}`,
      role,
      url: url(host, at),
      autoFailover: dice.maybe(6, () => true),
      basicAuth: undefined,
    });
    return {
      name: spoke,
      where: `topology/${spoke}`,
      family,
      mode,
      members: [
        member(spoke, Role.PRIMARY, 8000),
        member("hub", hub, port),
        ...(backup ? [member("backup", Role.BACKUP, port)] : []),
      ],
      settings: haSettings(dice, mode),
      ...subnetsOf(dice, family, index),
    };
  });
  return {
    name: "topology",
    hosts: names.map((name) => ({
      name,
      where: `topology/${name}`,
      kea,
      addresses: [address(name)],
      interfaces: dice.of([["eth0"], ["eth0", "eth1"], ["*"]]),
      settings: {
        [Family.V4]: serverSettings(dice, family, kea),
        [Family.V6]: serverSettings(dice, family, kea),
      },
      control: {
        [Family.V4]: { type: "unix" as const, socket: "/run/kea/kea4-ctrl-socket" },
        [Family.V6]: { type: "unix" as const, socket: "/run/kea/kea6-ctrl-socket" },
      },
    })),
    relationships,
  };
}

function haSettings(dice: Dice, mode: HaMode): HaSettings {
  return {
    heartbeatDelay: dice.maybe(3, () => dice.of([1000, 5000, 10000, 20000])),
    maxResponseDelay: dice.maybe(3, () => dice.of([60001, 65535])),
    maxAckDelay: dice.maybe(4, () => dice.of([0, 5000, 65535])),
    maxUnackedClients: dice.maybe(4, () => dice.of([0, 5, 4294967295])),
    maxRejectedLeaseUpdates: dice.maybe(5, () => dice.of([0, 20])),
    waitBackupAck: dice.maybe(5, () => mode === HaMode.PASSIVE_BACKUP && dice.oneIn(2)),
    sendLeaseUpdates: dice.maybe(6, () => dice.oneIn(2)),
    syncLeases: dice.maybe(6, () => dice.oneIn(2)),
    syncTimeout: dice.maybe(6, () => dice.of([0, 1000, 4294967295])),
    syncPageLimit: dice.maybe(6, () => dice.of([1, 500])),
    delayedUpdatesLimit: dice.maybe(5, () => (mode === HaMode.LOAD_BALANCING ? dice.of([0, 50]) : 0)),
    restrictCommands: dice.maybe(4, () => dice.oneIn(2)),
    requireClientCerts: dice.maybe(6, () => dice.oneIn(2)),
    multiThreading: dice.maybe(3, () => ({
      enableMultiThreading: true,
      httpDedicatedListener: true,
      httpListenerThreads: dice.of([0, 2]),
      httpClientThreads: dice.of([0, 4]),
    })),
    statePauses: dice.maybe(5, () => [
      { state: dice.of(["partner-down", "waiting", "ready"]), pause: dice.of(Object.values(Pause)) },
    ]),
  };
}

function leaseTimes(dice: Dice, family: Family): LeaseTimes {
  return {
    validLifetime: dice.maybe(3, () => dice.of([600, 3600, 86400])),
    minValidLifetime: undefined,
    maxValidLifetime: undefined,
    preferredLifetime: family === Family.V6 ? dice.maybe(4, () => dice.of([300, 600])) : undefined,
    renewTimer: dice.maybe(5, () => 100),
    rebindTimer: dice.maybe(5, () => 200),
    calculateTeeTimes: dice.maybe(6, () => dice.oneIn(2)),
    cacheThreshold: dice.maybe(6, () => dice.of([0, 0.1, 0.25, 0.5])),
  };
}

function options(dice: Dice, family: Family, n: number): OptionProps[] | undefined {
  const v4: OptionProps[] = [
    { name: "domain-name-servers", data: "192.0.2.1, 192.0.2.2" },
    { name: "domain-name", data: "example.org", alwaysSend: true },
    { name: "domain-search", data: "a.example, b.example" },
    { name: "ntp-servers", data: "192.0.2.123" },
    { code: 66, data: "tftp.example" },
    { name: "interface-mtu", data: "1400" },
    { code: 43, csvFormat: false, data: "0102AB" },
    { name: "boot-file-name", data: "/boot/pxe", neverSend: false },
    { name: "time-offset", data: "-3600" },
    { name: "ip-forwarding", data: "false" },
    { name: "classless-static-route", data: "10.0.0.0/8 - 192.0.2.1" },
    { name: "vivso-suboptions", data: "4491" },
    { code: 222, csvFormat: false, data: "00:11:22" },
    { name: "static-routes", data: "192.0.2.3, 192.0.2.1" },
    { name: "v4-captive-portal", data: "https://portal.example" },
  ];
  const v6: OptionProps[] = [
    { name: "dns-servers", data: "2001:db8::1, 2001:db8::2" },
    { name: "domain-search", data: "a.example" },
    { name: "sntp-servers", data: "2001:db8::123" },
    { code: 7, data: "12" },
    { name: "unicast", data: "2001:db8::9" },
    { name: "bootfile-url", data: "http://192.0.2.1/boot" },
    { name: "new-posix-timezone", data: "EST5EDT4\\,M3.2.0/02:00\\,M11.1.0/02:00" },
    { code: 3333, csvFormat: false, data: "00 11 22" },
    { name: "information-refresh-time", data: "600" },
    { name: "vendor-opts", data: "4491" },
    { name: "client-fqdn", data: "1, host.example" },
  ];
  return dice.maybe(n, () => dice.some(family === Family.V4 ? v4 : v6, 4));
}

function subnetsOf(
  dice: Dice,
  family: Family,
  index: number,
): { subnets: SubnetProps[]; sharedNetworks: SharedNetworkProps[] } {
  const own = Array.from({ length: dice.between(1, 3) }, (_, n) => subnet(dice, family, index * 10 + n + 1));
  if (!dice.oneIn(3)) return { subnets: own, sharedNetworks: [] };
  const shared = Array.from({ length: dice.between(1, 2) }, (_, n) =>
    subnet(dice, family, index * 10 + n + 5, true),
  );
  return {
    subnets: dice.oneIn(3) ? [] : own,
    sharedNetworks: [
      {
        name: `net-${index}`,
        ...leaseTimes(dice, family),
        relay: dice.maybe(3, () => [
          family === Family.V4 ? `10.210.${index}.1` : `2001:db8:fffe:${index}::1`,
        ]),
        options: options(dice, family, 4),
        subnets: shared,
      },
    ],
  };
}

function subnet(dice: Dice, family: Family, n: number, inNetwork = false): SubnetProps {
  const v4 = family === Family.V4;
  const base = v4 ? `10.${n}.0.` : `2001:db8:${n}::`;
  const pools = dice.some(
    v4
      ? [`${base}10-${base}50`, `${base}64/27`, `${base}100 - ${base}110`]
      : [`${base}1000-${base}1fff`, `${base}2000/116`, `${base}3000 - ${base}3010`],
    2,
  );
  const selector = inNetwork ? 0 : dice.upTo(3);
  return {
    id: n * 7 + dice.upTo(3),
    subnet: v4 ? `${base}0/24` : `${base}/64`,
    ...leaseTimes(dice, family),
    pools: pools.length > 0 ? pools : undefined,
    poolDetails: dice.maybe(4, () => [
      {
        pool: v4 ? `${base}200-${base}210` : `${base}5000-${base}5fff`,
        clientClasses: dice.maybe(2, () => ["KNOWN"]),
        options: options(dice, family, 2),
        extra: dice.maybe(2, () => ({ "pool-id": dice.between(1, 9) })),
      },
    ]),
    pdPools: v4
      ? undefined
      : dice.maybe(3, () => [
          {
            prefix: `2001:db8:${(0x1000 + n).toString(16)}::`,
            prefixLen: 48,
            delegatedLen: dice.of([56, 64]),
            ...(dice.oneIn(3)
              ? { excludedPrefix: `2001:db8:${(0x1000 + n).toString(16)}:0:80::`, excludedPrefixLen: 72 }
              : {}),
            options: options(dice, family, 4),
          },
        ]),
    routers: v4 ? dice.maybe(2, () => [`${base}1`]) : undefined,
    options: options(dice, family, 3),
    reservations: dice.maybe(3, () => reservations(dice, family, base)),
    clientClasses: dice.maybe(6, () => ["KNOWN"]),
    evaluateAdditionalClasses: dice.maybe(6, () => ["red"]),
    rapidCommit: v4 || inNetwork ? undefined : dice.maybe(5, () => dice.oneIn(2)),
    interface: selector === 1 ? "eth0" : undefined,
    relay: selector === 2 ? [v4 ? `10.220.${n}.1` : `2001:db8:fffd:${n}::1`] : undefined,
    interfaceId: !v4 && selector === 3 ? `port-${n}` : undefined,
    userContext: dice.maybe(4, () => ({ site: n, tags: ["a"] })),
    extra: dice.maybe(5, () => ({
      [dice.of(["reservations-in-subnet", "store-extended-info", "ddns-send-updates"])]: true,
    })),
  };
}

function reservations(dice: Dice, family: Family, base: string): ReservationProps[] {
  const v4 = family === Family.V4;
  return Array.from({ length: dice.between(1, 3) }, (_, n) => ({
    ...[{ hwAddress: `00:11:22:33:44:0${n}` }, { duid: `00:01:02:0${n}` }, { flexId: `'port${n}'` }][
      dice.upTo(2)
    ],
    ...(v4
      ? { ipAddress: dice.maybe(2, () => `${base}22${n}`) }
      : {
          ipAddresses: dice.maybe(2, () => [`${base}22${n}`]),
          prefixes: dice.maybe(4, () => [`2001:db8:abc${n}::/48`]),
        }),
    hostname: dice.maybe(3, () => `host${n}.example`),
    clientClasses: dice.maybe(5, () => ["red"]),
    options: options(dice, family, 5),
  }));
}

function serverSettings(dice: Dice, family: Family, kea: KeaVersion): ServerSettings {
  const v4 = family === Family.V4;
  const http = kea !== KeaVersion.V2_6;
  return {
    ...leaseTimes(dice, family),
    declineProbationPeriod: dice.maybe(6, () => 3600),
    options: options(dice, family, 2),
    optionDefinitions: dice.maybe(3, () =>
      dice.some(
        [
          { name: "color", code: 230, type: "string" },
          { name: "numbers", code: 231, type: "uint16", array: true },
          { name: "pair", code: 232, type: "record", recordTypes: `uint8, ${v4 ? "ipv4" : "ipv6"}-address` },
          { name: "sub", code: 5, type: "fqdn", space: "mine" },
          { name: "container", code: 233, type: "empty", encapsulate: "mine" },
        ],
        2,
      ),
    ),
    clientClasses: dice.maybe(3, () => [
      {
        name: "red",
        test: v4 ? "substring(option[61].hex,0,3) == 'foo'" : "option[16].exists",
        options: options(dice, family, 3),
      },
      { name: "blue", test: "member('red')", onlyInAdditionalList: dice.maybe(2, () => true) },
      ...(dice.oneIn(3) ? [{ name: "plain" }] : []),
    ]),
    multiThreading: dice.maybe(4, () => ({
      enableMultiThreading: true,
      threadPoolSize: dice.of([0, 2]),
      packetQueueSize: dice.of([0, 64]),
    })),
    leaseDatabase: dice.maybe(3, () => ({
      persist: dice.maybe(2, () => dice.oneIn(2)),
      lfcInterval: dice.maybe(2, () => dice.of([0, 3600])),
    })),
    loggers: dice.maybe(3, () => [
      {
        severity: dice.of(["INFO", "WARN"]),
        outputs: dice.of([["stdout"], ["stdout", "syslog"], ["syslog:local0"]]),
      },
      ...(dice.oneIn(2)
        ? [{ name: `${FAMILIES[family].daemon}.ha-hooks`, severity: "DEBUG", debuglevel: dice.of([0, 99]) }]
        : []),
    ]),
    httpControlSockets: http
      ? dice.maybe(6, () => [{ address: "127.0.0.1", port: dice.of([8080, 9000]) }])
      : undefined,
    hooks: dice.maybe(5, () => [{ library: "libdhcp_stat_cmds.so" }]),
    reservations: undefined,
    extra: dice.maybe(4, () => dice.of(extras(v4))),
  };
}

function extras(v4: boolean): Record<string, unknown>[] {
  return [
    { "reservations-global": true },
    { "host-reservation-identifiers": ["hw-address", "duid"] },
    { "expired-leases-processing": { "reclaim-timer-wait-time": 5 } },
    { "sanity-checks": { "lease-checks": "warn" } },
    { "dhcp-ddns": { "enable-updates": false } },
    { "ddns-qualifying-suffix": "example.org" },
    v4 ? { authoritative: true } : { "mac-sources": ["duid"] },
    { "user-context": { site: "here" } },
  ];
}

// --------------------------------------------------------------------------------------- broken

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
type Loose = any;

type Steps = readonly (string | number)[];

/** A value and where it is. */
export interface Spot {
  readonly path: Steps;
  readonly owner: Loose;
  readonly key: string | number;
}

export function spotsOf(value: Loose, path: Steps = []): Spot[] {
  const keys: (string | number)[] = Array.isArray(value)
    ? value.map((_, index) => index)
    : isMap(value)
      ? Object.keys(value)
      : [];
  return keys.flatMap((key) => [
    { path: [...path, key], owner: value as Loose, key },
    ...spotsOf((value as Loose)[key], [...path, key]),
  ]);
}

const NUMBERS = [
  0, 1, -1, 2, 64, 127, 128, 255, 256, 65535, 65536, 2147483647, 4294967294, 4294967295, 4294967296,
];
const REALS = [0.25, 0.5, 0.9, 1.5, -0.5];
const TEXTS = [
  ...[
    "",
    " ",
    "x",
    "eth0",
    "KNOWN",
    "red",
    "color",
    "mine",
    "10.1.0.15",
    "10.1.0.0/24",
    "10.1.0.20-10.1.0.30",
  ],
  ...["2001:db8:1::15", "2001:db8:1::/64", "2001:db8:1::1000-2001:db8:1::1010", "fe80::1", "0.0.0.0", "::"],
  ...["1.2.3.4", "300.1.2.3", "00:11:22:33:44:55", "0x0102", "'text'", "stdout", "true", "12", "random", "*"],
  ...["http://10.200.0.1:8000/", "http://host.example:8000/", "primary", "standby", "backup", "hot-standby"],
];

/** The maps of an HA block that values are tried in. */
const HA_MAPS: Readonly<Record<string, (parameters: Loose) => Loose[]>> = {
  parameters: (parameters: Loose) => [parameters],
  relationship: (parameters: Loose) => parameters["high-availability"] as Loose[],
  peer: (parameters: Loose) =>
    (parameters["high-availability"] as Loose[]).flatMap((one) => one.peers as Loose[]),
};

/** Makes a configuration another one in one place. Most of what comes out Kea refuses. */
export function breakOnce(dice: Dice, family: Family, kea: KeaVersion, config: Loose): string {
  const root = config[FAMILIES[family].root];
  const ways = [
    ...Array<() => string>(6).fill(() => setKnownKey(dice, family, kea, config)),
    ...Array<() => string>(3).fill(() => breakHa(dice, root)),
    () => moveHa(dice, root),
    ...Array<() => string>(6).fill(() => breakAnywhere(dice, config)),
    ...Array<() => string>(2).fill(() => copyAlike(dice, config)),
  ];
  return dice.of(ways)();
}

function breakHa(dice: Dice, root: Loose): string {
  const { parameters } = root["hooks-libraries"][0];
  const [kind, key, values] = dice.of(OF_HA);
  const target = dice.of(HA_MAPS[kind]!(parameters));
  const value = dice.of(values);
  target[key] = structuredClone(value);
  return `${kind}: ${key} = ${JSON.stringify(value)}`;
}

/** What several values together make wrong. */
const HA_MOVES: Readonly<Record<string, (dice: Dice, root: Loose, relationships: Loose[]) => void>> = {
  "relationships in another order": (_, __, relationships) => relationships.reverse(),
  "a password in two forms": (dice, _, relationships) =>
    Object.assign(dice.of(dice.of(relationships).peers as Loose[]), {
      "basic-auth-user": "kea",
      "basic-auth-password": "x",
      "basic-auth-password-file": "/etc/hostname",
    }),
  "certificates of which one is missing": (dice, _, relationships) =>
    Object.assign(dice.of([dice.of(relationships), ...dice.of(relationships).peers]), {
      "trust-anchor": "/etc/ca",
      "cert-file": dice.of(["/etc/cert", ""]),
    }),
  "no lease commands": (_, root) => root["hooks-libraries"].splice(1, 1),
  "the HA library twice": (_, root) =>
    root["hooks-libraries"].push(structuredClone(root["hooks-libraries"][0])),
  "HA without threads": (dice, root) => {
    root["multi-threading"] = { "enable-multi-threading": dice.oneIn(2) };
  },
  "one role for all": (dice, _, relationships) => {
    const role = dice.of(Object.values(Role));
    for (const peer of dice.of(relationships).peers) if (dice.oneIn(2)) peer.role = role;
  },
  "another mode": (dice, _, relationships) => {
    dice.of(relationships).mode = dice.of(Object.values(HaMode));
  },
  "members of another relationship": (dice, _, relationships) => {
    const { peers } = dice.of(relationships);
    dice.of(relationships).peers = structuredClone(peers as Loose[]);
  },
  "one member less": (dice, _, relationships) => {
    const { peers } = dice.of(relationships);
    peers.splice(dice.upTo(peers.length - 1), 1);
  },
  "one URL for two": (dice, _, relationships) => {
    const peers = relationships.flatMap(({ peers: all }) => all as Loose[]);
    dice.of(peers).url = dice.of(peers).url;
  },
  "tags taken away": (dice, root) => {
    const subnets = (root.subnet4 ?? root.subnet6 ?? []) as Loose[];
    for (const subnet of subnets) if (dice.oneIn(2)) delete subnet["user-context"];
  },
};

function moveHa(dice: Dice, root: Loose): string {
  const name = dice.of(Object.keys(HA_MOVES));
  HA_MOVES[name]!(dice, root, root["hooks-libraries"][0].parameters["high-availability"]);
  return name;
}

/** Gives one value to another place with the same key: two ids, names, pools, relays alike. */
function copyAlike(dice: Dice, config: Loose): string {
  const spots = spotsOf(config);
  const from = dice.of(spots);
  const alike = spots.filter(({ key, path }) => key === from.key && path !== from.path);
  const same =
    typeof from.key === "number" ? alike.filter(({ path }) => path.at(-2) === from.path.at(-2)) : alike;
  if (same.length === 0) return duplicate(dice, config);
  const to = dice.of(same);
  to.owner[to.key] = structuredClone(from.owner[from.key]);
  return `${to.path.join("/")} = ${from.path.join("/")}`;
}

function duplicate(dice: Dice, config: Loose): string {
  const elements = spotsOf(config).filter(({ owner }) => Array.isArray(owner));
  const { owner, key, path } = dice.of(elements);
  owner.push(structuredClone(owner[key]));
  return `${path.join("/")} twice`;
}

function breakAnywhere(dice: Dice, config: Loose): string {
  const spots = spotsOf(config);
  const { owner, key, path } = dice.of(spots);
  const at = path.join("/");
  const value = owner[key];
  const set = (to: unknown): string => {
    owner[key] = structuredClone(to);
    return `${at} = ${JSON.stringify(to)}`;
  };
  switch (dice.upTo(6)) {
    case 0:
      if (Array.isArray(owner)) owner.splice(Number(key), 1);
      else Reflect.deleteProperty(owner, key);
      return `without ${at}`;
    case 1:
      return set(dice.of([null, true, 0, -1, 1.5, "", "x", [], {}, [1], { a: 1 }, [[]], [{}]]));
    case 2:
      if (typeof value === "number") return set(dice.of(NUMBERS));
      return set(
        typeof value === "string" ? dice.of(BY_KEY[key] ?? TEXTS) : dice.of([null, false, [null], {}]),
      );
    case 3:
      return duplicate(dice, config);
    case 4: {
      if (Array.isArray(owner)) return duplicate(dice, config);
      const name = dice.of([
        `${key}x`,
        String(key).replace("-", "_"),
        String(key).toUpperCase(),
        dice.of(spots).key,
      ]);
      if (name === key) return duplicate(dice, config);
      Reflect.deleteProperty(owner, key);
      owner[name] = value;
      return `${at} renamed ${name}`;
    }
    case 5: {
      const other = dice.of(spots);
      return set(other.owner[other.key]);
    }
    default:
      if (typeof value === "string")
        return set(
          dice.of([
            `${value} `,
            ` ${value}`,
            value.toUpperCase(),
            value.slice(1),
            `${value}x`,
            value.replace(/\d/, "9"),
          ]),
        );
      return set(dice.of(TEXTS));
  }
}

interface KnownMap {
  readonly kind: string;
  readonly map: Loose;
  readonly path: Steps;
}

/** Every map of a configuration whose keys are known. */
function knownMaps(family: Family, config: Loose): KnownMap[] {
  const found: KnownMap[] = [];
  const visit = (kind: string, value: Loose, path: Steps) => {
    if (!isMap(value)) return;
    found.push({ kind, map: value, path });
    for (const [key, { type }] of SCHEMA.get(kind)!) {
      const entry = (value as Loose)[key];
      if (type.is === "map of") visit(type.kind, entry, [...path, key]);
      if (type.is === "maps of" && Array.isArray(entry))
        entry.forEach((one, index) => visit(type.kind, one, [...path, key, index]));
    }
  };
  const { root } = FAMILIES[family];
  visit("global", config[root], [root]);
  return found;
}

/** Sets a key that Kea may know there to a value that may be one. */
function setKnownKey(dice: Dice, family: Family, kea: KeaVersion, config: Loose): string {
  const maps = knownMaps(family, config);
  // Every kind as often as another: there are many options and one lease database.
  const kind = dice.of([...new Set(maps.map((one) => one.kind))]);
  const { map, path } = dice.of(maps.filter((one) => one.kind === kind));
  const [key, known] = dice.of(keysOf(kind, family));
  const value = valueFor(dice, family, key, known.type, 0);
  map[key] = value;
  return `${[...path, key].join("/")} = ${JSON.stringify(value)} (${kea})`;
}

function keysOf(kind: string, family: Family): [string, Key][] {
  if (!SCHEMA.has(kind)) throw new Error(`no kind ${kind}`);
  return [...SCHEMA.get(kind)!].filter(([, key]) => key.family === undefined || key.family === family);
}

function valueFor(dice: Dice, family: Family, key: string, type: Type, depth: number): unknown {
  if (BY_KEY[key] !== undefined && dice.upTo(9) > 0) return structuredClone(dice.of(BY_KEY[key]));
  switch (type.is) {
    case "integer":
      return dice.of(NUMBERS);
    case "real":
      return dice.of([...REALS, 0, 1]);
    case "boolean":
      return dice.of([true, false]);
    case "string":
      return dice.of(TEXTS);
    case "word":
      return dice.of([...type.words, "bogus"]);
    case "strings":
      return dice.some(TEXTS, 20);
    case "map":
      return dice.of([{}, { a: 1 }]);
    case "map of":
      return mapFor(dice, family, type.kind, depth + 1);
    case "maps of":
      return Array.from({ length: dice.upTo(2) }, () => mapFor(dice, family, type.kind, depth + 1));
  }
}

/** Keys that make a map of a kind nearly whole. */
const CORE: Readonly<Record<string, readonly string[]>> = {
  "option-data": ["name", "data"],
  "option-def": ["name", "code", "type"],
  "client-class": ["name"],
  reservation: ["hw-address"],
  relay: ["ip-addresses"],
  pool: ["pool"],
  "pd-pool": ["prefix", "prefix-len", "delegated-len"],
  logger: ["name", "severity"],
  output: ["output"],
  "control-socket": ["socket-type", "socket-name"],
  hook: ["library"],
  "server-id": ["type"],
  "multi-threading": ["enable-multi-threading"],
  "http-header": ["name", "value"],
  authentication: ["type"],
  client: ["user", "password"],
  "lease-database": ["type"],
  subnet: ["subnet", "id"],
  "shared-network": ["name"],
};

function mapFor(dice: Dice, family: Family, kind: string, depth: number): Record<string, unknown> {
  const keys = keysOf(kind, family);
  const core = dice.upTo(5) > 0 ? (CORE[kind] ?? []) : [];
  const more = depth > 3 ? [] : Array.from({ length: dice.upTo(2) }, () => dice.of(keys)[0]);
  return Object.fromEntries(
    [...new Set([...core, ...more])].flatMap((name) => {
      const known = keys.find(([key]) => key === name)?.[1];
      return known ? [[name, valueFor(dice, family, name, known.type, depth)]] : [];
    }),
  );
}
