import { isBackup } from "../../fleet/fleet";
import { flag } from "../../fleet/sides";
import type { Rule } from "../rule";

export const untaggedSpoke: Rule = {
  code: "KEAHA052",
  name: "untagged-spoke",
  severity: "warning",
  reason:
    "A spoke whose subnets name no member in ha-server-name syncs every lease of its hub, other spokes' too.",
  source: "Kea manual, Hub and Spoke Configuration; LeaseSyncFilter; measured on Kea 3.0.4",
  *member(side, { sides }) {
    const { server, peers } = side;
    if (server.sides.length !== 1 || server.subnets.length === 0 || isBackup(side)) return;
    if (server.subnets.some(({ haServerTag }) => haServerTag !== undefined)) return;
    const hub = sides.find(
      (other) => other !== side && !isBackup(other) && other.server.sides.length > 1,
    )?.server;
    // The hub's own subnets without name are told elsewhere, and mend this too.
    if (hub?.subnets.some(({ haServerTag }) => haServerTag === undefined)) return;
    if (hub === undefined || peers.length === 0 || flag(side.map, "sync-leases", true) === false) return;
    yield {
      path: server.subnets[0]!.path,
      message: `no subnet of ${server.host} has ha-server-name, and its partner ${hub.host} is in ${hub.sides.length} relationships.`,
      remedy:
        "Put ha-server-name, with the name of a member, into the user-context of each subnet that is in this relationship.",
    };
  },
};
