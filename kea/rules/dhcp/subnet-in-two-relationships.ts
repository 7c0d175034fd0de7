import type { RelationshipView } from "../../fleet/fleet";
import { intruders } from "../../fleet/subnet-homes";
import { subnetLabel } from "../../fleet/labels";
import type { Rule } from "../rule";

export const subnetInTwoRelationships: Rule = {
  code: "KEAHA153",
  name: "subnet-in-two-relationships",
  severity: "error",
  reason:
    "The servers of both relationships answer for it, and neither knows the leases that the other gave.",
  source: "Kea accepts it (measured on 3.0.4): a server of one relationship serves all subnets that it has",
  *fleet(fleet) {
    const told = new Map<RelationshipView, Set<string>>();
    for (const { subnet, side, relationship, key, elsewhere } of intruders(fleet).values()) {
      const known = told.get(relationship) ?? new Set();
      if (known.has(key)) continue;
      told.set(relationship, known.add(key));
      const [{ name: here }, other] = [side.server, elsewhere.relationship.name];
      yield {
        server: side.server,
        relationship,
        path: subnet.path,
        message: `${subnetLabel(subnet.map)} is in this relationship on ${here}, and in relationship ${other} on ${elsewhere.server.name}.`,
        remedy: `Take it off ${here}, or out of relationship ${other}: a subnet is in one.`,
      };
    }
  },
};
