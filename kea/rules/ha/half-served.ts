import { alternatives, balancedPools, type ServedPool } from "../../fleet/balance";
import { haMember, servedClasses } from "../../fleet/classes";
import { labelOf } from "../../fleet/labels";
import { networkOf } from "../../fleet/selection";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const halfServed: Rule = {
  code: "KEAHA150",
  name: "half-served",
  severity: "warning",
  reason:
    "In load-balancing half of the clients are in the class of the one member, and half in that of the other.",
  source: "Kea manual, Load-Balancing Configuration",
  *server(server) {
    for (const pools of alternatives(balancedPools(server))) {
      const [{ place, subnet }] = pools as [ServedPool];
      const classes = new Set(pools.flatMap((pool) => [...(pool.classes ?? [])]));
      const [one, ...more] = classes;
      if (one === undefined || more.length > 0 || pools.some((pool) => pool.classes === undefined)) continue;
      const other = servedClasses(server.sides[0]!).find((name) => name !== one)!;
      const what = place.kind === "pd-pool" ? "prefixes" : "addresses";
      yield {
        path: place.path,
        message: `${labelOf(networkOf(subnet) ?? subnet)} has ${what} for class ${plain(one)} alone: the clients of ${plain(haMember(other)!)} get none.`,
        remedy: `Guard half of its pools by ${plain(one)}, the others by ${plain(other)}, and nothing around them.`,
      };
    }
  },
};
