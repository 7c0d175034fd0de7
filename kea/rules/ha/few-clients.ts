import { type Side, subnetsOf } from "../../fleet/fleet";
import { delay } from "../../fleet/sides";
import { parsePool } from "../../ip";
import { list } from "../../json";
import type { Rule } from "../rule";

export const fewClients: Rule = {
  code: "KEAHA054",
  name: "few-clients",
  severity: "warning",
  reason:
    "A standby waits for more unserved clients than max-unacked-clients: with fewer clients it waits for ever.",
  source: "Kea manual, Hot-Standby Configuration; opnsense/core issue 7458",
  *side(side) {
    const limit = delay(side, "max-unacked-clients");
    const addresses = limit === undefined || side.mode === "passive-backup" ? undefined : count(side);
    if (limit === undefined || addresses === undefined || addresses > limit) return;
    yield {
      path: [...side.path, "max-unacked-clients"],
      message: `max-unacked-clients is ${limit}${side.map["max-unacked-clients"] === undefined ? " (Kea's default)" : ""}, and its subnets have ${addresses} ${addresses === 1n ? "address" : "addresses"} in all.`,
      remedy: "Set it to 0, to take over on silence alone, or well below the number of clients.",
    };
  },
};

/** The addresses of a relationship's pools and reservations; undefined when some are not known. */
function count(side: Side): bigint | undefined {
  const { root } = side.server;
  if (root.reservations !== undefined || root["hosts-database"] !== undefined) return undefined;
  let sum = 0n;
  for (const { map, pools } of subnetsOf(side)) {
    if (map["pd-pools"] !== undefined || (map.pools !== undefined && !Array.isArray(map.pools)))
      return undefined;
    if (map.reservations !== undefined && !Array.isArray(map.reservations)) return undefined;
    sum += BigInt(list(map.reservations).length);
    for (const { pool } of pools) {
      const range = pool === undefined ? undefined : parsePool(pool);
      if (range === undefined) return undefined;
      sum += range.last - range.first + 1n;
    }
  }
  return sum === 0n ? undefined : sum;
}
