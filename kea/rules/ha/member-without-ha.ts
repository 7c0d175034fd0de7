import { guardsWithoutHa } from "../../fleet/ha-classes";
import { subnetLabel } from "../../fleet/labels";
import { unloadedMembers } from "../../fleet/without-ha";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const memberWithoutHa: Rule = {
  code: "KEAHA155",
  name: "member-without-ha",
  severity: "warning",
  reason:
    "A member that does not load the HA library answers clients beside its partner, which takes it for dead.",
  source: "Kea accepts it (measured on 3.0.4)",
  *fleet(fleet) {
    for (const { server, subnet, relationship, missing } of unloadedMembers(fleet)) {
      // Guards by HA's classes show that it is to be a member: told as that.
      if (guardsWithoutHa(server).length > 0) continue;
      yield {
        server,
        path: subnet.path,
        message: `${server.name} gives addresses of ${subnetLabel(subnet.map)} as relationship ${relationship.name} does, and does not load libdhcp_ha.so.`,
        remedy: `Load it there, if it is to be ${plain(missing)}; if it has nothing to do with that relationship, check them apart.`,
      };
    }
  },
};
