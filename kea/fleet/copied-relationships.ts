/** Relationships of one server that are copies of another one, not edited or only in part. */
import { oncePer } from "../remember";
import { type Fleet, lists, type Peer, type RelationshipView, type Server, type Side, tagsOf } from "./fleet";
import { relationshipOf } from "./sides";

/** A member's entry that uses a name which the server uses in another place, too. */
export interface Use {
  readonly side: Side;
  readonly peer: Peer;
}

/** The names that a server uses more than once, with all their places. */
export const doubledNames = oncePer(({ sides }: Server): ReadonlyMap<string, readonly Use[]> => {
  const uses = new Map<string, Use[]>();
  for (const side of sides)
    for (const peer of side.peers)
      if (peer.name !== undefined) uses.set(peer.name, [...(uses.get(peer.name) ?? []), { side, peer }]);
  return new Map([...uses].filter(([, places]) => places.length > 1));
});

/** The names that one list of members uses more than once, and no other of its server. */
export function doubledIn(side: Side): (readonly [string, readonly Use[]])[] {
  return [...doubledNames(side.server)].filter(([, uses]) => uses.every((use) => use.side === side));
}

/** Copies of a side whose this-server-name alone was changed: they wait for the members of another relationship. */
export function halfEdited({ again, peers }: Side): Side["again"] {
  return again.filter(({ self }) => self && !peers.some(({ name }) => name?.trim() === self));
}

/**
 * Whether some relationship of a server is a copy, in whose place another one should be: that one, where it is
 * known. What another server has as well is in its own place, whatever name is copied in it.
 */
export function hasCopyFor(fleet: Fleet, server: Server, home: RelationshipView | undefined): boolean {
  const isOf = (name: string) => home!.sides.some((side) => lists(side, name));
  const isAlone = (side: Side) => relationshipOf(fleet).get(side)!.sides.length === 1;
  return (
    server.sides.some((side) => {
      const edited = halfEdited(side);
      return side.again.some((copy) => home === undefined || !edited.includes(copy) || isOf(copy.self!));
    }) ||
    [...doubledNames(server).values()].some(
      (uses) => new Set(uses.map(({ side }) => side)).size > 1 && uses.some(({ side }) => isAlone(side)),
    )
  );
}

/** A name in ha-server-name that is no member of the server's relationships. */
export function strayTag({ subnets, sides }: Server): string | undefined {
  const names = new Set(sides.flatMap((side) => tagsOf(side).map((name) => name.trim())));
  return subnets.find(({ haServerName: tag }) => tag && !names.has(tag))?.haServerName;
}
