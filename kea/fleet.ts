import { FAMILIES, type Family, serverName } from "./family";
import { isMap, type JsonMap } from "./json";
import type { KeaVersion } from "./profiles";
import type { DirectoryProps } from "./settings";
import { oncePer } from "./remember";

/** Stands for a value that is known only when Terraform applies. Rules skip it. */
export const UNKNOWN = Symbol("known only at apply");

/** Where a value is: keys and list positions from the root of a configuration. */
export type Path = readonly (string | number)[];

/** A server's configuration, and what is known of the server besides. */
export interface ServerConfig {
  readonly host: string;
  readonly family: Family;
  /** `{ "Dhcp4": ... }`, of any shape: somebody else may have written it. */
  readonly config: unknown;
  readonly kea?: KeaVersion;
  /** The host's own addresses. */
  readonly addresses?: readonly unknown[];
  /** Interfaces that the host's servers listen on, as declared. */
  readonly interfaces?: readonly unknown[];
  /** Kea's directories, where they are declared: any other is refused. Default: not known. */
  readonly directories?: DirectoryProps;
  /** Where the user declared the host. */
  readonly where?: string;
}

/** A declared relationship: gives the member names in the configurations one name and a place. */
export interface RelationshipLabel {
  readonly name: string;
  readonly where: string;
  readonly family: Family;
  readonly members: readonly { readonly host: string; readonly name: string }[];
}

/** The configurations of all servers, read together: what rules, health and picture look at. */
export interface Fleet {
  readonly servers: readonly Server[];
  readonly relationships: readonly RelationshipView[];
}

/** One server's configuration, taken apart. */
export interface Server extends ServerConfig {
  /** `kea1-dhcp4`. */
  readonly name: string;
  readonly root: JsonMap;
  readonly sides: readonly Side[];
  readonly subnets: readonly SubnetView[];
}

/** What one server's configuration says of one relationship. */
export interface Side {
  readonly server: Server;
  readonly path: Path;
  readonly map: JsonMap;
  /** `this-server-name`. */
  readonly self: string | undefined;
  readonly mode: string | undefined;
  readonly peers: readonly Peer[];
  /** The server itself, among the members that it lists. */
  readonly own: Peer | undefined;
}

/** A member as one server's configuration names it. */
export interface Peer {
  readonly path: Path;
  readonly map: JsonMap;
  readonly name: string | undefined;
  readonly url: string | undefined;
  readonly role: string | undefined;
}

/** A subnet, with what it inherits from its shared network. */
export interface SubnetView {
  readonly path: Path;
  readonly map: JsonMap;
  readonly id: number | undefined;
  readonly prefix: string | undefined;
  readonly pools: readonly { readonly path: Path; readonly pool: string | undefined }[];
  /** `ha-server-name`, own or inherited. */
  readonly haServerName: string | undefined;
  /** The same as it is written, of any type. */
  readonly haServerTag: unknown;
  /** The shared network that it is in. */
  readonly network: { readonly path: Path; readonly map: JsonMap } | undefined;
}

/** One relationship, with what each of its servers says of it. */
export interface RelationshipView {
  readonly name: string;
  readonly where: string | undefined;
  readonly family: Family;
  readonly sides: readonly Side[];
  /** As declared; empty for configurations that nobody declared here. */
  readonly declared: RelationshipLabel["members"];
}

/** The value as text, undefined for anything else. */
export const text = (value: unknown) => (typeof value === "string" ? value : undefined);
/** The value as a number, undefined for anything else. */
export const number = (value: unknown) => (typeof value === "number" ? value : undefined);
/** The value as a map, empty for anything else. */
export const map = (value: unknown): JsonMap => (isMap(value) ? value : {});
/** The value as a list, empty for anything else. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Whether the server only records in this relationship. */
export function isBackup({ own }: Side): boolean {
  return own?.role === "backup";
}

/** Whether the server serves in this relationship, or could take over. */
export function isActive(side: Side): boolean {
  return side.own !== undefined && !isBackup(side);
}

/** Reads configurations together. */
export function readFleet(
  configs: readonly ServerConfig[],
  labels: readonly RelationshipLabel[] = [],
): Fleet {
  const servers = configs.map(readServer);
  return { servers, relationships: groupSides(servers, labels) };
}

function readServer(source: ServerConfig): Server {
  const rootKey = FAMILIES[source.family].root;
  const root = map(map(source.config)[rootKey]);
  const sides: Side[] = [];
  const server = {
    ...source,
    name: serverName(source.host, source.family),
    root,
    sides,
    subnets: readSubnets(root, rootKey, FAMILIES[source.family].subnets),
  };
  list(root["hooks-libraries"]).forEach((hook, h) => {
    const parameters = map(map(hook).parameters);
    list(parameters["high-availability"]).forEach((entry, index) => {
      if (!isMap(entry)) return;
      const path = [rootKey, "hooks-libraries", h, "parameters", "high-availability", index];
      sides.push(readSide(server, entry, path));
    });
  });
  return server;
}

function readSide(server: Server, entry: JsonMap, path: Path): Side {
  const self = text(entry["this-server-name"])?.trim();
  const peers: Peer[] = [];
  list(entry.peers).forEach((peer, index) => {
    if (!isMap(peer)) return;
    const [name, url, role] = [text(peer.name), text(peer.url), text(peer.role)];
    peers.push({ path: [...path, "peers", index], map: peer, name, url, role });
  });
  const own = peers.find(({ name }) => name !== undefined && name === self);
  return { server, path, map: entry, self, mode: text(entry.mode), peers, own };
}

function readSubnets(root: JsonMap, rootKey: string, key: string): SubnetView[] {
  const tag = (owner: JsonMap): unknown => {
    const context: unknown = owner["user-context"];
    return context === UNKNOWN ? UNKNOWN : map(context)["ha-server-name"];
  };
  const read = (owner: JsonMap, path: Path, network?: SubnetView["network"]): SubnetView[] =>
    list(owner[key]).map((value, index) => {
      const subnet = map(value);
      const here = [...path, key, index];
      // What is no map says nothing of its relationship; that it is none is told elsewhere.
      const own = isMap(value) ? tag(subnet) : UNKNOWN;
      const haServerTag = own === undefined && network ? tag(network.map) : own;
      return {
        path: here,
        map: subnet,
        id: number(subnet.id),
        prefix: text(subnet.subnet),
        pools: list(subnet.pools).map((pool, p) => ({
          path: [...here, "pools", p, "pool"],
          pool: text(map(pool).pool),
        })),
        haServerName: text(haServerTag),
        haServerTag,
        network,
      };
    });
  return [
    ...read(root, [rootKey]),
    ...list(root["shared-networks"]).flatMap((value, index) => {
      const path = [rootKey, "shared-networks", index];
      return read(map(value), path, { path, map: map(value) });
    }),
  ];
}

interface Group {
  readonly family: Family;
  readonly label?: RelationshipLabel;
  readonly names: Set<string>;
  /** Names with their URLs, which tell two pairs apart that use the same names. */
  readonly places: Set<string>;
  readonly sides: Side[];
}

/** Whether no server has a side in a group and among others. */
function apart(group: Group, sides: readonly Side[]): boolean {
  const servers = new Set(sides.map(({ server }) => server));
  return !group.sides.some(({ server }) => servers.has(server));
}

/**
 * Sides belong together when they share a member's name, or names of one declared relationship. Two
 * undeclared ones may use the same names: those with a common URL go together first, and then those
 * that do not claim the same place.
 */
function groupSides(servers: readonly Server[], labels: readonly RelationshipLabel[]): RelationshipView[] {
  const groups = new Set<Group>();
  const byName = new Map<string, Set<Group>>();
  const add = (group: Group, names: Iterable<string>) => {
    groups.add(group);
    for (const name of names) {
      const key = `${group.family} ${name}`;
      group.names.add(name);
      byName.set(key, (byName.get(key) ?? new Set()).add(group));
    }
  };
  const merge = (home: Group, group: Group) => {
    groups.delete(group);
    for (const name of group.names) byName.get(`${group.family} ${name}`)?.delete(group);
    for (const place of group.places) home.places.add(place);
    home.sides.push(...group.sides);
    add(home, group.names);
  };
  const empty = (family: Family, label?: RelationshipLabel): Group => ({
    family,
    label,
    names: new Set(),
    places: new Set(),
    sides: [],
  });
  for (const label of labels) {
    add(
      empty(label.family, label),
      label.members.map((member) => member.name),
    );
  }
  for (const side of servers.flatMap((server) => server.sides)) {
    const { family, host } = side.server;
    const listed = new Set(side.peers.flatMap((peer) => peer.name ?? []));
    const names = listed.size > 0 || !side.self ? listed : new Set([side.self]);
    const places = side.peers.map(({ name, url }) => `${name} ${url}`);
    const shared = new Map<Group, number>();
    for (const name of names)
      for (const group of byName.get(`${family} ${name}`) ?? [])
        shared.set(group, (shared.get(group) ?? 0) + 1);
    // A wrong or repeated name may tie two declared relationships together: the side's own decides.
    const fit = (group: Group): number => {
      const own = group.label?.members.some((m) => m.host === host && m.name === side.self);
      const named = side.self !== undefined && group.names.has(side.self);
      return shared.get(group)! + (own ? 2e9 : 0) + (named ? 1e9 : 0);
    };
    const [best] = [...shared.keys()].sort((a, b) => fit(b) - fit(a));
    if (best?.label) {
      best.sides.push(side);
      continue;
    }
    // Two sides of one server are two relationships, whatever they say.
    const near = [...shared.keys()].filter(
      (group) => places.some((place) => group.places.has(place)) && apart(group, [side]),
    );
    const [home = empty(family), ...rest] = near;
    for (const group of rest) if (apart(group, home.sides)) merge(home, group);
    home.sides.push(side);
    for (const place of places) home.places.add(place);
    add(home, names);
  }
  for (const home of groups) {
    if (home.label) continue;
    const near = [...home.names].flatMap((name) => [...byName.get(`${home.family} ${name}`)!]);
    for (const group of new Set(near)) {
      if (group === home || group.label || !apart(group, home.sides)) continue;
      const selves = new Set(home.sides.map(({ self }) => self));
      if (!group.sides.some(({ self }) => selves.has(self))) merge(home, group);
    }
  }
  return [...groups].map(({ family, label, names, sides }) => ({
    name:
      label?.name ??
      [...names]
        .map((name) => name.slice(0, 80))
        .join("+")
        .slice(0, 400),
    where: label?.where,
    family,
    sides,
    declared: label?.members ?? [],
  }));
}

/** A member of a relationship, put together from what its servers say. */
export interface FleetMember {
  readonly name: string;
  readonly role: string | undefined;
  readonly url: string | undefined;
  /** Its server, when its configuration is among those read. */
  readonly server: Server | undefined;
}

/** The members of a relationship; where servers disagree, each as its own server has it. */
export function membersOf({ sides }: RelationshipView): FleetMember[] {
  const members = new Map<string, FleetMember>();
  for (const { name } of sides.flatMap((side) => side.peers)) {
    if (name === undefined || members.has(name)) continue;
    const own = sides.find((side) => side.self === name);
    const peer = [...(own ? [own] : []), ...sides].flatMap((side) => side.peers).find((p) => p.name === name);
    members.set(name, { name, role: peer?.role, url: peer?.url, server: own?.server });
  }
  return [...members.values()];
}

/** The subnets of one side's relationship, on its server; none that another relationship claims too. */
export function subnetsOf(side: Side): SubnetView[] {
  return claimsOf(side.server).get(side) ?? [];
}

const claimsOf = oncePer(({ sides, subnets }: Server): ReadonlyMap<Side, SubnetView[]> => {
  const owners = new Map<string, Side | undefined>();
  for (const side of sides) {
    for (const { name } of side.peers) {
      if (name === undefined || owners.get(name) === side) continue;
      owners.set(name, owners.has(name) ? undefined : side);
    }
  }
  const claims = new Map<Side, SubnetView[]>(sides.map((side) => [side, []]));
  for (const subnet of subnets) {
    const { haServerName } = subnet;
    const untagged = sides.length === 1 ? sides[0] : undefined;
    const owner = haServerName === undefined ? untagged : owners.get(haServerName);
    if (owner) claims.get(owner)!.push(subnet);
  }
  return claims;
});
