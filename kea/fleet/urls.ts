import { addressKey, contains, formatAddress, hostAddress, parsePrefix, sameAddress } from "../ip";
import { text } from "../json";
import { oncePer } from "../remember";
import { isOfAnyHost, isOfLink, isOfMany, isLoopback, isWildcard, type MemberUrl, zoneOf } from "../url";
import type { Fleet, Peer, RelationshipView, Server, Side } from "./fleet";
import { areCrossed } from "./misspelt-names";
import { clearSides, concerns, hasListener, urlOf } from "./sides";

/** A member's URL on two servers, where it differs. */
export interface UrlDifference {
  readonly side: Side;
  readonly peer: Peer;
  readonly url: MemberUrl;
  /** The server that the member is, or the first that lists it. */
  readonly other: Side;
  readonly otherUrl: string;
  /** The same, taken apart. */
  readonly expected: MemberUrl;
  /** Whether `other` is the member itself. */
  readonly own: boolean;
  /** The same address and another port: no translation of addresses explains that. */
  readonly portOnly: boolean;
}

/** Whether a server's own URL is at an address of its host, of which there is a list. */
export function isAtHome({ server, own }: Side): boolean | undefined {
  const url = urlOf(own);
  const { addresses } = server;
  if (url === undefined || isWildcard(url.address) || addresses === undefined) return undefined;
  const known = addresses.map(text);
  if (known.includes(undefined)) return undefined;
  return known.some((address) => sameAddress(address!, url.address));
}

/** The members whose entries a server uses: its own one only where it listens there. */
export function usedPeers(side: Side): readonly Peer[] {
  return hasListener(side) === false ? side.peers.filter((peer) => peer !== side.own) : side.peers;
}

/** Whether two servers say that they listen at one address and port, though they are on two hosts. */
export function areAtOnePlace(one: Side, other: Side): boolean {
  if (one.server.host === other.server.host || one.own === undefined || other.own === undefined) return false;
  const place = placeOf(one.own);
  if (place === undefined || place !== placeOf(other.own) || isLoopback(urlOf(one.own)!.address))
    return false;
  return haveExchangedNames(one, other) || !areInOwnNetworks(one, other);
}

/**
 * Whether one address may be in two networks, as those of containers on two hosts: each server dials the other, which
 * has the role that it says, at an address where neither says that it listens, and those are two, outside of what is
 * surely the network of that one address.
 */
function areInOwnNetworks(one: Side, other: Side): boolean {
  const dialled = (from: Side, to: Side) => {
    const peer = from.peers.find(({ name }) => name === to.self);
    return peer?.role === to.own?.role ? urlOf(peer)?.address : undefined;
  };
  const [listens, there, here] = [urlOf(one.own)?.address, dialled(one, other), dialled(other, one)];
  if (listens === undefined || there === undefined || here === undefined) return false;
  if ([there, here].some((address) => isOfAnyHost(address) || areNeighbours(address, listens))) return false;
  return !sameAddress(there, here);
}

/** The longest prefixes that networks usually have, by the bits of their addresses. */
const LONGEST_PREFIX = { 32: 24, 128: 64 };

/** Whether two addresses are one, or so near each other that they are in one network, in which nothing is translated. */
function areNeighbours(a: string, b: string): boolean {
  const [one, other] = [hostAddress(a), hostAddress(b)];
  if (one === undefined || other === undefined) return sameAddress(a, b);
  const network = parsePrefix(`${formatAddress(one.bits, one.first)}/${LONGEST_PREFIX[one.bits]}`);
  return network !== undefined && contains(network, other);
}

/** Whether two servers list each other and themselves alike, in place and role, but for their names: those are exchanged. */
export function haveExchangedNames(one: Side, other: Side): boolean {
  if (one.self === other.self) return false;
  const find = ({ peers }: Side, name: string | undefined) => peers.find((peer) => peer.name === name);
  return [one.self, other.self].every((name, index, names) => {
    const [ours, theirs] = [find(one, name), find(other, names[1 - index])];
    return (
      ours !== undefined && theirs !== undefined && arePlacedAlike(ours, theirs) && ours.role === theirs.role
    );
  });
}

/** Every member's URL that is not the same on all servers, each once. */
export const urlDifferences = oncePer((relationship: RelationshipView): readonly UrlDifference[] => [
  ...differencesOf(relationship),
]);

function* differencesOf(relationship: RelationshipView): Generator<UrlDifference> {
  const sides = clearSides(relationship);
  const references = new Map<string, { side: Side; peer: Peer; own: boolean }>();
  const remember = (side: Side, peer: Peer, own: boolean) => {
    if (peer.name !== undefined && urlOf(peer) && !references.has(peer.name))
      references.set(peer.name, { side, peer, own });
  };
  for (const side of sides) {
    const own = side.own;
    if (own) remember(side, own, true);
  }
  const told = new Set<string>();
  // That two members have one URL is another mistake.
  const double = new Set(sides.flatMap((side) => [...doubles(side, relationship)].flat()));
  const isDouble = (peer: Peer, { server }: Side) => double.has(peer) || doubledPeers(server).has(peer);
  for (const side of sides) {
    for (const peer of concerns(side)) {
      remember(side, peer, false);
      const reference = peer.name === undefined ? undefined : references.get(peer.name);
      if (peer.url === reference?.peer.url) continue;
      const [url, expected] = [urlOf(peer), urlOf(reference?.peer)];
      if (!reference || !url || !expected || reference.side === side || peer.name === side.self) continue;
      if (double.has(peer) || isDouble(reference.peer, reference.side)) continue;
      // That is one mistake, of all its URLs.
      if (areAtOnePlace(side, reference.side)) continue;
      if (isWildcard(url.address) || areCrossed(side, reference.side, peer.name!)) continue;
      // An address that nobody, or nobody else, can dial is told elsewhere.
      if ([url, expected].some(({ address }) => isOfMany(address))) continue;
      if (
        isLoopback(url.address) !== isLoopback(expected.address) &&
        !mayBeTunnel(side, peer, reference.side) &&
        !(reference.own && isForwarded(reference.side, relationship))
      )
        continue;
      // A member that listens on all its addresses can be dialled at any.
      const sameHost = isWildcard(expected.address) || sameAddress(url.address, expected.address);
      const key = `${peer.name} ${url.address} ${url.port}`;
      if ((sameHost && url.port === expected.port) || told.has(key)) continue;
      told.add(key);
      const otherUrl = reference.peer.url!;
      // On loopback a tunnel may begin, whose other end is elsewhere.
      const portOnly = sameAddress(url.address, expected.address) && !isLoopback(url.address);
      yield { side, peer, url, other: reference.side, otherUrl, expected, own: reference.own, portOnly };
    }
  }
}

/**
 * Whether a tunnel to a partner may begin at the loopback address at which a server dials it: neither of them
 * listens on that port itself.
 */
export function mayBeTunnel(side: Side, peer: Peer, partner: Side | undefined): boolean {
  const [dialled, own] = [urlOf(peer), urlOf(partner?.own)];
  if (peer === side.own || dialled === undefined || own === undefined || isLoopback(own.address))
    return false;
  return ![own, ...side.server.sides.map((one) => urlOf(one.own))].some((url) => url?.port === dialled.port);
}

/**
 * Whether something must take what partners send to a server, and pass it on: it listens on loopback, and all that call
 * it dial another address and another port.
 */
export function isForwarded(side: Side, relationship: RelationshipView): boolean {
  const own = urlOf(side.own);
  if (own === undefined || !isLoopback(own.address)) return false;
  const callers = clearSides(relationship).filter((one) => one !== side);
  const dialled = callers.flatMap((one) => concerns(one).filter(({ name }) => name === side.self));
  return (
    dialled.length > 0 &&
    dialled.every((peer) => {
      const url = urlOf(peer);
      return (
        url !== undefined && !isOfAnyHost(url.address) && !isOfMany(url.address) && url.port !== own.port
      );
    })
  );
}

/** Address and port of a member, in one spelling; undefined where it has no usable URL, or one for all addresses. */
export function placeOf(peer: Peer): string | undefined {
  const url = urlOf(peer);
  if (url === undefined || isWildcard(url.address)) return undefined;
  // Only an address that every link may have needs its zone.
  return `${addressKey(url.address)} ${isOfLink(url.address) ? zoneOf(url.address) : ""} ${url.port}`;
}

/** Whether two members are known to be at one address and port. */
export function arePlacedAlike(a: Peer, b: Peer): boolean {
  const place = placeOf(a);
  return place !== undefined && place === placeOf(b);
}

/** Whether two members are known to be at one address, whatever their ports. */
export function areAtOneAddress(a: Peer | undefined, b: Peer | undefined): boolean {
  const [one, other] = [urlOf(a), urlOf(b)];
  return one !== undefined && other !== undefined && sameAddress(one.address, other.address);
}

/** Who says that it listens at a place, by the place; addresses that more than one host may have aside. */
const listenersByPlace = oncePer((fleet: Fleet): ReadonlyMap<string, readonly Side[]> => {
  const found = new Map<string, Side[]>();
  for (const side of fleet.servers.flatMap(({ sides }) => sides)) {
    const place = side.own && placeOf(side.own);
    const address = urlOf(side.own)?.address ?? "";
    if (place === undefined || isOfAnyHost(address)) continue;
    const others = found.get(place);
    if (others) others.push(side);
    else found.set(place, [side]);
  }
  return found;
});

/** The relationships for which a server itself listens, by its address there. */
const listeningAt = oncePer(({ sides }: Server): ReadonlyMap<string, readonly Side[]> => {
  const found = new Map<string, Side[]>();
  for (const side of sides) {
    const url = urlOf(side.own);
    if (url === undefined || hasListener(side) !== true) continue;
    const key = addressKey(url.address);
    const others = found.get(key);
    if (others) others.push(side);
    else found.set(key, [side]);
  }
  return found;
});

/** Where a server listens, in its other relationships, at the address of a partner. */
export function selvesAt(side: Side, peer: Peer): Side[] {
  const address = urlOf(peer)?.address;
  if (peer === side.own || address === undefined || isOfAnyHost(address)) return [];
  const there = listeningAt(side.server).get(addressKey(address)) ?? [];
  return there.filter((other) => other !== side);
}

/** The server of another host that says it listens where a server dials a member which it is not. */
export function strangerAt({ side, peer, other }: UrlDifference, fleet: Fleet): Side | undefined {
  const hosts = [side, other].map(({ server }) => server.host);
  return listenersByPlace(fleet)
    .get(placeOf(peer) ?? "")
    ?.find(({ server }) => !hosts.includes(server.host));
}

/** The members that a server has at the place of another one, in any of its relationships. */
export const doubledPeers = oncePer(
  ({ sides }: Server): ReadonlySet<Peer> =>
    new Set(sides.flatMap((side) => [...doubles(side, undefined)].flat())),
);

/** Members that a server lists at one place, each with who has it before: the server itself, in any relationship, or another. */
export function* doubles(
  side: Side,
  relationship: RelationshipView | undefined,
): Generator<readonly [Peer, Peer]> {
  const owners = new Map<string, Peer>();
  // Own URLs that are the same are told elsewhere, with all that listens on a host.
  const ownPlace = side.own && placeOf(side.own);
  if (ownPlace !== undefined) owners.set(ownPlace, side.own!);
  for (const peer of side.peers) {
    const place = placeOf(peer);
    if (place === undefined || peer === side.own) continue;
    const owner = owners.get(place) ?? ownUrls(side.server).get(place);
    if (owner === undefined) owners.set(place, peer);
    else if (owner.name !== peer.name && !onOneHost(relationship, owner, peer)) yield [owner, peer];
  }
}

/** The places at which a server itself is, in any relationship. */
const ownUrls = oncePer(
  ({ sides }: Server): ReadonlyMap<string, Peer> =>
    new Map(
      sides.flatMap(({ own }) => {
        const place = own && placeOf(own);
        return place === undefined ? [] : [[place, own!] as const];
      }),
    ),
);

/** A host that is a member twice is a mistake of its own. */
function onOneHost(relationship: RelationshipView | undefined, a: Peer, b: Peer): boolean {
  const host = ({ name }: Peer) => relationship?.declared.find((member) => member.name === name)?.host;
  return host(a) !== undefined && host(a) === host(b);
}
