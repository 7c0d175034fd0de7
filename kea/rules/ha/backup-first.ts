import { isBackup, type Side } from "../../fleet/fleet";
import { hasTwoRoles, isOfTwo } from "../../fleet/mistaken-places";
import { relationshipOf } from "../../fleet/sides";
import type { Rule } from "../rule";

export const backupFirst: Rule = {
  code: "KEAHA013",
  name: "backup-first",
  severity: "error",
  reason:
    "Kea's switch for the whole server belongs to the first relationship: a backup keeps it off for all.",
  source: "measured on Kea 3.0.4: HAService::adjustNetworkState, ha_service.cc",
  *member(side, _, fleet) {
    // That its name or its role is another member's is told as that.
    const isMeant = (one: Side) => {
      const its = relationshipOf(fleet).get(one)!;
      return !isOfTwo(one, its) && !hasTwoRoles(one, its);
    };
    if (!isBackup(side) || !isMeant(side)) return;
    const { host, sides } = side.server;
    const later = sides.slice(sides.indexOf(side));
    if (!later.some((other) => !isBackup(other) && other.own?.role !== undefined && isMeant(other))) return;
    yield {
      path: side.path,
      message: `${host} is a backup here and active in a relationship listed later: it would never serve anybody.`,
      remedy: "List the relationships in which it is a backup last.",
    };
  },
};
