import type { Hit } from "../../findings";
import { type Fleet, type Server, type SubnetView, subnetsOf } from "../../fleet";

/** Where a subnet belongs, as the common part of a hit. */
export type SubnetPlace = Pick<Hit, "server" | "relationship" | "where">;

/**
 * Every subnet of every relationship once, since all members have the same, and with it every
 * subnet that belongs to no relationship.
 */
export function* eachSubnet(fleet: Fleet): Generator<[SubnetView, SubnetPlace, Server]> {
  const seen = new Set<SubnetView>();
  for (const { name, where, sides } of fleet.relationships) {
    const told = new Set<string>();
    for (const side of sides) {
      for (const subnet of subnetsOf(side)) {
        if (seen.has(subnet)) continue;
        seen.add(subnet);
        const content = JSON.stringify([subnet.id, subnet.prefix, subnet.pools.map((pool) => pool.pool)]);
        if (told.has(content)) continue;
        told.add(content);
        yield [subnet, { server: side.server.name, relationship: name, where }, side.server];
      }
    }
  }
  for (const server of fleet.servers) {
    for (const subnet of server.subnets) {
      if (!seen.has(subnet)) yield [subnet, { server: server.name, where: server.where }, server];
    }
  }
}
