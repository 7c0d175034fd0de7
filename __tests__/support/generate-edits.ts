/** Random configurations with everything that Kea spells in another way, and edits of them in one place. */
import * as fc from "fast-check";
import { isMap } from "../../kea/json";
import { FAMILIES, Family } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/release-lines";
import { breakOnce, Dice, sound, type Spot, spotsOf } from "./generate";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
type Loose = any;

/** A configuration, and others that are like it but for one place. */
export interface Edited {
  readonly family: Family;
  readonly config: Loose;
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly config: Loose;
  /** What was edited. */
  readonly what: string;
  /** Only the spelling is another: it means the same, whatever Kea shows. */
  readonly respelled: boolean;
}

/** Configurations of one release line, each with some edits. */
export function edited(kea: KeaVersion, edits: number): fc.Arbitrary<Edited> {
  return fc.gen().map((gen) => {
    const dice = new Dice(gen);
    const { family, config } = sound(dice, kea);
    enrich(dice, family, kea, (config as Loose)[FAMILIES[family].root]);
    for (let n = dice.upTo(6); n > 0; n--) respell(dice, family, config);
    return {
      family,
      config,
      edits: Array.from({ length: edits }, () => {
        const copy = structuredClone(config);
        if (dice.oneIn(6)) {
          const what = respell(dice, family, copy);
          if (what !== undefined) return { config: copy, what, respelled: true };
        }
        const what = dice.oneIn(3) ? breakOnce(dice, family, kea, copy) : editOnce(dice, copy);
        return { config: copy, what, respelled: false };
      }),
    };
  });
}

/** The same for the same seed. */
export function sampleEdited(kea: KeaVersion, count: number, edits: number, seed: number): Edited[] {
  return fc.sample(edited(kea, edits), { numRuns: count, seed });
}

// -------------------------------------------------------------------------------- what there is

/** All maps under some lists of a configuration. */
function maps(root: Loose, ...keys: readonly string[]): Loose[] {
  return spotsOf(root)
    .filter(({ path, owner }) => Array.isArray(owner) && keys.includes(String(path.at(-2))))
    .map(({ owner, key }) => owner[key])
    .filter(isMap);
}

/** Adds what the renderer writes in one way only, and what it never writes. */
function enrich(dice: Dice, family: Family, kea: KeaVersion, root: Loose): void {
  const v4 = family === Family.V4;
  const old = kea === KeaVersion.V2_6;
  const subnets = maps(root, FAMILIES[family].subnets);
  const pools = maps(root, "pools");
  const networks = maps(root, "shared-networks");
  const holders = [root, ...subnets, ...pools, ...networks, ...maps(root, "client-classes", "reservations")];
  const add = (owner: Loose, key: string, ...more: Loose[]) =>
    (owner[key] = [...(owner[key] ?? []), ...more]);

  if (dice.oneIn(2))
    for (const holder of dice.some(holders, 4))
      for (const option of dice.some(v4 ? OPTIONS4 : OPTIONS6, 8))
        if (!(holder["option-data"] ?? []).some((one: Loose) => isAlike(one, option)))
          add(holder, "option-data", structuredClone(option));
  if (!old && dice.oneIn(3)) {
    for (const holder of dice.some(holders.slice(0, 6), 3)) {
      const tag = dice.of([["red"], ["KNOWN", "red"], ["KNOWN"]]);
      add(
        holder,
        "option-data",
        { name: v4 ? "log-servers" : "sntp-servers", data: v4 ? "192.0.2.7" : "2001:db8::7" },
        {
          name: v4 ? "log-servers" : "sntp-servers",
          data: v4 ? "192.0.2.8" : "2001:db8::8",
          "client-classes": tag,
        },
      );
    }
  }
  if (dice.oneIn(4)) {
    add(root, "option-def", { name: "color", code: 99, type: "string", space: "mine" });
    add(root, "option-def", {
      name: "shade",
      code: 98,
      type: "record",
      "record-types": "uint8,string",
      space: "mine",
    });
    add(
      dice.of(holders),
      "option-data",
      { name: "color", space: "mine", data: "blue" },
      { code: 98, space: "mine", data: "1,dark" },
    );
  }
  if (dice.oneIn(3))
    root["dhcp-ddns"] = {
      "enable-updates": false,
      ...(dice.oneIn(2) ? { "server-port": 53002, "max-queue-size": 10 } : { "ncr-protocol": "udp" }),
      ...(dice.oneIn(3) ? { "server-ip": "127.0.0.2" } : {}),
    };
  if (dice.oneIn(4))
    Object.assign((root["lease-database"] ??= { type: "memfile" }), {
      ...(dice.oneIn(2) ? { "max-row-errors": dice.of([0, 5]) } : {}),
      ...(dice.oneIn(3) ? { user: "kea", password: "secret-1" } : {}),
      ...(dice.oneIn(3) ? { "on-fail": "serve-retry-continue", host: "" } : {}),
      ...(dice.oneIn(3) ? { "connect-timeout": 5, "retry-on-startup": dice.oneIn(2) } : {}),
    });
  for (const holder of dice.some([root, ...subnets, ...pools, ...networks], 6))
    holder["user-context"] = {
      ...holder["user-context"],
      ...dice.of<Loose>([
        { note: "x" },
        { deep: { b: [1, { a: null }], a: 0.5 } },
        { empty: {}, none: [] },
        {},
      ]),
    };
  if (dice.oneIn(4))
    root.loggers = [
      ...(root.loggers ?? []),
      {
        name: `${FAMILIES[family].daemon}.dhcp${family.slice(1)}`,
        severity: dice.of(["info", "WARN", "Error"]),
        [dice.of(["output-options", "output_options"])]: [
          { output: dice.of(["some.log", "/var/log/kea/some.log"]), maxver: dice.of([1, 3]) },
          { output: "syslog:local1", pattern: "%m\n", flush: false },
        ].slice(0, dice.between(1, 2)),
      },
    ];
  if (dice.oneIn(4))
    for (const holder of dice.some([root, ...subnets, ...networks], 4))
      Object.assign(
        holder,
        dice.of<Loose>([...(old ? [] : SETTINGS_3_0), ...SETTINGS, ...(v4 ? SETTINGS4 : SETTINGS6)]),
      );
  if (dice.oneIn(4)) {
    const guards = old
      ? [{ "client-class": "KNOWN" }, { "require-client-classes": ["later"] }]
      : [
          { "client-classes": ["KNOWN", "red"] },
          { "evaluate-additional-classes": ["later", "red"] },
          { "client-class": "KNOWN" },
          { "require-client-classes": ["later"] },
          { "client-classes": [] },
        ];
    for (const holder of dice.some([...subnets, ...pools, ...networks, ...maps(root, "pd-pools")], 3)) {
      for (const guard of [
        "client-class",
        "client-classes",
        "require-client-classes",
        "evaluate-additional-classes",
      ])
        Reflect.deleteProperty(holder, guard);
      Object.assign(holder, dice.of<Loose>(guards));
    }
    add(root, "client-classes", {
      name: "later",
      [old ? "only-if-required" : "only-in-additional-list"]: dice.oneIn(2),
    });
  }
  if (dice.oneIn(3) && subnets.length > 0) {
    const subnet = dice.of(subnets);
    add(subnet, "reservations", ...dice.some(v4 ? HOSTS4 : HOSTS6, 2).map((host) => structuredClone(host)));
  }
  if (dice.oneIn(6))
    root.reservations = dice.some(v4 ? HOSTS4 : HOSTS6, 2).map((host) => structuredClone(host));
  if (v4 && dice.oneIn(6))
    add(root, "client-classes", {
      name: "vendor",
      "option-def": [{ name: "inner", code: 230, type: "uint16" }],
      "option-data": [
        { name: "inner", data: "7" },
        { code: 43, data: "" },
      ],
      "next-server": dice.of(["192.0.2.1", "0.0.0.0"]),
      "valid-lifetime": dice.of([100, 7200]),
      ...(dice.oneIn(2) ? { "min-valid-lifetime": 50 } : {}),
    });
  if (!v4 && dice.oneIn(3))
    root["server-id"] = dice.of<Loose>([
      { type: "EN" },
      { type: "LLT", htype: 1, identifier: "0a0b0c", persist: false },
      { type: "EN", "enterprise-id": 2495, identifier: "87abCD", persist: false },
    ]);
  if (dice.oneIn(6)) add(root, "hooks-libraries", dice.of<Loose>([...HOOKS]));
  if (!old && dice.oneIn(6))
    add(root, "control-sockets", {
      "socket-type": "http",
      "socket-port": 8090,
      ...(dice.oneIn(2)
        ? {
            "http-headers": [
              { name: "X-One", value: "1" },
              { name: "X-Two", value: "2" },
            ],
          }
        : {}),
      ...(dice.oneIn(2)
        ? {
            authentication: {
              type: "basic",
              realm: dice.of(["kea", ""]),
              clients: [
                { user: "admin", password: "secret-2" },
                { user: "other", password: "secret-3" },
              ],
            },
          }
        : {}),
      ...(dice.oneIn(3) ? { "socket-address": "127.0.0.1" } : {}),
    });
  for (const relationship of maps(root, "high-availability"))
    if (dice.oneIn(6))
      Object.assign(
        dice.of([...(relationship.peers as Loose[])]),
        dice.of<Loose>([
          { "basic-auth-user": "kea", "basic-auth-password": "1" },
          { "basic-auth-user": "kea" },
          { note: 1 },
        ]),
      );
}

const isAlike = (one: Loose, other: Loose) =>
  one.space === other.space && (one.name === other.name || one.code === other.code);

const OPTIONS4: readonly Loose[] = [
  { code: 6, data: "192.0.2.1,192.0.2.2" },
  { code: 15, data: "example.org", "always-send": true },
  { code: 43, "csv-format": false, data: "0a0b" },
  { code: 12, "csv-format": false, data: "6B6561" },
  { code: 125, data: "4491" },
  { name: "routers", data: "" },
  { name: "slp-directory-agent", data: "TRUE,192.0.2.1" },
  { code: 67, "never-send": true },
  { name: "nis-domain", data: "a\\,b" },
  { code: 42, "csv-format": false, data: "c0000201" },
  { code: 2, space: "vendor-4491", data: "192.0.2.3" },
  { name: "tftp-servers", space: "vendor-4491", data: "192.0.2.4" },
  { name: "link-selection", space: "dhcp-agent-options-space", data: "192.0.2.9" },
  { name: "docsis-device-class", space: "dhcp-agent-options-space", data: "7" },
  { code: 7, space: "vendor-9", "csv-format": false, data: "abcd" },
  { code: 3, space: "vendor-encapsulated-options-space", "csv-format": false, data: "'text'" },
  { code: 250, "csv-format": false, data: "0xabCDef" },
  { name: "v6-only-preferred", data: "1800", "user-context": { why: "x" } },
];

const OPTIONS6: readonly Loose[] = [
  { code: 23, data: "2001:DB8::1,2001:db8::0:2" },
  { name: "rapid-commit" },
  { code: 31, "csv-format": false, data: "20010db8000000000000000000000001" },
  { name: "sip-server-addr", data: "" },
  { code: 41, data: "EST5EDT4\\,M3.2.0" },
  { name: "subscriber-id", data: "0a0b" },
  { code: 32, space: "vendor-4491", data: "2001:db8::5" },
  { name: "syslog-servers", space: "vendor-4491", data: "2001:DB8::9,2001:db8::0:a" },
  { name: "s46-dmr", space: "s46-cont-mapt-options", data: "2001:DB8:1::/64" },
  { name: "4o6-source-address", space: "vendor-2495", data: "2001:DB8::0:b" },
  { code: 5000, "csv-format": false, data: "ab:cd" },
  { code: 59, "never-send": true },
  { name: "bootfile-param", data: "a,b" },
  { name: "s46-cont-lw" },
  { code: 90, space: "s46-cont-lw-options", data: "2001:db8::77" },
];

const SETTINGS: readonly Loose[] = [
  { "renew-timer": 50, "rebind-timer": 90 },
  { "min-valid-lifetime": 100, "valid-lifetime": 200, "max-valid-lifetime": 300 },
  { "valid-lifetime": 250, "max-valid-lifetime": 300 },
  { "t1-percent": 0.25, "t2-percent": 0.75, "calculate-tee-times": true },
  { "cache-threshold": 0.125, "cache-max-age": 10 },
  { "ddns-send-updates": false, "ddns-replace-client-name": "always" },
  { "ddns-qualifying-suffix": "", "ddns-generated-prefix": "h" },
  { "hostname-char-set": "[^a]", "hostname-char-replacement": "" },
  { "ddns-conflict-resolution-mode": "no-check-without-dhcid" },
  { allocator: "random" },
  { "store-extended-info": true, "reservations-in-subnet": false, "reservations-global": true },
  { "ddns-ttl-percent": 0.5 },
];

const SETTINGS_3_0: readonly Loose[] = [{ "ddns-use-conflict-resolution": false }];

const SETTINGS4: readonly Loose[] = [
  { "next-server": "192.0.2.5", "server-hostname": "", "boot-file-name": "x" },
  { authoritative: true, "match-client-id": false },
  { "offer-lifetime": 60 },
];

const SETTINGS6: readonly Loose[] = [
  { "preferred-lifetime": 100, "min-preferred-lifetime": 50 },
  { "pd-allocator": "random" },
  { "preferred-lifetime": 100 },
];

const HOSTS4: readonly Loose[] = [
  { "hw-address": "AABBCC010203" },
  { "hw-address": "a:b:c:1:2:4", hostname: "Host.Example" },
  { duid: "0x0a0b0c0d" },
  { "client-id": "'client'", "boot-file-name": "x" },
  { "circuit-id": "0A:b:0c" },
  { "flex-id": "'port 7'", "client-classes": ["KNOWN", "red"] },
  { "client-id": "01AABBCC010203", "next-server": "192.0.2.9", "user-context": { a: 1 } },
];

const HOSTS6: readonly Loose[] = [
  { "hw-address": "AABBCC010203", prefixes: ["2001:DB8:F00::/40"] },
  { duid: "0x0a0b0c0d", hostname: "Host.Example" },
  { duid: "0a:b:c:e", "client-classes": ["KNOWN"] },
  { "flex-id": "'port 7'", "user-context": { a: 1 } },
];

const HOOKS: readonly Loose[] = [
  { library: "libdhcp_bootp.so" },
  { library: "libdhcp_perfmon.so", parameters: { "enable-monitoring": false, "stats-mgr-reporting": true } },
  { library: "libdhcp_flex_option.so", parameters: { options: [] } },
];

// ----------------------------------------------------------------------------------------- edits

/** Takes one thing away, gives it another value of its sort, or puts a list in another order. */
function editOnce(dice: Dice, config: Loose): string {
  const spots = spotsOf(config).filter(({ path }) => path.length > 1);
  // The deep ones are many: a depth first.
  const depth = dice.of([...new Set(spots.map(({ path }) => path.length))]);
  const { owner, key, path } = dice.of(spots.filter((spot) => spot.path.length === depth));
  const at = path.join("/");
  const value = owner[key];
  const set = (to: unknown): string => {
    owner[key] = to;
    return `${at}: ${JSON.stringify(value)} -> ${JSON.stringify(to)}`;
  };
  if (dice.oneIn(3)) {
    if (Array.isArray(owner)) owner.splice(Number(key), 1);
    else Reflect.deleteProperty(owner, key);
    return `without ${at}`;
  }
  if (Array.isArray(value) && value.length > 1 && dice.oneIn(2)) return set([...value].reverse());
  if (typeof value === "number") return set(dice.of([value + 1, value * 2, Math.max(value - 1, 0), 0]));
  if (typeof value === "boolean") return set(!value);
  if (typeof value === "string" && value !== "") return set(other(dice, value));
  if (Array.isArray(value)) return set(value.slice(1));
  if (isMap(value)) return set({});
  if (Array.isArray(owner)) owner.splice(Number(key), 1);
  else Reflect.deleteProperty(owner, key);
  return `without ${at}`;
}

/** A text of the same sort. */
function other(dice: Dice, text: string): string {
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
  if (digits.length === 0 || dice.oneIn(4)) return dice.of([`${text}x`, text.slice(1), ""]);
  const at = dice.of(digits);
  return text.slice(0, at) + String((Number(text[at]) + dice.between(1, 9)) % 10) + text.slice(at + 1);
}

// ------------------------------------------------------------------------------------- spellings

type Spelling = (value: string, dice: Dice) => string | undefined;

const upper: Spelling = (value) => (/[a-f]/.test(value) ? value.toUpperCase() : undefined);
const address: Spelling = (value, dice) =>
  value.includes(":")
    ? dice.of([value.toUpperCase(), value.replace("2001:db8:", "2001:0db8:"), value.replace("::", ":0::")])
    : undefined;
const identifier: Spelling = (value, dice) => {
  if (value.startsWith("'")) {
    const hex = Buffer.from(value.slice(1, -1)).toString("hex");
    return dice.of([hex, `0x${hex}`]);
  }
  const plain = value.replace(/^0x/, "");
  if (plain.includes(":"))
    return dice.of([
      plain.toUpperCase(),
      plain
        .split(":")
        .map((byte) => byte.padStart(2, "0"))
        .join(""),
    ]);
  return plain.length % 2 === 0 ? plain.match(/../g)!.join(":") : undefined;
};

/** Other spellings of what stands under some keys. */
const SPELLINGS: Readonly<Record<string, Spelling>> = {
  subnet: (value, dice) => address(value, dice) ?? value.replace("/", " / "),
  pool: (value, dice) =>
    dice.of([address(value, dice), value.replace("-", "  -  "), value.replace(/\s/g, "")]),
  prefix: address,
  "excluded-prefix": address,
  "hw-address": (value) => (value.includes(":") ? value.toUpperCase() : undefined),
  duid: identifier,
  "client-id": identifier,
  "circuit-id": identifier,
  "flex-id": identifier,
  identifier: upper,
  severity: (value) => value.toLowerCase(),
  "record-types": (value) => value.replace(/\s*,\s*/g, ","),
};

/** Gives one place another spelling, or several maps another order of keys; undefined where that is not to be had. */
function respell(dice: Dice, family: Family, config: Loose): string | undefined {
  const spots = spotsOf(config);
  const say = ({ owner, key, path }: Spot, to: Loose): string => {
    const before = owner[key];
    owner[key] = to;
    return `respelled ${path.join("/")}: ${JSON.stringify(before)} as ${JSON.stringify(to)}`;
  };
  switch (dice.upTo(5)) {
    case 0: {
      const options = spots.filter(
        ({ path, owner }) => Array.isArray(owner) && path.at(-2) === "option-data",
      );
      if (options.length === 0) return undefined;
      const spot = dice.of(options);
      const option = spot.owner[spot.key];
      const respelled = respellOption(dice, family, option);
      return respelled && say(spot, respelled);
    }
    case 1: {
      const lists = spots.filter(({ key, owner }) => Array.isArray(owner[key]) && MIXED.has(String(key)));
      if (lists.length === 0) return undefined;
      const spot = dice.of(lists);
      return say(spot, [...spot.owner[spot.key]].reverse());
    }
    case 2: {
      const all = spots.filter(({ owner, key }) => isMap(owner[key]));
      const spot = dice.of(all);
      return say(spot, Object.fromEntries(Object.entries(spot.owner[spot.key]).reverse()));
    }
    default: {
      const all = spots.filter(
        ({ owner, key }) =>
          !Array.isArray(owner) && Object.hasOwn(SPELLINGS, key) && typeof owner[key] === "string",
      );
      const inLists = spots.filter(
        ({ path, owner }) => Array.isArray(owner) && /^(ip-addresses|prefixes)$/.test(String(path.at(-2))),
      );
      const both = [...all, ...inLists];
      if (both.length === 0) return undefined;
      const spot = dice.of(both);
      if (isInContext(spot)) return undefined;
      const value = spot.owner[spot.key] as string;
      const to = (Array.isArray(spot.owner) ? address : SPELLINGS[spot.key]!)(value, dice);
      return to === undefined || to === value ? undefined : say(spot, to);
    }
  }
}

const isInContext = ({ path }: Spot) => path.includes("user-context") || path.includes("parameters");

/** Lists whose order says nothing. */
const MIXED: ReadonlySet<string> = new Set([
  "pools",
  "pd-pools",
  "reservations",
  "loggers",
  "subnet4",
  "subnet6",
  "shared-networks",
  "option-def",
  "peers",
  "states",
]);

/** Codes of options that are given by name. */
const CODES: Readonly<Record<Family, Readonly<Record<string, number>>>> = {
  [Family.V4]: {
    "link-selection": 5,
    "docsis-device-class": 4,
    routers: 3,
    "domain-name-servers": 6,
    "domain-name": 15,
    "interface-mtu": 26,
    "ntp-servers": 42,
  },
  [Family.V6]: {
    "dns-servers": 23,
    "sntp-servers": 31,
    unicast: 12,
    "bootfile-url": 59,
    "syslog-servers": 34,
    "s46-dmr": 91,
    "4o6-source-address": 60001,
  },
};

function respellOption(dice: Dice, family: Family, option: Loose): Loose {
  const code = CODES[family][option.name];
  if (code !== undefined && dice.oneIn(2)) {
    const { name: _, ...rest } = option;
    return dice.oneIn(2) ? { ...rest, code } : { ...option, code };
  }
  if (option["csv-format"] === false && typeof option.data === "string" && !option.data.startsWith("'"))
    return { ...option, data: option.data.replace(/^0x/, "").toLowerCase() };
  return { "never-send": false, space: FAMILIES[family].service, ...option };
}
