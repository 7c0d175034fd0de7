import { labelOf } from "../../fleet/labels";
import { overlapping } from "../../fleet/overlaps";
import { ownerOf } from "../../fleet/owners";
import { isOutside, poolsOf } from "../../fleet/pools";
import type { Rule } from "../rule";

export const sharedAddresses: Rule = {
  code: "KEAHA068",
  name: "shared-addresses",
  severity: "error",
  reason:
    "Two relationships with one address in their pools give it to two clients: neither knows the other's leases.",
  source: "Kea accepts it (measured on 2.6.3 and 3.0.4); a spoke has the leases of its own relationship only",
  *server(server, fleet) {
    if (server.sides.length < 2) return;
    const pools = poolsOf(server).flatMap((pool) => {
      const relationship = ownerOf(fleet, server, pool.subnet.path);
      // A pool that is not inside its subnet is another mistake.
      return relationship === undefined || isOutside(pool) ? [] : [{ ...pool, relationship }];
    });
    for (const [first, second] of overlapping(pools, ({ relationship }) => relationship)) {
      // One prefix in two subnets is an error of its own.
      if (first.subnet.map.subnet === second.subnet.map.subnet) continue;
      yield {
        path: second.place.path,
        message: `${labelOf(second.place)} shares addresses with ${labelOf(first.place)}, in relationship ${first.relationship.name}.`,
        remedy: "Give every address to the pools of one relationship.",
      };
    }
  },
};
