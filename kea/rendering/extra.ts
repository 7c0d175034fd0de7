import { isMap, isPlain, type Json } from "../json";
import { type Entry, KEA_KEYS, type Translated } from "./kea-keys";
import { KeaVersion } from "../model/release-lines";
import { enumerate, plain, show } from "../words";

/** A map whose undefined entries are still to be dropped. */
export type Draft = { readonly [key: string]: Draft | Json | readonly Draft[] | undefined };

/** Is told a sentence about what cannot be rendered as it is declared. */
export type Refuse = (problem: string) => void;

/** What lies under an `extra`. */
export interface Under {
  readonly kind: Translated;
  readonly kea: KeaVersion;
  /** What of it is declared; the rest is rendered by default, and gives way. Default: all. */
  readonly declared?: Draft;
  readonly refuse?: Refuse;
}

type Extra = Readonly<Record<string, unknown>>;

/**
 * Lays `extra` over a rendered map. Maps merge, and what is there by default gives way. What is declared stays:
 * a list or a value that `extra` has otherwise is told, with the property that says it. Peers merge by name.
 */
export function withExtra(base: Draft, extra: Extra | undefined, under: Under): Draft {
  return extra === undefined ? base : laidOver(base, extra, under.declared ?? base, [], under);
}

function laidOver(base: Draft, extra: Extra, declared: Draft, path: readonly string[], under: Under): Draft {
  const result: Record<string, Draft[string]> = { ...base };
  for (const [key, value] of Object.entries(extra)) {
    if (value === undefined) continue;
    const [below, given] = [base[key], declared[key]];
    const here = [...path, key];
    if (isPlain(below) && isPlain(value))
      result[key] = laidOver(below as Draft, value, isMap(given) ? (given as Draft) : {}, here, under);
    else if (isPeers(here, under) && Array.isArray(below) && areNamed(value))
      result[key] = peersWith(below, value, here, under);
    else if (isNothing(given) || isSame(below, value)) result[key] = value as Draft[string];
    else if (!isSame(asDeclared(given, here, under), value))
      under.refuse?.(sentence(here, given, value, under));
  }
  return result;
}

const isPeers = ([key, ...below]: readonly string[], { kind }: Under) =>
  kind === "HA settings" && key === "peers" && below.length === 0;

/** Members have no `extra` of their own: what else Kea takes of a peer is given with its name. */
function peersWith(
  below: readonly unknown[],
  peers: readonly Named[],
  path: readonly string[],
  under: Under,
): readonly Draft[] {
  const result = [...(below as readonly Draft[])];
  for (const peer of peers) {
    const at = result.findIndex(({ name }) => name === peer.name);
    if (at < 0) under.refuse?.(noMember(peer.name, result));
    else {
      const refuse = (problem: string) => under.refuse?.(`peer ${plain(peer.name)}: ${problem}`);
      result[at] = laidOver(result[at]!, peer, result[at]!, path, { ...under, refuse });
    }
  }
  return result;
}

type Named = Extra & { readonly name: string };

const areNamed = (value: unknown): value is readonly Named[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => isPlain(one) && typeof (one as Extra).name === "string");

function noMember(name: string, peers: readonly Draft[]): string {
  const names = peers.map((peer) => plain(String(peer.name)));
  return `extra has peer ${plain(name)}, which is no member: they are ${enumerate(names)}. Further members are declared with the relationship; extra adds keys to those that are there.`;
}

const isNothing = (given: Draft[string]) =>
  given === undefined || (Array.isArray(given) && given.length === 0);

const isSame = (one: unknown, other: unknown) =>
  one === other || (isData(one) && isData(other) && JSON.stringify(one) === JSON.stringify(other));

const isData = (value: unknown) => !isMap(value) || isPlain(value);

/** A value as a property has it: some are rendered as others. */
function asDeclared(given: unknown, path: readonly string[], { kind, kea }: Under): unknown {
  const [entry] = entriesAt(kind, path, kea).slice(path.length - 1);
  if (entry?.[1].back === undefined || typeof given === "object") return given;
  return entry[1].back(given as Json, kea)?.[0] ?? given;
}

function sentence(path: readonly string[], given: unknown, value: unknown, under: Under): string {
  const key = path.join(".");
  const wrong =
    typeof given === "object"
      ? `extra has ${key}, which would take the place of all that is declared there.`
      : `extra has ${key} ${show(value)}, where ${show(asDeclared(given, path, under))} is declared.`;
  return `${wrong} ${propertyOf(path, under)}: extra is for what no property says.`;
}

/** Keys that rendering gives, and what says them. */
const ELSEWHERE: { readonly [K in Translated]?: Readonly<Record<string, string>> } = {
  settings: {
    "hooks-libraries": "Add libraries to hooks",
    "interfaces-config.interfaces": "Use interfaces of the host",
    "control-sockets":
      "Use httpControlSockets for what is HTTP, or leave it out and declare all sockets here",
    "shared-networks": "Use sharedNetworks of the relationship",
    subnet4: "Use subnets of the relationship",
    subnet6: "Use subnets of the relationship",
  },
  "HA settings": {
    "this-server-name": "Use name of the member",
    mode: "Use mode of the relationship",
    peers:
      "Use primary, standby, secondary and backups of the relationship; what else Kea takes of a peer goes here with its name",
    "peers.url": "Use address and port of the member",
    "peers.role": "Use primary, standby, secondary and backups of the relationship",
    "peers.auto-failover": "Use autoFailover of the member",
    "peers.basic-auth-user": "Use basicAuth of the member",
    "peers.basic-auth-password-file": "Use basicAuth of the member",
    "trust-anchor": "Use tls of the relationship or the member",
    "cert-file": "Use tls of the relationship or the member",
    "key-file": "Use tls of the relationship or the member",
  },
  logger: { "output-options": "Leave outputs out where extra has output-options" },
  "shared network": {
    subnet4: "Use subnets",
    subnet6: "Use subnets",
    "user-context.ha-server-name": "It is the member's name, which rendering writes",
  },
  subnet: {
    pools: "Use pools, or poolDetails",
    "user-context.ha-server-name": "It is the member's name, which rendering writes",
  },
};

/** What to write instead of a key in `extra`. */
function propertyOf(path: readonly string[], { kind, kea }: Under): string {
  const elsewhere = ELSEWHERE[kind]?.[path.join(".")];
  if (elsewhere !== undefined) return elsewhere;
  const names = entriesAt(kind, path, kea).map(([name]) => name);
  // What is declared below a key says what is in the way there.
  const below = Object.entries(ELSEWHERE[kind] ?? {}).find(([key]) => key.startsWith(`${path.join(".")}.`));
  return names.length === 0 && below !== undefined ? below[1] : `Use ${names.join(".")}`;
}

/** The properties that lead to a key, the outermost first. */
function entriesAt(kind: Translated, path: readonly string[], kea: KeaVersion): (readonly [string, Entry])[] {
  const entries: (readonly [string, Entry])[] = [];
  let at: Translated | undefined = kind;
  for (const key of path) {
    const found: readonly [string, Entry] | undefined = at && propertyWith(at, key, kea);
    if (found === undefined) break;
    entries.push(found);
    at = found[1].one;
  }
  return entries;
}

/** The property of a kind that is a key of Kea's. */
export function propertyWith(
  kind: Translated,
  key: string,
  kea: KeaVersion,
): readonly [string, Entry] | undefined {
  for (const [name, entry] of Object.entries<true | string | Entry>(KEA_KEYS[kind])) {
    if (entry === true) continue;
    const whole = typeof entry === "string" ? { key: entry } : entry;
    if (keyOf(whole, kea) === key) return [name, whole];
  }
  return undefined;
}

/** The key of a property in a release line. */
export const keyOf = ({ key }: Entry, kea: KeaVersion) => (typeof key === "string" ? key : key(kea));

/** The keys whose properties are called otherwise than they are in camel case, in any release line. */
export function propertyNames(): (readonly [key: string, property: string])[] {
  return Object.values(KEA_KEYS).flatMap((keys) =>
    Object.entries<true | string | Entry>(keys).flatMap(([name, entry]) => {
      if (entry === true) return [];
      const whole = typeof entry === "string" ? { key: entry } : entry;
      const all = Object.values(KeaVersion).map((kea) => keyOf(whole, kea));
      return all.filter((key) => camel(key) !== name).map((key) => [key, name] as const);
    }),
  );
}

const camel = (key: string) => key.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
