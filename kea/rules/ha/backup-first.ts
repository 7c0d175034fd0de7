import { isBackup } from "../../fleet/fleet";
import { relationshipOf } from "../../fleet/sides";
import { standing } from "../per-side";
import type { Rule } from "../rule";

export const backupFirst: Rule = {
  code: "KEAHA013",
  name: "backup-first",
  severity: "error",
  reason:
    "Kea's switch for the whole server belongs to the first relationship: a backup keeps it off for all.",
  source: "measured on Kea 3.0.4: HAService::adjustNetworkState, ha_service.cc",
  *check(fleet) {
    const relationships = relationshipOf(fleet);
    for (const server of fleet.servers) {
      const backup = server.sides.map(isBackup);
      const last = server.sides
        .map((side) => !isBackup(side) && side.own?.role !== undefined)
        .lastIndexOf(true);
      for (const [index, side] of server.sides.entries()) {
        if (!backup[index] || index > last) continue;
        yield {
          ...standing(relationships.get(side), server),
          path: side.path,
          message: `${server.host} is a backup here and active in a relationship listed later: it would never serve anybody.`,
          remedy: "List the relationships in which it is a backup last.",
        };
      }
    }
  },
};
