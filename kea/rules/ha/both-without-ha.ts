import type { Server } from "../../fleet/fleet";
import { isWithoutHa } from "../../fleet/hooks";
import { labelOf } from "../../fleet/labels";
import { overlapping } from "../../fleet/overlaps";
import { poolsOf } from "../../fleet/pools";
import { map } from "../../json";
import type { Rule } from "../rule";

export const bothWithoutHa: Rule = {
  code: "KEAHA158",
  name: "both-without-ha",
  severity: "warning",
  reason:
    "Servers without HA that have addresses in common give them to two clients: neither knows the other's leases.",
  source: "Kea accepts it (measured on 3.0.4)",
  *fleet({ servers }) {
    const told = new Set<string>();
    const pools = servers
      .filter((server) => isWithoutHa(server) && keepsOwnLeases(server))
      .flatMap((server) => poolsOf(server).map((pool) => ({ ...pool, server })));
    for (const [first, second] of overlapping(pools, ({ server }) => server)) {
      const both = [first.server.name, second.server.name].sort().join(" ");
      if (told.has(both)) continue;
      told.add(both);
      yield {
        server: second.server,
        path: second.place.path,
        message: `${labelOf(second.place)} has addresses that ${first.server.name} gives, too, and neither loads libdhcp_ha.so.`,
        remedy:
          "Make them members of a relationship, or give each addresses of its own; if they serve networks that never meet, check them apart.",
      };
    }
  },
};

/** Servers may share a database of leases. */
function keepsOwnLeases({ root }: Server): boolean {
  const type: unknown = map(root["lease-database"]).type ?? "memfile";
  return type === "memfile";
}
