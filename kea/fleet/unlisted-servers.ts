/** Servers whose this-server-name is none of the members that they list, and what is known of them elsewhere. */
import { oncePer } from "../remember";
import { leadToOne } from "../url";
import { doubledIn } from "./copied-relationships";
import { type Fleet, lists, type Peer, type RelationshipView, type Side } from "./fleet";
import { misspelt } from "./misspelt-names";
import { isTaken, membersKnown, urlOf } from "./sides";

/** Whether the server calls itself by a name that is none of the members that it lists. */
function isStranger(side: Side): boolean {
  return Boolean(side.self) && side.own === undefined && membersKnown(side);
}

/** The sides of a server that call it by one name which no member has, where there are several: a hub's. */
export function namesakes(side: Side): readonly Side[] {
  const all = side.server.sides.filter((other) => isStranger(other) && other.self === side.self);
  return all.length > 1 ? all : [];
}

/** The entry that is the server itself by another name, and a partner that lists it by this-server-name. */
export function misnamed(side: Side, { sides }: RelationshipView): { peer: Peer; by: Side } | undefined {
  const others = sides.filter(({ server }) => server !== side.server);
  const selves = new Set(others.map(({ self }) => self));
  if (!isStranger(side) || selves.has(side.self) || namesakes(side).length > 0) return undefined;
  for (const by of others) {
    const known = by.peers.find(({ name }) => name === side.self);
    if (known === undefined) continue;
    const theirs = new Set(by.peers.map(({ name }) => name));
    const odd = side.peers.filter(({ name }) => !theirs.has(name) && !selves.has(name));
    const slip = misspelt(
      side.self!,
      odd.map(({ name }) => name!),
    );
    const peer =
      odd.find(({ name }) => name === slip) ?? odd.find((one) => leadToOne(urlOf(one), urlOf(known)));
    if (peer) return { peer, by };
  }
  return undefined;
}

/** Sides of servers that a relationship waits for, and that list the members of another one. */
export const misplaced = oncePer(({ relationships }: Fleet): ReadonlyMap<Side, RelationshipView> => {
  const found = new Map<Side, RelationshipView>();
  for (const relationship of relationships) {
    for (const side of relationship.sides.filter(isStranger)) {
      if (misnamed(side, relationship)) continue;
      const home = relationships.find(
        (other) =>
          other !== relationship &&
          other.family === relationship.family &&
          other.sides.some((one) => lists(one, side.self)) &&
          // Servers that list only each other are partners.
          other.sides.every(
            ({ self, server }) =>
              self !== side.self &&
              server !== side.server &&
              side.peers.every(({ name }) => name === undefined || name !== self),
          ),
      );
      if (home) found.set(side, home);
    }
  }
  return found;
});

/** Whether a server may still find itself among the members: but for spaces, or by a name that is left out. */
export function mayFindItself({ self, peers }: Side): boolean {
  const names = peers.map(({ name }) => name?.trim());
  return names.includes(self) || names.includes("");
}

/**
 * The name that several members have, where one of them is meant for the server itself, which finds no other: no
 * member is called like it, and nobody else waits for a server that serves.
 */
export function nameOfTwo(side: Side, relationship: RelationshipView, fleet: Fleet): string | undefined {
  const { self, peers } = side;
  const [doubled, ...more] = doubledIn(side);
  if (!self || doubled === undefined || more.length > 0 || !isStranger(side)) return undefined;
  if (mayFindItself(side) || misnamed(side, relationship) || misplaced(fleet).has(side)) return undefined;
  const [name, uses] = doubled;
  const serves = ({ role }: Peer) => role !== "backup";
  const waits = peers.some(
    (peer) => peer.name && peer.name !== name && serves(peer) && !isTaken(peer.name, side, relationship),
  );
  const isLike = peers.some((peer) => peer.name === side.server.host || misspelt(self, [peer.name!]));
  return waits || isLike || !uses.some(({ peer }) => serves(peer)) ? undefined : name;
}
