import { FAMILIES, type Family } from "./family";
import { isMap, type JsonMap } from "./json";
import type { KeaVersion } from "./profiles";
import { serverName } from "./topology";

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
      const path = [rootKey, "hooks-libraries", h, "parameters", "high-availability", index];
      sides.push(readSide(server, map(entry), path));
    });
  });
  return server;
}

function readSide(server: Server, entry: JsonMap, path: Path): Side {
  return {
    server,
    path,
    map: entry,
    self: text(entry["this-server-name"])?.trim(),
    mode: text(entry.mode),
    peers: list(entry.peers).map((value, index) => {
      const peer = map(value);
      return {
        path: [...path, "peers", index],
        map: peer,
        name: text(peer.name),
        url: text(peer.url),
        role: text(peer.role),
      };
    }),
  };
}

function readSubnets(root: JsonMap, rootKey: string, key: string): SubnetView[] {
  const tag = (owner: JsonMap) => text(map(owner["user-context"])["ha-server-name"]);
  const read = (owner: JsonMap, path: Path, inherited?: string): SubnetView[] =>
    list(owner[key]).map((value, index) => {
      const subnet = map(value);
      const here = [...path, key, index];
      return {
        path: here,
        map: subnet,
        id: number(subnet.id),
        prefix: text(subnet.subnet),
        pools: list(subnet.pools).map((pool, p) => ({
          path: [...here, "pools", p, "pool"],
          pool: text(map(pool).pool),
        })),
        haServerName: tag(subnet) ?? inherited,
      };
    });
  return [
    ...read(root, [rootKey]),
    ...list(root["shared-networks"]).flatMap((value, index) =>
      read(map(value), [rootKey, "shared-networks", index], tag(map(value))),
    ),
  ];
}

/** Sides belong together when they share a member name, or names of one declared relationship. */
function groupSides(servers: readonly Server[], labels: readonly RelationshipLabel[]): RelationshipView[] {
  const groups: { family: Family; label?: RelationshipLabel; names: Set<string>; sides: Side[] }[] =
    labels.map((label) => ({
      family: label.family,
      label,
      names: new Set(label.members.map((m) => m.name)),
      sides: [],
    }));
  for (const server of servers) {
    for (const side of server.sides) {
      const names = side.peers.flatMap((peer) => peer.name ?? []);
      const kin = groups.filter((g) => g.family === server.family && names.some((name) => g.names.has(name)));
      // A wrong name may tie two declared relationships together; then the side's own name decides.
      const own = kin.find((g) => side.self !== undefined && g.names.has(side.self)) ?? kin[0];
      if (own?.label) {
        own.sides.push(side);
        continue;
      }
      const undeclared = kin.filter((group) => group.label === undefined);
      for (const group of undeclared) groups.splice(groups.indexOf(group), 1);
      groups.push({
        family: server.family,
        names: new Set([...undeclared.flatMap((g) => [...g.names]), ...names]),
        sides: [...undeclared.flatMap((g) => g.sides), side],
      });
    }
  }
  return groups.map(({ family, label, names, sides }) => ({
    name: label?.name ?? [...names].join("+"),
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

/** The members of a relationship. */
export function membersOf({ sides }: RelationshipView): FleetMember[] {
  const members = new Map<string, FleetMember>();
  for (const { name, role, url } of sides.flatMap((side) => side.peers)) {
    if (name === undefined || members.has(name)) continue;
    members.set(name, { name, role, url, server: sides.find((side) => side.self === name)?.server });
  }
  return [...members.values()];
}

/** The subnets of one side's relationship, on its server; none that another relationship claims too. */
export function subnetsOf(side: Side): SubnetView[] {
  const names = (one: Side) => one.peers.map((peer) => peer.name);
  const others = side.server.sides.filter((other) => other !== side);
  const own = new Set(names(side).filter((name) => !others.some((other) => names(other).includes(name))));
  return side.server.subnets.filter(({ haServerName }) =>
    haServerName === undefined ? others.length === 0 : own.has(haServerName),
  );
}
