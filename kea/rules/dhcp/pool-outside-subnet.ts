import { isCopy } from "../../fleet/alike";
import { type Fleet, type Server, subnetsOf, type SubnetView } from "../../fleet/fleet";
import { subnetLabel } from "../../fleet/labels";
import type { Spots } from "../../fleet/setting-origins";
import { ownerOf } from "../../fleet/owners";
import { isPoolOf } from "../../fleet/pools";
import { hasHostBits, parsePool } from "../../ip";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const poolOutsideSubnet: Rule = {
  code: "KEAHA007",
  name: "pool-outside-subnet",
  severity: "error",
  reason: "Kea refuses a pool that is not inside its subnet.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server, fleet) {
    for (const subnet of server.subnets) {
      const { map, pools } = subnet;
      for (const { path, pool } of pools) {
        if (pool === undefined || isPoolOf(subnet, pool)) continue;
        const range = parsePool(pool);
        const hostBits = !range && hasHostBits(pool);
        yield {
          path,
          message: range
            ? `pool ${plain(pool)} is not inside ${subnetLabel(map)}.`
            : `pool ${plain(pool)} of ${subnetLabel(map)} is not ${hostBits ? "the first address of a prefix" : "a range of addresses"}.`,
          remedy: "Write FIRST-LAST or a prefix, both inside the subnet.",
          // Where the prefix is what partners have otherwise, it is told as that.
          follows: range ? prefixes(fleet, server, subnet) : [],
        };
      }
    }
  },
};

/** The prefixes of a subnet, where its pools are those of a partner's, and in that one's prefix. */
function prefixes(fleet: Fleet, server: Server, subnet: SubnetView): Spots[][] {
  const sides = ownerOf(fleet, server, subnet.path)?.sides ?? [];
  const twins = sides.flatMap((side) => {
    const twin = side.server === server ? undefined : subnetsOf(side).find(({ id }) => id === subnet.id);
    const isRight = twin?.pools.every(({ pool }) => pool !== undefined && isPoolOf(twin, pool));
    return isRight && isCopy(twin!.map.pools, subnet.map.pools) ? [{ server: side.server, ...twin! }] : [];
  });
  if (twins.length === 0) return [];
  return [
    [{ server, ...subnet }, ...twins].map((one) => ({
      server: one.server,
      paths: [[...one.path, "subnet"]],
    })),
  ];
}
