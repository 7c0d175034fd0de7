import type { JsonMap, Path } from "../json";
import type { Family } from "../model/family";
import type { RelationshipLabel } from "../model/label";
import type { Control } from "../model/manifest";
import type { KeaVersion } from "../model/release-lines";
import type { DirectoryProps } from "../model/settings";
import { oncePer } from "../remember";

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
  /** Kea is started with `-X` (since 3.0): it takes paths outside its directories and, in 3.2, open control sockets. */
  readonly pathsFree?: boolean;
  /** What is in `Control-agent` of the host's control agent, if its file is known. */
  readonly agent?: JsonMap;
  /** Where the user declared the host. */
  readonly where?: string;
  /** How the server is reached, where that is declared. */
  readonly control?: Control;
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
  /** Where its server lists the same members again: that is no other relationship, and no other side. */
  readonly again: readonly { readonly path: Path; readonly self: string | undefined }[];
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

/** A subnet as one of the servers that share it has it. */
export interface SubnetCopy {
  readonly server: Server;
  readonly subnet: SubnetView;
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

/** Its mode, as the first of its servers says that names one; Kea's own otherwise. */
export function modeOf({ sides }: RelationshipView): string {
  return sides.find((side) => side.mode !== undefined)?.mode ?? "hot-standby";
}

/** Whether a server lists a member of a name in this relationship. */
export function lists({ peers }: Side, name: string | undefined): boolean {
  return peers.some((peer) => peer.name === name);
}

/** Whether the server only records in this relationship. */
export function isBackup({ own }: Side): boolean {
  return own?.role === "backup";
}

/** Whether the server serves in this relationship, or could take over. */
export function isActive(side: Side): boolean {
  return side.own !== undefined && !isBackup(side);
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

/**
 * The names with which subnets say that they are in a side: its members', and the server's own where only
 * that is missing among them.
 */
export function tagsOf(side: Side): string[] {
  const { server, self, peers, own } = side;
  const names = peers.flatMap(({ name }) => name ?? []);
  const isElsewhere = server.sides.some(
    (other) => other !== side && (other.self === self || lists(other, self)),
  );
  return !self || own || isElsewhere ? names : [...names, self];
}

const claimsOf = oncePer(({ sides, subnets }: Server): ReadonlyMap<Side, SubnetView[]> => {
  const owners = new Map<string, Side | undefined>();
  for (const side of sides) {
    for (const name of tagsOf(side)) {
      if (owners.get(name) === side) continue;
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
