import { oncePer } from "../../kea/remember";
import { findPeer, inTouch, placesOf } from "./contact";
import { type Facts, gives, type Offer, type Role, type Share, shareOf, SHARES } from "./facts";
import { type ServerState, servesIn, type World } from "./world";

/** A server that answers clients of a subnet. */
export interface Service {
  readonly key: string;
  readonly id: number | undefined;
  readonly server: ServerState;
  /** In which relationship it does; undefined where it serves without. */
  readonly role: Role | undefined;
  readonly shares: readonly Share[];
  readonly offers: readonly Offer[];
}

/** What a server serves at a moment. */
export const servedBy = oncePer((server: ServerState): readonly Service[] => {
  const { facts, members, off, dead } = server;
  if (dead || off.length > 0 || !facts.listens) return [];
  return facts.subnets.flatMap((subnet): Service[] => {
    const { key, id, member, offers } = subnet;
    if (!gives(subnet)) return [];
    if (facts.roles.length === 0) return [{ key, id, server, role: undefined, shares: SHARES, offers }];
    const index = facts.roles.findIndex(({ self }) => self === member);
    const [role, now] = [facts.roles[index], members[index]];
    if (!role || !now || !servesIn(now.state)) return [];
    const found = new Set(now.scopes.flatMap((scope) => shareOf(role, scope)));
    const shares = SHARES.filter((share) => found.has(share));
    return shares.length === 0 ? [] : [{ key, id, server, role, shares, offers }];
  });
});

/** Who serves what at a moment, by the subnet's key. */
export function service(world: World): Map<string, Service[]> {
  const found = new Map<string, Service[]>();
  for (const server of world.servers.values())
    for (const one of servedBy(server)) {
      const others = found.get(one.key);
      if (others) others.push(one);
      else found.set(one.key, [one]);
    }
  return found;
}

/** Whether everybody serves at one moment what he serves at another. */
export const sameService = (before: World, after: World): boolean =>
  [...after.servers.values()].every((server) => {
    const was = before.servers.get(server.name);
    if (was === server) return true;
    const [old, now] = [was ? servedBy(was) : [], servedBy(server)];
    return (
      old.length === now.length &&
      now.every(
        ({ key, shares, offers }, at) =>
          old[at]!.key === key &&
          old[at]!.offers.join() === offers.join() &&
          old[at]!.shares.length === shares.length &&
          old[at]!.shares[0] === shares[0],
      )
    );
  });

/** Whether all clients of a subnet are served. */
export const isServed = (services: readonly Service[] = []) =>
  SHARES.every((share) => services.some(({ shares }) => shares.includes(share)));

/** Something that must not happen to a subnet's leases, between two servers. */
export interface Harm {
  /** The subnet. */
  readonly key: string;
  /** All of it in words. */
  readonly text: string;
}

/** Two servers that answer for the same subnet, and do not tell each other what they give. */
export function strangers(world: World): Harm[] {
  return [...service(world)].flatMap(([key, services]) =>
    services.flatMap((one, index) =>
      services
        .slice(index + 1)
        .filter((other) => !exchange(world, one, other) || one.id !== other.id)
        .map((other) => ({ key, text: `${key}: ${one.server.name}, ${other.server.name}` })),
    ),
  );
}

function exchange(world: World, one: Service, other: Service): boolean {
  const place = placesOf(one.server).find(({ role }) => role === one.role);
  const partner = place && inTouch(world, place);
  return (
    partner !== undefined &&
    partner.server.name === other.server.name &&
    partner.role === other.role &&
    [place!.role, partner.role].every((role) => role.sendsUpdates)
  );
}

/** All that must not happen to leases, and does at a moment. */
export const harmsIn = (world: World): Harm[] => [...strangers(world), ...unknownUpdates(world)];

/** The subnets of which a server takes leases, with their ids. */
const knownTo = oncePer(({ subnets }: Facts) => new Set(subnets.map(({ key, id }) => `${key} ${id}`)));

/** Lease updates that reach a server that does not know their subnet: it refuses them. */
export function unknownUpdates(world: World): Harm[] {
  return [...world.servers.values()].flatMap((server) =>
    servedBy(server).flatMap(({ key, id, role }) => {
      if (!role?.sendsUpdates) return [];
      const place = placesOf(server).find((one) => one.role === role)!;
      const alone = ["partner-down", "terminated"].includes(place.member.state);
      return role.peers.flatMap((peer) => {
        const found = alone && peer.role !== "backup" ? undefined : findPeer(world, place, peer);
        if (!found || knownTo(found.server.facts).has(`${key} ${id}`)) return [];
        return [{ key, text: `${key}: ${server.name} to ${found.server.name}` }];
      });
    }),
  );
}
