import { modeOf } from "../../fleet/fleet";
import { areStoredApart, leaseStore } from "../../fleet/lease-database";
import { activeSides, flag } from "../../fleet/sides";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

const KEYS = ["send-lease-updates", "sync-leases"];

export const leaseExchange: Rule = {
  code: "KEAHA048",
  name: "lease-exchange",
  severity: "warning",
  reason: "A partner that does not know the leases gives addresses in use to others when it takes over.",
  source: "log messages HA_CONFIG_LEASE_UPDATES_DISABLED, HA_CONFIG_LEASE_SYNCING_DISABLED",
  *relationship(relationship) {
    const sides = activeSides(relationship);
    // The primary of passive-backup syncs with nobody.
    const keys = modeOf(relationship) === "passive-backup" ? KEYS.slice(0, 1) : KEYS;
    for (const key of keys) {
      const valued = (wanted: boolean) =>
        sides.filter((side) => flag(side.map, "relationship", key, side.server) === wanted);
      const [off, on] = [valued(false), valued(true)];
      const [first] = off;
      if (first === undefined || (on.length === 0 && !areStoredApart(off.map(({ server }) => server))))
        continue;
      const servers = (some: typeof sides) => enumerate(some.map(({ server }) => server.name));
      yield {
        server: first.server,
        path: [...first.path, key],
        message:
          on.length > 0
            ? `${key} is false on ${servers(off)}, and true on ${servers(on)}.`
            : `${key} is false, and each server keeps its leases in a ${leaseStore(first.server)!.isFile ? "file" : "database"} of its own.`,
        remedy:
          on.length > 0
            ? "Set it alike on all servers: false only when they share a lease database."
            : "Set it to true, or let the servers share a lease database, or ones that replicate each other.",
      };
    }
  },
};
