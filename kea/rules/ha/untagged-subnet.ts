import { subnetsOf } from "../../fleet/fleet";
import { subnetLabel } from "../../fleet/labels";
import type { Problem, Rule } from "../rule";

export const untaggedSubnet: Rule = {
  code: "KEAHA034",
  name: "untagged-subnet",
  severity: "error",
  reason:
    "Where some subnets belong to a relationship by ha-server-name, Kea drops or does not sync the others.",
  source:
    "Kea manual, Hub and Spoke Configuration; the drop measured on Kea 3.0.4, the sync read in LeaseSyncFilter",
  *tag({ haServerTag: tag, haServerName, map, path }, { host, sides }, byName) {
    const problem = (message: string): Problem => ({
      path: [...path, "user-context", "ha-server-name"],
      message: `${subnetLabel(map)} ${message}`,
      remedy:
        "Put ha-server-name, with the name of a member, into its user-context or its shared network's; or take it off, if it is in another server's relationship.",
    });
    if (sides.length > 1) {
      if (tag === undefined)
        yield problem(
          `has no ha-server-name, and ${host} is in ${sides.length} relationships: it drops every packet for that subnet.`,
        );
      return;
    }
    // With one relationship and no subnet tagged, all leases are synced.
    if (sides[0]!.map["sync-leases"] === false) return;
    const foreign = haServerName === undefined || !byName.has(haServerName);
    const others = subnetsOf(sides[0]!).some((other) => byName.has(other.haServerName ?? ""));
    if (foreign && others)
      yield problem(
        `has no member in ha-server-name, and other subnets of ${host} have one: its leases are left out when ${host} syncs.`,
      );
  },
};
