/** Where a server says how it serves a subnet, or is likely to have meant to. */
import { prefixForm } from "../canonical/values";
import { isMap, list, map, type Path, text } from "../json";
import { FAMILIES } from "../model/family";
import { OLD_NAMES } from "../schema/renamed";
import { SCHEMA } from "../schema/schema";
import { meant } from "../words";
import { spelling } from "./alike";
import { topOf } from "./control-sockets";
import {
  GLOBAL_KEY,
  lifetimeKeys,
  LIFETIMES,
  LOOKUP_KEY,
  LOOKUP_KEYS,
  optionKey,
  OPTIONS_KEY,
  OWN,
  UPDATES_KEY,
} from "./service";
import type { Server, SubnetCopy } from "./fleet";
import { NETWORK_KEY } from "./selection";

/** Places on a server. */
export interface Spots {
  readonly server: Server;
  readonly paths: readonly Path[];
}

/** The keys that say a setting together. */
export function writtenKeys(key: string): readonly string[] {
  if (key.startsWith(OPTIONS_KEY)) return ["option-data"];
  if (key === UPDATES_KEY) return ["ddns-send-updates", "dhcp-ddns"];
  const old = OLD_NAMES.get(key);
  if (old !== undefined) return [key, old];
  return key === LOOKUP_KEY ? LOOKUP_KEYS : lifetimeKeys(key);
}

/** Timers that have to be in order: any of those before may be the one that is not. */
const ORDER = ["renew-timer", "rebind-timer", "valid-lifetime"];

/** Where the copies of a subnet have a setting from. */
export function originsOf(key: string, copies: readonly SubnetCopy[]): Spots[] {
  if (OWN.includes(key)) {
    const listOf = ({ server, subnet: { map, path } }: SubnetCopy) => ({
      server,
      list: list(map[key]),
      path: [...path, key],
    });
    return changedEntries(copies.map(listOf));
  }
  if (key === NETWORK_KEY) return changedEntries(copies.map(companionsAt));
  if (key === GLOBAL_KEY)
    return changedEntries(
      copies.map(({ server }) => ({
        server,
        list: list(server.root.reservations),
        path: [topOf(server), "reservations"],
      })),
    );
  const entries = key.startsWith(OPTIONS_KEY)
    ? copies.flatMap((copy) => optionsOf(copy, copies[0]!.server))
    : [];
  const isMeant = ({ key: name }: Option) => `${OPTIONS_KEY} ${name}` === key;
  const data = new Set(entries.filter(isMeant).map((option) => option.data));
  return copies.map((copy) => {
    const { server } = copy;
    const own = entries.filter((option) => option.server === server);
    const level = own.find(isMeant)?.level;
    const paths = key.startsWith(OPTIONS_KEY)
      ? [
          ...own.filter((option) => isMeant(option) && option.level === level).map(({ path }) => path),
          // The same data under a wrong name, or nothing under none.
          ...own
            .filter((option) => !isMeant(option))
            .filter((option) => (option.data === undefined ? option.isNameless : data.has(option.data)))
            .flatMap(({ path }) => ["name", "code", "space"].map((step) => [...path, step])),
        ]
      : [...writtenKeys(key), ...ORDER.slice(0, Math.max(0, ORDER.indexOf(key)))].flatMap((name) => {
          const found = levelsOf(copy).find(({ map }) => map[name] !== undefined);
          return found ? [[...found.path, name]] : [];
        });
    return { server, paths: [...paths, ...misspeltIn(key, copy)] };
  });
}

/** Of the keys that say a lifetime together the only one that copies have differently. */
export function changedLifetime(
  name: string,
  copies: readonly SubnetCopy[],
): { readonly key: string; readonly values: readonly unknown[] } | undefined {
  const keys = LIFETIMES.some((one) => one === name) ? lifetimeKeys(name) : [];
  const parts = keys.map((key) => ({ key, values: copies.map((copy) => written(key, copy)) }));
  const [only, ...more] = parts.filter(({ values }) => values.some((value) => value !== values[0]));
  // Without the lifetime itself, its limits or Kea's default stand for it.
  if (only === undefined || more.length > 0 || (only.key === name && only.values.includes(undefined)))
    return undefined;
  return only;
}

/** The prefixes of all subnets of a subnet's shared network. */
function companionsAt({ server, subnet: { network } }: SubnetCopy): ListAt {
  const { subnets } = FAMILIES[server.family];
  const all = list(network?.map[subnets]).map((one) => {
    const prefix = text(map(one).subnet);
    return prefix && prefixForm(prefix);
  });
  return { server, list: all, path: [...(network?.path ?? []), subnets] };
}

function written(key: string, copy: SubnetCopy): unknown {
  return levelsOf(copy).find(({ map }) => map[key] !== undefined)?.map[key];
}

/** A list of a server's, and where it is. */
export interface ListAt {
  readonly server: Server;
  readonly list: readonly unknown[];
  readonly path: Path;
}

/** The entry that each has otherwise in a list: where there are more, no single mistake is the reason. */
export function changedEntries(all: readonly ListAt[]): Spots[] {
  const lists = all.map(({ list: entries }) => entries.map((entry) => spelling(entry)));
  const counts = lists.map(countOf);
  const changed = lists.map((entries) =>
    entries.flatMap((entry, index) => {
      // One that is there more often is changed, too.
      const before = entries.slice(0, index).filter((one) => one === entry).length;
      return counts.every((count) => (count.get(entry) ?? 0) > before) ? [] : [index];
    }),
  );
  if (changed.some(({ length }) => length > 1)) return [];
  return all.map(({ server, path }, index) => ({
    server,
    paths: changed[index]!.map((entry) => [...path, entry]),
  }));
}

function countOf(entries: readonly (string | undefined)[]): ReadonlyMap<string | undefined, number> {
  const count = new Map<string | undefined, number>();
  for (const entry of entries) count.set(entry, (count.get(entry) ?? 0) + 1);
  return count;
}

const KINDS = ["subnet", "shared-network", "global"].map((kind) => SCHEMA.get(kind)!);
const isKey = (name: string) => KINDS.some((keys) => keys.has(name));

/** Keys that nobody knows, where one of a setting is likely to be meant. */
function misspeltIn(key: string, copy: SubnetCopy): Path[] {
  const written = writtenKeys(key);
  return levelsOf(copy).flatMap(({ map, path }) =>
    Object.keys(map).flatMap((name) =>
      !isKey(name) && meant(name, written) !== undefined ? [[...path, name]] : [],
    ),
  );
}

interface Option {
  readonly server: Server;
  readonly level: Path;
  readonly path: Path;
  readonly key: string;
  readonly data: unknown;
  readonly isNameless: boolean;
}

/** The options of a copy, from the inside out. */
function optionsOf(copy: SubnetCopy, like: Server): Option[] {
  const { server } = copy;
  return levelsOf(copy).flatMap(({ map, path: level }) =>
    list(map["option-data"]).flatMap((option, index): Option[] => {
      if (!isMap(option)) return [];
      const path = [...level, "option-data", index];
      const isNameless = option.name === undefined && option.code === undefined;
      return [{ server, level, path, key: optionKey(server, option, like), data: option.data, isNameless }];
    }),
  );
}

/** Where a subnet has its settings from, from the inside out. */
export function levelsOf({ server, subnet: { map, path, network } }: SubnetCopy) {
  return [{ map, path }, ...(network ? [network] : []), { map: server.root, path: [topOf(server)] }];
}
