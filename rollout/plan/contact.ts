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

/** The member that a server finds where it looks for another one; undefined where nobody listens there. */
export function findPeer(world: World, from: Place, peer: Role["peers"][number]): Place | undefined {
  for (const [name, index] of world.names.get(`${from.server.family} ${peer.name}`) ?? []) {
    const server = world.servers.get(name)!;
    const role = server.facts.roles[index]!;
    if (name !== from.server.name && role.url === peer.url && !server.dead)
      return { server, index, role, member: server.members[index]! };
  }
  return undefined;
}

/** The partner that answers a member: it listens where that one looks, and knows its name. */
export function heardPartner(world: World, place: Place): Place | undefined {
  const peer = partnerOf(place.role);
  const found = peer && !place.server.dead ? findPeer(world, place, peer) : undefined;
  return found && knows(found.role, place.role) && found.role.trust === place.role.trust ? found : undefined;
}

const knows = (role: Role, other: Role) => role.peers.some(({ name }) => name === other.self);

/** Whether two partners hear each other, and are in the same mode. */
export function inTouch(world: World, place: Place): Place | undefined {
  const partner = heardPartner(world, place);
  if (!partner || partner.role.mode !== place.role.mode) return undefined;
  return heardPartner(world, partner)?.server === place.server ? partner : undefined;
}
