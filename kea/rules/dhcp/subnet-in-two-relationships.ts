import { identityOf } from "../../fleet/alike";
import { type RelationshipView, type Server, type Side, subnetsOf, type SubnetView } from "../../fleet/fleet";
import { subnetLabel } from "../../fleet/labels";
import { relationshipOf } from "../../fleet/sides";
import { misplaced } from "../../fleet/strangers";
import { oncePer } from "../../remember";
import type { Rule } from "../rule";

export const subnetInTwoRelationships: Rule = {
  code: "KEAHA153",
  name: "subnet-in-two-relationships",
  severity: "error",
  reason:
    "The servers of both relationships answer for it, and neither knows the leases that the other gave.",
  source: "Kea accepts it (measured on 3.0.4): a server of one relationship serves all subnets that it has",
  *fleet(fleet) {
    const relationships = relationshipOf(fleet);
    const strangers = misplaced(fleet);
    for (const relationship of fleet.relationships) {
      const told = new Set<string>();
      for (const side of relationship.sides) {
        // Whoever belongs to another relationship is told that.
        if (strangers.has(side)) continue;
        for (const subnet of servedFor(side)) {
          const key = identityOf(subnet);
          if (key === undefined || told.has(key)) continue;
          const found = elsewhere(relationship, key);
          const other = found && relationships.get(found.home);
          // A wrong name on some members of the other one leaves the rest without it: that is another mistake.
          if (!other || !isWhole(other, key)) continue;
          told.add(key);
          yield {
            server: side.server,
            relationship,
            path: subnet.path,
            message: `${subnetLabel(subnet.map)} is in this relationship on ${side.server.name}, and in relationship ${other.name} on ${found.server.name}.`,
            remedy: `Take it off ${side.server.name}, or out of relationship ${other.name}: a subnet is in one.`,
          };
        }
      }
    }
  },
};

/** The member that has a subnet in another relationship. */
function elsewhere({ sides }: RelationshipView, key: string): { server: Server; home: Side } | undefined {
  for (const side of sides) {
    const home = homesOf(side.server).get(key);
    if (home !== undefined && home !== side) return { server: side.server, home };
  }
  return undefined;
}

/** Whether all members of a relationship that are known have a subnet in it. */
function isWhole({ sides }: RelationshipView, key: string): boolean {
  return sides.every((side) => homesOf(side.server).get(key) === side);
}

/** The subnets that a server serves for a relationship: all that it has, where that is its only one. */
function servedFor(side: Side): readonly SubnetView[] {
  return side.server.sides.length === 1 ? side.server.subnets : subnetsOf(side);
}

/** Which of its relationships a server has each subnet in; none for what it has twice, which is another mistake. */
const homesOf = oncePer(({ sides }: Server): ReadonlyMap<string, Side | undefined> => {
  const homes = new Map<string, Side | undefined>();
  for (const side of sides)
    for (const subnet of servedFor(side)) {
      const key = identityOf(subnet);
      if (key !== undefined) homes.set(key, homes.has(key) ? undefined : side);
    }
  return homes;
});
