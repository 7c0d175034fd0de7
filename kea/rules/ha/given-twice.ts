import type { RelationshipView, Server } from "../../fleet/fleet";
import { isWithoutHa } from "../../fleet/hooks";
import { labelOf } from "../../fleet/labels";
import { areStoredApart } from "../../fleet/lease-database";
import { overlapping } from "../../fleet/overlaps";
import { ownerOf } from "../../fleet/owners";
import { type Pool, poolsOf } from "../../fleet/pools";
import { activeSides, missingMember } from "../../fleet/sides";
import type { Rule } from "../rule";

/** A pool, and the relationship that gives from it; none for a server without HA. */
interface Given extends Pool {
  readonly server: Server;
  readonly relationship: RelationshipView | undefined;
}

export const givenTwice: Rule = {
  code: "KEAHA158",
  name: "given-twice",
  severity: "warning",
  reason:
    "A server without HA gives the addresses that others give as well to other clients: neither knows the other's leases.",
  source: "Kea accepts it (measured on 3.0.4)",
  *fleet(fleet) {
    const alone = fleet.servers.filter(isWithoutHa);
    if (alone.length === 0) return;
    const given = [
      ...alone.flatMap((server) => givenBy(server, undefined)),
      ...fleet.relationships.flatMap((relationship) => {
        const [side] = activeSides(relationship);
        const pools = side ? givenBy(side.server, relationship) : [];
        return pools.filter((pool) => ownerOf(fleet, pool.server, pool.subnet.path) === relationship);
      }),
    ];
    const told = new Set<string>();
    // What relationships share with each other is told elsewhere.
    const pairs = overlapping(given, ({ server, relationship }) => (relationship ? "all" : server));
    for (const pair of pairs) {
      const [mine, other] = pair[1].relationship ? pair : [pair[1], pair[0]];
      const both = [mine.server.name, (other.relationship ?? other.server).name].join(" ");
      if (told.has(both) || !areStoredApart([mine.server, other.server])) continue;
      // That it may be the member that is missing is told as that.
      if (other.relationship && missingMember(other.relationship) !== undefined) continue;
      told.add(both);
      yield {
        server: mine.server,
        path: mine.place.path,
        message: `${labelOf(mine.place)} has addresses that ${other.relationship ? `relationship ${other.relationship.name}` : other.server.name} gives, too, and ${mine.server.name} does not load libdhcp_ha.so.`,
        remedy:
          "Make it a member of a relationship, or give it addresses of its own, or a lease database that all of them use; if they serve networks that never meet, check them apart.",
      };
    }
  },
};

function givenBy(server: Server, relationship: RelationshipView | undefined): Given[] {
  return poolsOf(server).map((pool) => ({ ...pool, server, relationship }));
}
