import type { RelationshipView, SubnetView } from "../../fleet/fleet";
import { text } from "../../json";
import { plain } from "../../words";
import { relationshipsByName, subnetLabel } from "../per-tag";
import type { Rule } from "../rule";

export const mixedNetwork: Rule = {
  code: "KEAHA036",
  name: "mixed-network",
  severity: "error",
  reason:
    "Kea may allocate from any subnet of a shared network, but HA looks only at the one selected first.",
  source:
    "derived from HAImpl::subnet4Select, which reads the subnet that was selected first; Kea does not check it",
  *check(fleet) {
    const told = new Set<string>();
    for (const server of fleet.servers) {
      const byName = server.sides.length < 2 ? undefined : relationshipsByName(fleet).get(server);
      if (byName === undefined) continue;
      const first = new Map<string, { subnet: SubnetView; owner: RelationshipView }>();
      for (const subnet of server.subnets) {
        const owner = byName.get(subnet.haServerName ?? "");
        if (subnet.network === undefined || owner === undefined) continue;
        const network = subnet.network.path.join("/");
        const other = first.get(network);
        if (other === undefined) first.set(network, { subnet, owner });
        if (other === undefined || other.owner === owner) continue;
        const message = `shared network ${plain(text(subnet.network.map.name) ?? "without name")} has ${subnetLabel(other.subnet)} of relationship ${other.owner.name} and ${subnetLabel(subnet)} of ${owner.name}.`;
        const key = `${server.family} ${message}`;
        if (told.has(key)) continue;
        told.add(key);
        yield {
          server: server.name,
          relationship: owner.name,
          where: owner.where ?? server.where,
          path: [...subnet.path, "user-context", "ha-server-name"],
          message,
          remedy: "Keep all subnets of a shared network in one relationship, or take the network apart.",
        };
      }
    }
  },
};
