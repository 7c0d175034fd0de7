import { partnerOf, type Role } from "./facts";
import type { MemberState, ServerState, World } from "./world";

/** A member of a relationship, on its server. */
export interface Place {
  readonly server: ServerState;
  readonly index: number;
  readonly role: Role;
  readonly member: MemberState;
}

export function placesOf(server: ServerState): Place[] {
  return server.facts.roles.map((role, index) => ({ server, index, role, member: server.members[index]! }));
}

/** Who finds whom: the same as long as no server gets another configuration. */
export type Links = Pick<World, "names" | "partners">;

type Servers = World["servers"];
/** A member: its server, and the place among its relationships. */
type At = readonly [server: string, index: number];

export function linksOf(states: readonly ServerState[], severed: ReadonlySet<string>): Links {
  const servers = new Map(states.map((server) => [server.name, server]));
  const names = new Map<string, readonly At[]>();
  for (const server of states) note(names, server);
  const partners = new Map(
    states.map((server) => [
      server.name,
      server.facts.roles.map((_, index) => linkOf(servers, names, severed, [server.name, index])),
    ]),
  );
  return { names, partners };
}

/** The links when one server has become another: its own are found anew, and those of the members that it names. */
export function relinked(world: World, was: ServerState | undefined, server: ServerState): Links {
  const names = new Map(world.names);
  for (const key of was ? keysOf(was) : [])
    names.set(
      key,
      names.get(key)!.filter(([name]) => name !== server.name),
    );
  note(names, server);
  const servers = new Map(world.servers).set(server.name, server);
  const link = (at: At) => linkOf(servers, names, world.severed, at);
  const partners = new Map(world.partners);
  partners.set(
    server.name,
    server.facts.roles.map((_, index) => link([server.name, index])),
  );
  for (const role of [...(was?.facts.roles ?? []), ...server.facts.roles])
    for (const [name, index] of names.get(`${server.family} ${partnerOf(role)?.name}`) ?? [])
      if (name !== server.name) partners.set(name, partners.get(name)!.with(index, link([name, index])));
  return { names, partners };
}

const keysOf = ({ family, facts }: ServerState) => facts.roles.map(({ self }) => `${family} ${self}`);

function note(names: Map<string, readonly At[]>, server: ServerState): void {
  keysOf(server).forEach((key, index) =>
    names.set(key, [...(names.get(key) ?? []), [server.name, index] as const]),
  );
}

/** The partner that answers a member. */
function linkOf(
  servers: Servers,
  names: World["names"],
  severed: ReadonlySet<string>,
  [name, index]: At,
): At | undefined {
  const from = servers.get(name)!;
  const role = from.facts.roles[index]!;
  const peer = partnerOf(role);
  if (!peer || from.dead) return undefined;
  const found = names.get(`${from.family} ${peer.name}`)?.find(([other, at]) => {
    const server = servers.get(other)!;
    return (
      other !== name &&
      !server.dead &&
      !severed.has(`${name} ${other}`) &&
      isPartnerOf(role, server.facts.roles[at]!)
    );
  });
  const partner = found && servers.get(found[0])!.facts.roles[found[1]]!;
  return partner && partner.trust === role.trust ? found : undefined;
}

/** The member that a server finds where it looks for another one; undefined where nobody listens there. */
export function findPeer(world: World, from: Place, peer: Role["peers"][number]): Place | undefined {
  for (const [name, index] of world.names.get(`${from.server.family} ${peer.name}`) ?? []) {
    const place = placeAt(world, name, index);
    if (
      name !== from.server.name &&
      place.role.url === peer.url &&
      !place.server.dead &&
      !world.severed.has(`${from.server.name} ${name}`)
    )
      return place;
  }
  return undefined;
}

function placeAt(world: World, name: string, index: number): Place {
  const server = world.servers.get(name)!;
  return { server, index, role: server.facts.roles[index]!, member: server.members[index]! };
}

/** The partner that answers a member: it listens where that one looks, and knows its name. */
export function heardPartner(world: World, { server, index }: Place): Place | undefined {
  const found = world.partners.get(server.name)?.[index];
  return found && placeAt(world, found[0], found[1]);
}

const knows = (role: Role, other: Role) => role.peers.some(({ name }) => name === other.self);

/** Whether a member's partner is another one: names alone may be those of another relationship. */
export function isPartnerOf(role: Role, other: Role): boolean {
  const peer = partnerOf(role);
  return peer !== undefined && peer.name === other.self && peer.url === other.url && knows(other, role);
}

/** Whether two partners hear each other, and are in the same mode. */
export function inTouch(world: World, place: Place): Place | undefined {
  const partner = heardPartner(world, place);
  if (!partner || partner.role.mode !== place.role.mode) return undefined;
  return heardPartner(world, partner)?.server.name === place.server.name ? partner : undefined;
}
