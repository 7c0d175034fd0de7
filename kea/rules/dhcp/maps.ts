import { FAMILIES } from "../../family";
import type { Hit } from "../../rule";
import { type Fleet, type Path, type Server, subnetsOf, UNKNOWN } from "../../fleet";
import { isMap, type JsonMap } from "../../json";
import { plain } from "../ha/words";
import { SCHEMA } from "./schema";
import { oncePer } from "../../remember";

/** What is wrong in a server's configuration, without saying where the server stands. */
export type Problem = Pick<Hit, "path" | "message" | "remedy"> & { readonly path: Path };

/** A map of a configuration whose keys Kea knows. */
export interface Place {
  /** Which keys it takes: a name of {@link SCHEMA}. */
  readonly kind: string;
  readonly map: JsonMap;
  readonly path: Path;
  readonly above: Place | undefined;
}

/** Every map of a configuration that has a list of keys, from the outside in. */
export const placesOf = oncePer((server: Server): readonly Place[] => {
  const places: Place[] = [];
  const visit = (kind: string, value: unknown, path: Path, above: Place | undefined) => {
    if (!isMap(value)) return;
    const place: Place = { kind, map: value, path, above };
    places.push(place);
    const keys = SCHEMA.get(kind)!;
    for (const [key, entry] of Object.entries(value)) {
      const type = keys.get(key)?.type;
      if (type?.is === "map of") visit(type.kind, entry, [...path, key], place);
      if (type?.is !== "maps of" || !Array.isArray(entry)) continue;
      entry.forEach((one: unknown, index) => visit(type.kind, one, [...path, key, index], place));
    }
  };
  const root = FAMILIES[server.family].root;
  visit("global", isMap(server.config) ? server.config[root] : undefined, [root], undefined);
  return places;
});

const byKind = oncePer((server: Server): ReadonlyMap<string, readonly Place[]> => {
  const kinds = new Map<string, Place[]>();
  for (const place of placesOf(server)) {
    const others = kinds.get(place.kind);
    if (others) others.push(place);
    else kinds.set(place.kind, [place]);
  }
  return kinds;
});

/** The maps of some kinds, one kind after the other. */
export function placesOfKind(server: Server, ...kinds: readonly string[]): readonly Place[] {
  const places = byKind(server);
  const [only] = kinds;
  if (kinds.length === 1) return places.get(only!) ?? [];
  return kinds.flatMap((kind) => places.get(kind) ?? []);
}

/** The innermost place of a kind that a place is in; itself, if it is of that kind. */
export function enclosing(place: Place | undefined, kind: string): Place | undefined {
  let at = place;
  while (at !== undefined && at.kind !== kind) at = at.above;
  return at;
}

/** Headers and clients of a unix socket, which Kea up to 3.0 does not look into, if there is anything. */
export function isOverlooked({ kind, map, above }: Place): boolean {
  if (!["http-header", "client"].includes(kind) || Object.keys(map).length === 0) return false;
  return enclosing(above, "control-socket")?.map["socket-type"] === "unix";
}

const value = (of: unknown): string | undefined =>
  typeof of === "string" ? plain(of) : typeof of === "number" ? String(of) : undefined;

/** `pool 10.1.0.0/25`, or `a pool` where that is not said. */
function named(noun: string, of: unknown): string {
  const name = value(of);
  if (name !== undefined) return `${noun} ${name}`;
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** How messages call a subnet. */
export function subnetLabel({ subnet, id }: { readonly [key: string]: unknown }): string {
  const number = value(id);
  return `${named("subnet", subnet)}${number === undefined ? "" : ` (id ${number})`}`;
}

const LABELS: Readonly<Record<string, (map: { readonly [key: string]: unknown }) => string>> = {
  subnet: subnetLabel,
  "shared-network": ({ name }) => named("shared network", name),
  pool: ({ pool }) => named("pool", pool),
  "pd-pool": (pool) => {
    const length = value(pool["prefix-len"]);
    return `${named("pd-pool", pool.prefix)}${length === undefined ? "" : `/${length}`}`;
  },
  "option-data": ({ name, code }) => named("option", name ?? code),
  "option-def": ({ name, code }) => named("option definition", name ?? code),
  "client-class": ({ name }) => named("class", name),
  reservation: (host) => {
    const key = IDENTIFIERS.find((identifier) => value(host[identifier]) !== undefined);
    return key === undefined ? "a reservation" : `the reservation for ${value(host[key])}`;
  },
  hook: ({ library }) => named("hook library", library),
  logger: ({ name }) => named("logger", name),
  output: ({ output }) => named("output", output),
  "control-socket": (socket) => {
    const type = value(socket["socket-type"]);
    return type === undefined ? "a control socket" : `the ${type} control socket`;
  },
  client: () => "a client",
  "http-header": ({ name }) => named("HTTP header", name),
};

/** Keys by which a reservation knows its client. */
export const IDENTIFIERS = ["hw-address", "duid", "client-id", "circuit-id", "flex-id"] as const;

/** How messages call a place: `option routers of subnet 10.1.0.0/24 (id 1)`. */
export function labelOf({ kind, map, above, path }: Place): string {
  if (above === undefined) return String(path[0]);
  const own = LABELS[kind]?.(map) ?? String(path.filter((step) => typeof step === "string").at(-1));
  return above.above === undefined ? own : `${own} of ${labelOf(above)}`;
}

/** ` of subnet 10.1.0.0/24 (id 1)`, or nothing for the outermost map: ends the name of a key. */
export function ofPlace(place: Place): string {
  return place.above === undefined ? "" : ` of ${labelOf(place)}`;
}

interface Owner {
  readonly relationship: string;
  readonly where: string | undefined;
}

/** For every server, the relationship of its subnets, by the path of the subnet. */
const ownersOf = oncePer((fleet: Fleet): ReadonlyMap<Server, ReadonlyMap<string, Owner>> => {
  const owners = new Map<Server, Map<string, Owner>>(fleet.servers.map((server) => [server, new Map()]));
  for (const { name, where, sides } of fleet.relationships) {
    for (const side of sides) {
      for (const { path, network } of subnetsOf(side)) {
        const mine = owners.get(side.server)!;
        mine.set(path.join("/"), { relationship: name, where });
        if (network) mine.set(network.path.join("/"), { relationship: name, where });
      }
    }
  }
  return owners;
});

function ownerOf(fleet: Fleet, server: Server, path: Path): Owner | undefined {
  return ownersOf(fleet).get(server)!.get(path.join("/"));
}

/** The subnet, or else the shared network, that a path is in: how many steps lead to it. */
function depthOfSubnet(path: Path): number {
  const inNetwork = path[1] === "shared-networks";
  const key = path[inNetwork ? 3 : 1];
  if (key === "subnet4" || key === "subnet6") return inNetwork ? 5 : 3;
  return inNetwork ? 3 : 0;
}

/**
 * Judges every server's configuration. What the members of a relationship copy, they have wrong
 * together: a problem in a subnet is told once, on the first of them.
 */
export function* judge(
  fleet: Fleet,
  check: (server: Server) => Iterable<Problem>,
): Generator<Hit & { readonly path: Path }> {
  const told = new Set<string>();
  for (const server of fleet.servers) {
    for (const problem of check(server)) {
      const depth = depthOfSubnet(problem.path);
      const owner = depth === 0 ? undefined : ownerOf(fleet, server, problem.path.slice(0, depth));
      if (owner === undefined) {
        yield { server: server.name, where: server.where, ...problem };
        continue;
      }
      const key = [server.family, owner.relationship, problem.path.slice(depth).join("/"), problem.message];
      if (told.has(key.join("\0"))) continue;
      told.add(key.join("\0"));
      yield { server: server.name, ...owner, ...problem };
    }
  }
}

/** The same, one kind of map after the other. */
export function* judgeKinds(
  fleet: Fleet,
  kinds: readonly string[],
  check: (place: Place, server: Server) => Iterable<Problem>,
): Generator<Hit & { readonly path: Path }> {
  yield* judge(fleet, function* (server) {
    for (const place of placesOfKind(server, ...kinds)) yield* check(place, server);
  });
}

/** The value of a key as anything, known or not; undefined where the key is absent. */
export function raw(map: JsonMap, key: string): unknown {
  return map[key];
}

/** A text or a number as text, for anything that has one; what is of another type has none. */
export function word(of: unknown): string {
  return typeof of === "string" || typeof of === "number" ? String(of) : "?";
}

/** Whether a key is there, its value known or not. */
export function has(map: JsonMap, key: string): boolean {
  return map[key] !== undefined;
}

/** Whether the value of a key is known only when Terraform applies. */
export function isUnknown(map: JsonMap, key: string): boolean {
  return raw(map, key) === UNKNOWN;
}

/** The relationship of a subnet on a server, by the path of the subnet. */
export function relationshipOf(fleet: Fleet, server: Server, path: Path): string | undefined {
  return ownerOf(fleet, server, path)?.relationship;
}
