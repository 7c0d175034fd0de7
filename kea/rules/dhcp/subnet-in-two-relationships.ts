import { prefixForm } from "../../canonical/values";
import { type Server, type Side, subnetsOf, type SubnetView } from "../../fleet/fleet";
import { subnetLabel } from "../../fleet/labels";
import { relationshipOf } from "../../fleet/sides";
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
    for (const relationship of fleet.relationships) {
      const told = new Set<string>();
      for (const side of relationship.sides) {
        for (const subnet of subnetsOf(side)) {
          const key = keyOf(subnet);
          if (key === undefined) continue;
          const found = relationship.sides
            .map((partner) => [partner, homesOf(partner.server).get(key)] as const)
            .find(([partner, home]) => home !== undefined && home !== partner);
          const other = found && relationships.get(found[1]!);
          if (other === undefined || other.sides.length < 2) continue;
          // A wrong name on some members of the other one leaves the rest without it: that is told elsewhere.
          if (!other.sides.every((one) => isHome(one, key))) continue;
          if (told.has(key)) continue;
          told.add(key);
          yield {
            server: side.server,
            relationship,
            path: subnet.path,
            message: `${subnetLabel(subnet.map)} is in this relationship on ${side.server.name}, and in relationship ${other.name} on ${found![0].server.name}.`,
            remedy: `Take it off ${side.server.name}, or out of relationship ${other.name}: a subnet is in one.`,
          };
        }
      }
    }
  },
};

/** Undefined where one of them is not known: two such subnets need not be the same. */
const keyOf = ({ id, prefix }: SubnetView) =>
  id === undefined || prefix === undefined ? undefined : `${id} ${prefixForm(prefix)}`;

/** Which of its relationships a server has each subnet in; none for what it has twice, which is told elsewhere. */
const homesOf = oncePer(({ sides }: Server): ReadonlyMap<string, Side | undefined> => {
  const homes = new Map<string, Side | undefined>();
  for (const side of sides)
    for (const subnet of subnetsOf(side)) {
      const key = keyOf(subnet);
      if (key !== undefined) homes.set(key, homes.has(key) ? undefined : side);
    }
  return homes;
});

const isHome = (side: Side, key: string) => homesOf(side.server).get(key) === side;
