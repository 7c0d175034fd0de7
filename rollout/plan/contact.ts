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

export function linksOf(servers: readonly ServerState[], severed: ReadonlySet<string>): Links {
  const byName = new Map(servers.map((server) => [server.name, server]));
  const names = new Map<string, (readonly [string, number])[]>();
  for (const { name, family, facts } of servers)
    facts.roles.forEach(({ self }, index) => {
      const key = `${family} ${self}`;
      const found = names.get(key);
      if (found) found.push([name, index]);
      else names.set(key, [[name, index]]);
    });
  const find = (from: ServerState, peer: Role["peers"][number]) =>
    names.get(`${from.family} ${peer.name}`)?.find(([name, index]) => {
      const server = byName.get(name)!;
      return (
        name !== from.name &&
        !server.dead &&
        !severed.has(`${from.name} ${name}`) &&
        server.facts.roles[index]!.url === peer.url
      );
    });
  const partners = new Map(
    servers.map((server) => [
      server.name,
      server.facts.roles.map((role) => {
        const peer = partnerOf(role);
        const found = peer && !server.dead ? find(server, peer) : undefined;
        const other = found && byName.get(found[0])!.facts.roles[found[1]]!;
        return other && knows(other, role) && other.trust === role.trust ? found : undefined;
      }),
    ]),
  );
  return { names, partners };
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

/** Whether two partners hear each other, and are in the same mode. */
export function inTouch(world: World, place: Place): Place | undefined {
  const partner = heardPartner(world, place);
  if (!partner || partner.role.mode !== place.role.mode) return undefined;
  return heardPartner(world, partner)?.server.name === place.server.name ? partner : undefined;
}
