import { definitionsIn, type OptionContext, optionForm } from "../canonical/options";
import { isMap, type JsonMap, list, map, raw, UNKNOWN } from "../json";
import { Family } from "../model/family";
import { oncePer } from "../remember";
import { defaultOf } from "../schema/defaults";
import { byCode, byName, isOwnSpace } from "../schema/option-table";
import { bothNames, conflictMode, CONFLICTS, OLD_CONFLICTS } from "../schema/renamed";
import { isKnown as isOfSubnets, SCHEMA } from "../schema/schema";
import { plain, word } from "../words";
import { isCopy } from "./alike";
import { type Custom, customOptions } from "./custom-options";
import type { Server, SubnetCopy, SubnetView } from "./fleet";

/** What a subnet may set, its network or the server for it. */
const SETTINGS: readonly string[] = [
  ...["renew-timer", "rebind-timer", "calculate-tee-times", "t1-percent", "t2-percent", "cache-threshold"],
  ...["offer-lifetime", "rapid-commit", "match-client-id", "authoritative"],
  ...["next-server", "boot-file-name", "server-hostname", "allocator", "pd-allocator"],
  // Names are made up of these without updates, too.
  ...["ddns-replace-client-name", "ddns-qualifying-suffix", "hostname-char-set", "hostname-char-replacement"],
];

/** Lifetimes, each of which three keys say together. */
export const LIFETIMES = ["valid-lifetime", "preferred-lifetime"] as const;

/** The keys of a lifetime: itself, and its least and most. */
export function lifetimeKeys(name: string): readonly string[] {
  return [name, `min-${name}`, `max-${name}`];
}

/** The same for DNS updates: these mean nothing where updates are off. */
const UPDATING: readonly string[] = [
  ...["ddns-override-no-update", "ddns-override-client-update", "ddns-generated-prefix"],
  ...["ddns-update-on-renew", "ddns-ttl", "ddns-ttl-percent", "ddns-ttl-min", "ddns-ttl-max"],
];

/** Where reservations are looked up, which several keys say together. */
export const LOOKUP_KEY = "reservation lookup";
export const LOOKUP_KEYS: readonly string[] = [
  ...["reservations-global", "reservations-in-subnet", "reservations-out-of-pool"],
];

/** The reservations that a server has for all its subnets, where it looks at them. */
export const GLOBAL_KEY = "global reservations";

/** Whether a server updates DNS for a subnet, which two keys say together. */
export const UPDATES_KEY = "DNS updates";

/** Begins the names of options among the settings; alone, with no value: the options are not known. */
export const OPTIONS_KEY = "option";

/** Always the same one: what is identical need not be compared. */
const NONE: readonly unknown[] = [];

/** What a subnet has for itself. */
export const OWN = ["pools", "pd-pools", "reservations"];
const SUBNET = SCHEMA.get("subnet")!;

/** Guards, under the name that they have in the newer lines. */
const GUARD = "client-classes";
const GUARDS = [GUARD, "evaluate-additional-classes"].map(bothNames);

/**
 * How a server serves a subnet: values by the name of the setting; UNKNOWN where one is not known.
 *
 * @param like - whose names options have that several servers define.
 */
export function serviceOf(server: Server, subnet: SubnetView, like = server): Map<string, unknown> {
  const levels: readonly JsonMap[] = [
    subnet.map,
    ...(subnet.network ? [subnet.network.map] : []),
    server.root,
  ];
  const settings = new Map<string, unknown>();
  const set = (key: string): unknown => levels.find((level) => level[key] !== undefined)?.[key];
  const inForce = (key: string) => set(key) ?? defaultOf("global", key, server);
  for (const key of SETTINGS) settings.set(key, inForce(key));
  for (const [key, value] of lifetimes(server, set)) settings.set(key, value);
  const daemon: unknown = server.root["dhcp-ddns"];
  const switches = [
    daemon === UNKNOWN ? UNKNOWN : (raw(map(daemon), "enable-updates") ?? false),
    inForce("ddns-send-updates"),
  ];
  const updates = switches.includes(false) ? false : switches.includes(UNKNOWN) ? UNKNOWN : true;
  settings.set(UPDATES_KEY, updates);
  for (const key of UPDATING) settings.set(key, updates === true ? inForce(key) : UNKNOWN);
  settings.set(CONFLICTS, updates === true ? conflictsOf(server, levels) : UNKNOWN);
  // Where one server does not look at them, there is nothing to compare.
  const lookups = LOOKUP_KEYS.map((key) => [key, inForce(key)] as const);
  const isKnown = lookups.every(([, value]) => value !== UNKNOWN);
  const used = lookups.filter(([, value]) => value === true).map(([key]) => key);
  settings.set(LOOKUP_KEY, isKnown ? (used.length > 0 ? used : ["nowhere"]) : UNKNOWN);
  const global = lookups[0]![1] === true;
  settings.set(GLOBAL_KEY, global ? (server.root.reservations ?? NONE) : UNKNOWN);
  for (const key of OWN)
    if (isOfSubnets(SUBNET.get(key)!, server.family, server.kea)) settings.set(key, subnet.map[key] ?? NONE);
  for (const [single, plural] of GUARDS) {
    const guards = levels.slice(0, -1).map((level): unknown => level[plural] ?? level[single]);
    const guard = guards.find((one) => one !== undefined && !(plural === GUARD && letsAllIn(one))) ?? NONE;
    settings.set(plural, typeof guard === "string" ? (guard === "" ? NONE : [guard]) : guard);
  }
  const options = optionsOf(server, levels, like);
  // Where one option is not known, it may be any.
  if (options === undefined) settings.set(OPTIONS_KEY, UNKNOWN);
  else for (const [option, data] of options) settings.set(`${OPTIONS_KEY} ${option}`, data);
  return settings;
}

/** Whether a guard keeps nobody out: every client is in ALL. */
function letsAllIn(guard: unknown): boolean {
  return guard === "ALL" || list(guard).includes("ALL");
}

/** Whether servers serve a subnet of theirs alike because all that it is made of is the same. */
export function isWrittenAlike(members: readonly SubnetCopy[]): boolean {
  const [first, ...others] = members;
  return first !== undefined && others.every((other) => isTwin(first, other));
}

/** What a server sets for all of its subnets, by key. */
const AROUND: readonly string[] = [
  ...[...SETTINGS, ...LOOKUP_KEYS, ...UPDATING],
  ...LIFETIMES.flatMap(lifetimeKeys),
  ...["dhcp-ddns", "ddns-send-updates", CONFLICTS, OLD_CONFLICTS, "option-data", "reservations"],
];

/** Whether two servers have the same subnet word by word. */
function isTwin(a: SubnetCopy, b: SubnetCopy): boolean {
  const [left, right] = [a.server, b.server];
  return (
    left.family === right.family &&
    left.kea === right.kea &&
    isCopy(a.subnet.map, b.subnet.map) &&
    isCopy(a.subnet.network?.map, b.subnet.network?.map) &&
    AROUND.every((key) => isCopy(left.root[key], right.root[key]))
  );
}

/** The lifetimes of leases: each key is inherited for itself, and one that is set stands for those that are not. */
function lifetimes(server: Server, set: (key: string) => unknown): (readonly [string, unknown])[] {
  const [valid, preferred] = LIFETIMES.map((name) => lifetimeKeys(name).map(set));
  const whole = lifetime(valid!, defaultOf("global", "valid-lifetime", server));
  if (server.family === Family.V4) return [["valid-lifetime", whole]];
  const part = lifetime(preferred!);
  const isLeft = part === undefined || (typeof whole === "number" && part === Math.floor((whole * 5) / 8));
  return [
    ["valid-lifetime", whole],
    // What it is of a lifetime that is not known cannot be compared.
    ["preferred-lifetime", whole === UNKNOWN ? UNKNOWN : isLeft ? "0.625 of valid-lifetime" : part],
  ];
}

function lifetime([value, least, most]: readonly unknown[], initial?: unknown): unknown {
  if ([value, least, most].includes(UNKNOWN)) return UNKNOWN;
  const middle = value ?? initial ?? least ?? most;
  const [from, to] = [least ?? middle, most ?? middle];
  return from === middle && to === middle ? middle : `${word(middle)}, from ${word(from)} to ${word(to)}`;
}

/** How conflicts of names are resolved. */
function conflictsOf(server: Server, levels: readonly JsonMap[]): unknown {
  for (const level of levels) {
    const [mode, old]: unknown[] = [level[CONFLICTS], level[OLD_CONFLICTS]];
    if (mode !== undefined) return mode;
    if (old !== undefined) return typeof old === "boolean" ? conflictMode(old) : UNKNOWN;
  }
  return defaultOf("global", CONFLICTS, server);
}

/** The options that clients of a subnet get; the innermost level decides. */
function optionsOf(
  server: Server,
  levels: readonly JsonMap[],
  like: Server,
): Map<string, unknown> | undefined {
  const options = new Map<string, unknown>();
  for (const level of [...levels].reverse()) {
    const data: unknown = level["option-data"];
    if (data === UNKNOWN) return undefined;
    const list: readonly unknown[] = Array.isArray(data) ? data : [];
    // At one level, an option may be there several times: for several classes, or several vendors.
    const here = new Map<string, unknown[]>();
    for (const option of list) {
      if (option === UNKNOWN) return undefined;
      if (!isMap(option) || isServerIdentifier(server, option)) continue;
      const { name, code, space }: { readonly [key: string]: unknown } = option;
      if ([name, code, space].includes(UNKNOWN)) return undefined;
      const key = optionKey(server, option, like);
      here.set(key, [...(here.get(key) ?? []), withoutName(server, option)]);
    }
    for (const [key, entries] of here) options.set(key, entries);
  }
  return options;
}

/** Whether an option says who a server is, by an address of its own: partners have different ones. */
export function isServerIdentifier(server: Server, option: JsonMap): boolean {
  return server.family === Family.V4 && optionKey(server, option) === "dhcp-server-identifier";
}

/** What an option says besides its name, with its data in Kea's spelling. */
function withoutName(server: Server, option: JsonMap): JsonMap {
  const isName = (value: unknown) => ["string", "number", "undefined"].includes(typeof value);
  const known =
    !Object.values<unknown>(option).includes(UNKNOWN) &&
    [option.name, option.code, option.space].every(isName);
  const entries = Object.entries(known ? optionForm(option, contextOf(server)) : option);
  // Data in text is the rule, and that it is sent to who asks for it.
  const isSaid = ([key, value]: [string, unknown]) =>
    !["name", "code", "space"].includes(key) &&
    !(key === "csv-format" && value === true) &&
    !(["always-send", "never-send"].includes(key) && value === false);
  return Object.fromEntries(entries.filter(isSaid));
}

const contextOf = oncePer(({ family, kea, root }: Server): OptionContext => ({
  ...{ family, kea, definitions: definitionsIn(root["option-def"], family) },
  said: { codes: new Map(), names: new Map() },
}));

/** The option that an entry of option-data is for, as it is called among the settings. */
export function optionKey(server: Server, option: JsonMap, like = server): string {
  const { name, code, space }: { readonly [key: string]: unknown } = option;
  const own = isOwnSpace(server, space);
  const standard =
    (typeof name === "string" ? byName(server, name, space) : undefined) ??
    (typeof code === "number" ? byCode(server, code, space) : undefined);
  const known = standard?.name ?? definedName(server, option, like);
  const label = known ?? (typeof name === "string" ? plain(name) : word(code));
  return `${own ? "" : `${plain(word(space))}.`}${label}`;
}

/** What a server, or else another one, calls the option that it defines itself. */
function definedName(server: Server, option: JsonMap, like: Server): string | undefined {
  const { name, code, space }: { readonly [key: string]: unknown } = option;
  const [ours, theirs] = [server, like].map((one) =>
    customOptions(one).filter(
      ({ space: its, within }) =>
        within === undefined && its === (isOwnSpace(server, space) ? undefined : space),
    ),
  );
  const defined = ours!.find((one) => (typeof code === "number" ? one.code === code : one.name === name));
  if (defined === undefined) return undefined;
  const twin = theirs!.some((one) => one.name === defined.name)
    ? undefined
    : theirs!.find((one) => one.code === defined.code && areMadeAlike(one, defined));
  const label = (twin ?? defined).name;
  return typeof label === "string" ? plain(label) : undefined;
}

/** Whether the data of two options reads alike, as far as their definitions are known. */
function areMadeAlike(a: Custom, b: Custom): boolean {
  const [one, other] = [a, b].map(({ shape }) => shape && JSON.stringify(shape));
  const [inside, there] = [a, b].map(({ encapsulates }) => encapsulates ?? "");
  return (
    (one === undefined || other === undefined || one === other) &&
    ([inside, there].includes(UNKNOWN) || inside === there)
  );
}
