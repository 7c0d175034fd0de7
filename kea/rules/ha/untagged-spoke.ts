import { isBackup, tagsOf } from "../../fleet/fleet";
import { absentHome, intruders } from "../../fleet/subnet-homes";
import { namesOfPartners } from "../../fleet/partner-names";
import { flag } from "../../fleet/in-force";
import { membersKnown } from "../../fleet/sides";
import { misplaced } from "../../fleet/unlisted-servers";
import { UNKNOWN } from "../../json";
import type { Rule } from "../rule";

export const untaggedSpoke: Rule = {
  code: "KEAHA052",
  name: "untagged-spoke",
  severity: "warning",
  reason:
    "A spoke whose subnets name no member in ha-server-name syncs every lease of its hub, other spokes' too.",
  source: "Kea manual, Hub and Spoke Configuration; LeaseSyncFilter; measured on Kea 3.0.4",
  *member(side, { sides }, fleet) {
    const { server, peers } = side;
    if (server.sides.length !== 1 || server.subnets.length === 0 || isBackup(side)) return;
    const { subnets } = server;
    const tagged = subnets.find(({ haServerTag }) => haServerTag !== undefined);
    if (tagged && (!membersKnown(side) || misplaced(fleet).has(side))) return;
    // What a partner lists and the spoke does not is told as that.
    const members = new Set([...tagsOf(side).map((name) => name.trim()), ...namesOfPartners(fleet, server)]);
    if (
      subnets.some(
        (one) => one.haServerTag === UNKNOWN || (one.haServerName && members.has(one.haServerName)),
      )
    )
      return;
    // What is in another relationship is told as that.
    if (subnets.some((one) => intruders(fleet).has(one) || absentHome(fleet, server, one))) return;
    const hub = sides.find(
      (other) => other !== side && !isBackup(other) && other.server.sides.length > 1,
    )?.server;
    // The hub's own subnets without name are told elsewhere, and mend this too.
    if (hub?.subnets.some(({ haServerTag }) => haServerTag === undefined)) return;
    if (
      hub === undefined ||
      peers.length === 0 ||
      flag(side.map, "relationship", "sync-leases", side.server) === false
    )
      return;
    yield {
      path: tagged ? [...tagged.path, "user-context", "ha-server-name"] : subnets[0]!.path,
      message: `no subnet of ${server.host} has ${tagged ? "a member of its relationship in " : ""}ha-server-name, and its partner ${hub.host} is in ${hub.sides.length} relationships.`,
      remedy:
        "Put ha-server-name, with the name of a member, into the user-context of each subnet that is in this relationship.",
    };
  },
};
