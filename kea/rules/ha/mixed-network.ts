import { relationshipsByName } from "../../fleet/owners";
import type { RelationshipView, SubnetView } from "../../fleet/fleet";
import { subnetLabel } from "../../fleet/labels";
import { text } from "../../json";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const mixedNetwork: Rule = {
  code: "KEAHA036",
  name: "mixed-network",
  severity: "error",
  reason:
    "Kea may allocate from any subnet of a shared network, but HA looks only at the one selected first.",
  source:
    "derived from HAImpl::subnet4Select, which reads the subnet that was selected first; Kea does not check it",
  *server(server, fleet) {
    const byName = server.sides.length < 2 ? undefined : relationshipsByName(fleet).get(server);
    if (byName === undefined) return;
    const first = new Map<string, { subnet: SubnetView; owner: RelationshipView }>();
    for (const subnet of server.subnets) {
      const owner = byName.get(subnet.haServerName ?? "");
      if (subnet.network === undefined || owner === undefined) continue;
      const network = subnet.network.path.join("/");
      const other = first.get(network);
      if (other === undefined) first.set(network, { subnet, owner });
      if (other === undefined || other.owner === owner) continue;
      yield {
        relationship: owner,
        path: [...subnet.path, "user-context", "ha-server-name"],
        message: `shared network ${plain(text(subnet.network.map.name) ?? "without name")} has ${subnetLabel(other.subnet.map)} of relationship ${other.owner.name} and ${subnetLabel(subnet.map)} of ${owner.name}.`,
        remedy: "Keep all subnets of a shared network in one relationship, or take the network apart.",
      };
    }
  },
};
