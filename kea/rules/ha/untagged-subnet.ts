import { subnetsOf } from "../../fleet/fleet";
import { eachTag, subnetLabel } from "../per-tag";
import type { Rule } from "../rule";

export const untaggedSubnet: Rule = {
  code: "KEAHA034",
  name: "untagged-subnet",
  severity: "error",
  reason:
    "Where some subnets belong to a relationship by ha-server-name, Kea drops or does not sync the others.",
  source:
    "Kea manual, Hub and Spoke Configuration; the drop measured on Kea 3.0.4, the sync read in LeaseSyncFilter",
  check: (fleet) =>
    eachTag(fleet, (subnet, server, byName) => {
      const { host, sides } = server;
      const { haServerTag: tag, haServerName } = subnet;
      const remedy =
        "Put ha-server-name, with the name of a member, into its user-context or its shared network's.";
      if (sides.length > 1) {
        return tag === undefined
          ? {
              message: `${subnetLabel(subnet)} has no ha-server-name, and ${host} is in ${sides.length} relationships: it drops every packet for that subnet.`,
              remedy,
            }
          : undefined;
      }
      // With one relationship and no subnet tagged, all leases are synced.
      const foreign = haServerName === undefined || !byName.has(haServerName);
      const others = subnetsOf(sides[0]!).some((other) => byName.has(other.haServerName ?? ""));
      return foreign && others
        ? {
            message: `${subnetLabel(subnet)} has no member in ha-server-name, and other subnets of ${host} have one: its leases are left out when ${host} syncs.`,
            remedy,
          }
        : undefined;
    }),
};
