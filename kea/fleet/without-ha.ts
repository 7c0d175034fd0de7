/** Servers without HA that may be the member that a relationship waits for: they give its addresses. */
import { overlap } from "../ip";
import { oncePer } from "../remember";
import { identityOf } from "./alike";
import { type Fleet, type RelationshipView, type Server, subnetsOf, type SubnetView } from "./fleet";
import { isWithoutHa } from "./hooks";
import { poolsBySubnet } from "./pools";
import { missingMember } from "./sides";

/** A server without HA, and a subnet that it has in common with a relationship. */
export interface Unloaded {
  readonly server: Server;
  readonly subnet: SubnetView;
  readonly relationship: RelationshipView;
  /** The member that it may be. */
  readonly missing: string;
}

/** All of them. */
export const unloadedMembers = oncePer(({ servers, relationships }: Fleet): readonly Unloaded[] => {
  const waiting = relationships.flatMap((relationship) => {
    const missing = missingMember(relationship);
    return missing === undefined ? [] : [{ relationship, missing }];
  });
  return servers.filter(isWithoutHa).flatMap((server) =>
    waiting.flatMap(({ relationship, missing }): Unloaded[] => {
      if (relationship.family !== server.family) return [];
      const subnet = server.subnets.find((one) =>
        relationship.sides.some((side) =>
          subnetsOf(side).some((other) => isGivenByBoth(server, one, side.server, other)),
        ),
      );
      return subnet === undefined ? [] : [{ server, subnet, relationship, missing }];
    }),
  );
});

function isGivenByBoth(server: Server, mine: SubnetView, other: Server, theirs: SubnetView): boolean {
  const identity = identityOf(mine);
  if (identity === undefined || identity !== identityOf(theirs)) return false;
  const ranges = (of: Server, { map }: SubnetView) =>
    (poolsBySubnet(of).get(map) ?? []).map(({ range }) => range);
  return ranges(server, mine).some((one) => ranges(other, theirs).some((two) => overlap(one, two)));
}
