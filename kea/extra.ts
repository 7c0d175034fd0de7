import { isMap, type Json } from "./json";
import { type Entry, KEA_KEYS, type Translated } from "./kea-keys";
import type { Profile } from "./model/profiles";
import { show } from "./words";

/** A map whose undefined entries are still to be dropped. */
export type Draft = { readonly [key: string]: Draft | Json | readonly Draft[] | undefined };

/** Is told a sentence about what cannot be rendered as it is declared. */
export type Refuse = (problem: string) => void;

/** What lies under an `extra`. */
export interface Under {
  readonly kind: Translated;
  readonly profile: Profile;
  /** What of it is declared; the rest is rendered by default, and gives way. Default: all. */
  readonly declared?: Draft;
  readonly refuse?: Refuse;
}

type Extra = Readonly<Record<string, unknown>>;

/**
 * Lays `extra` over a rendered map. Maps merge, and what is there by default gives way. What is declared stays:
 * a list or a value that `extra` has otherwise is told, with the property that says it.
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
    if (isMap(below) && isMap(value))
      result[key] = laidOver(below as Draft, value, isMap(given) ? (given as Draft) : {}, here, under);
    else if (isNothing(given) || isSame(below, value)) result[key] = value as Draft[string];
    else under.refuse?.(sentence(here, given, value, under));
  }
  return result;
}

const isNothing = (given: Draft[string]) =>
  given === undefined || (Array.isArray(given) && given.length === 0);

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function sentence(path: readonly string[], given: unknown, value: unknown, { kind, profile }: Under): string {
  const key = path.join(".");
  const wrong =
    typeof given === "object"
      ? `extra has ${key}, which would take the place of all that is declared there.`
      : `extra has ${key} ${show(value)}, where ${show(given)} is declared.`;
  return `${wrong} ${propertyOf(kind, path, profile)}: extra is for what no property says.`;
}

/** Keys that rendering gives, and what says them. */
const ELSEWHERE: { readonly [K in Translated]?: Readonly<Record<string, string>> } = {
  settings: {
    "hooks-libraries": "Add libraries to hooks",
    "interfaces-config.interfaces": "Use interfaces of the host",
    "control-sockets": "Use httpControlSockets for what is HTTP, or declare all sockets here",
    "shared-networks": "Use sharedNetworks of the relationship",
    subnet4: "Use subnets of the relationship",
    subnet6: "Use subnets of the relationship",
  },
  "HA settings": {
    "this-server-name": "Use name of the member",
    mode: "Use mode of the relationship",
    peers: "Use primary, standby, secondary and backups of the relationship",
    "trust-anchor": "Use tls of the relationship or the member",
    "cert-file": "Use tls of the relationship or the member",
    "key-file": "Use tls of the relationship or the member",
  },
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
function propertyOf(kind: Translated, path: readonly string[], profile: Profile): string {
  const elsewhere = ELSEWHERE[kind]?.[path.join(".")];
  if (elsewhere !== undefined) return elsewhere;
  const names: string[] = [];
  let at: Translated | undefined = kind;
  for (const key of path) {
    const found: readonly [string, Entry] | undefined = at && propertyWith(at, key, profile);
    if (found === undefined) break;
    names.push(found[0]);
    at = found[1].one;
  }
  return `Use ${names.join(".")}`;
}

function propertyWith(kind: Translated, key: string, profile: Profile): readonly [string, Entry] | undefined {
  for (const [name, entry] of Object.entries<true | string | Entry>(KEA_KEYS[kind])) {
    if (entry === true) continue;
    const whole = typeof entry === "string" ? { key: entry } : entry;
    if (keyOf(whole, profile) === key) return [name, whole];
  }
  return undefined;
}

/** The key of a property in a release line. */
export const keyOf = ({ key }: Entry, profile: Profile) => (typeof key === "string" ? key : key(profile));
