/** Servers that are likely others than they say in a relationship: that is told, and nothing that follows from it. */
import { doubledNames } from "./copied-relationships";
import type { RelationshipView, Side } from "./fleet";
import { roleDifferences } from "./role-differences";
import { doubledPeers, urlDifferences } from "./urls";

/** Whether another server takes itself for the same member, or the server has its own name for another one, too. */
export function isOfTwo({ self, server }: Side, { sides }: RelationshipView): boolean {
  return (
    sides.some((other) => other.server !== server && other.self === self) ||
    (self !== undefined && doubledNames(server).has(self))
  );
}

/** Whether servers give a server itself different roles. */
export function hasTwoRoles(side: Side, relationship: RelationshipView): boolean {
  return roleDifferences(relationship).some(
    (one) =>
      [one.side, one.reference].includes(side) && one.peers?.some(({ name }) => name === side.self) === true,
  );
}

/** Whether a server's own URL is that of another member, or not the one at which it is dialled. */
export function hasTwoUrls(side: Side, relationship: RelationshipView): boolean {
  return (
    (side.own !== undefined && doubledPeers(side.server).has(side.own)) ||
    urlDifferences(relationship).some(({ other, own }) => own && other === side)
  );
}
