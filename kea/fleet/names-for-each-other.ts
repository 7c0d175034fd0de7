/** Servers that dial each other and seem to be of two relationships, since they have other names for each other. */
import { oncePer } from "../remember";
import { type Fleet, isBackup, type Peer, type RelationshipView, type Side } from "./fleet";
import { relationshipOf } from "./sides";
import { placeOf } from "./urls";

/** A server that dials another one by a name that is not what that one calls itself. */
export interface OtherName {
  readonly relationship: RelationshipView;
  readonly side: Side;
  readonly peer: Peer;
  readonly owner: Side;
  readonly ownerRelationship: RelationshipView;
  /** Whether Kea works with it: neither refuses what the other one sends. */
  readonly works: boolean;
}

/** All of them, each two servers once. */
export const otherNames = oncePer((fleet: Fleet): readonly OtherName[] => {
  const relationships = relationshipOf(fleet);
  const owners = new Map<string, Side>();
  const keyOf = ({ server }: Side, peer: Peer | undefined) => {
    const place = peer && placeOf(peer);
    return place === undefined ? undefined : `${server.family} ${place}`;
  };
  for (const side of relationships.keys()) {
    const key = keyOf(side, side.own);
    if (key !== undefined && !owners.has(key)) owners.set(key, side);
  }
  const found = new Map<string, OtherName>();
  for (const [side, relationship] of relationships) {
    for (const peer of side.peers) {
      const { name } = peer;
      if (name === undefined || name === side.self) continue;
      // Its server is known: two sites may use the same addresses.
      if (relationship.sides.some(({ self }) => self === name)) continue;
      const owner = owners.get(keyOf(side, peer) ?? "");
      if (owner === undefined || owner.server.host === side.server.host || owner.self === name) continue;
      const ownerRelationship = relationships.get(owner)!;
      const pair = [side.server.name, owner.server.name].sort().join(" ");
      if (ownerRelationship === relationship || found.has(pair)) continue;
      found.set(pair, { relationship, side, peer, owner, ownerRelationship, works: areHeard(side, owner) });
    }
  }
  return [...found.values()];
});

/** Whether each of two servers lists the name by which the other one calls itself; nobody asks who sends to a backup. */
function areHeard(a: Side, b: Side): boolean {
  const knows = (one: Side, other: Side) => one.peers.some(({ name }) => name === other.self);
  return isBackup(a) || isBackup(b) || (knows(a, b) && knows(b, a));
}
