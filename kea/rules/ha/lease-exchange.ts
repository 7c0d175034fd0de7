import { modeOf } from "../../fleet/fleet";
import { areStoredApart, leaseStore } from "../../fleet/lease-database";
import { flag } from "../../fleet/in-force";
import { activeSides } from "../../fleet/sides";
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
    const apart: { key: string; side: (typeof sides)[number] }[] = [];
    for (const key of keys) {
      const valued = (wanted: boolean) =>
        sides.filter((side) => flag(side.map, "relationship", key, side.server) === wanted);
      const [off, on] = [valued(false), valued(true)];
      const [first] = off;
      if (first === undefined || (on.length === 0 && !areStoredApart(off.map(({ server }) => server))))
        continue;
      if (on.length === 0) {
        apart.push({ key, side: first });
        continue;
      }
      const servers = (some: typeof sides) => enumerate(some.map(({ server }) => server.name));
      yield {
        server: first.server,
        path: [...first.path, key],
        message: `${key} is false on ${servers(off)}, and true on ${servers(on)}.`,
        remedy: "Set it alike on all servers: false only when they share a lease database.",
      };
    }
    const [one] = apart;
    if (one === undefined) return;
    const { key, side } = one;
    const [are, it] = apart.length > 1 ? ["are", "them"] : ["is", "it"];
    const store = leaseStore(side.server)!.isFile ? "file" : "database";
    yield {
      server: side.server,
      path: [...side.path, key],
      message: `${enumerate(apart.map((other) => other.key))} ${are} false, and each server keeps its leases in a ${store} of its own.`,
      remedy: `Set ${it} to true, or let the servers share a lease database, or ones that replicate each other.`,
    };
  },
};
