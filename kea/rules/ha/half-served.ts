import { type BalancedPool, balancedPools } from "../../fleet/balance";
import { balancedClasses, haMember } from "../../fleet/classes";
import type { Server } from "../../fleet/fleet";
import { labelOf } from "../../fleet/labels";
import type { Place } from "../../fleet/places";
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
    for (const pools of alternatives(server)) {
      const [{ place, subnet }] = pools as [BalancedPool];
      const classes = new Set(pools.flatMap((pool) => [...(pool.classes ?? [])]));
      const [one, ...more] = classes;
      if (one === undefined || more.length > 0 || pools.some((pool) => pool.classes === undefined)) continue;
      const other = balancedClasses(server.sides[0]!.peers).find((name) => name !== one)!;
      const what = place.kind === "pd-pool" ? "prefixes" : "addresses";
      yield {
        path: place.path,
        message: `${labelOf(networkOf(subnet) ?? subnet)} has ${what} for class ${plain(one)} alone: the clients of ${plain(haMember(other)!)} get none.`,
        remedy: `Guard half of its pools by ${plain(one)}, the others by ${plain(other)}, and nothing around them.`,
      };
    }
  },
};

/** Pools among which a client may get what it asks for: of one network, or of subnets with the same selectors. */
function alternatives(server: Server): Iterable<BalancedPool[]> {
  const groups = new Map<string, BalancedPool[]>();
  for (const pool of balancedPools(server)) {
    const owner = networkOf(pool.subnet) ?? pool.subnet;
    const { relay, interface: link, "interface-id": id } = owner.map;
    const selectors = [relay, link, id].some((one) => one !== undefined);
    const key = `${pool.place.kind} ${selectors ? JSON.stringify([relay, link, id]) : owner.path.join("/")}`;
    groups.set(key, [...(groups.get(key) ?? []), pool]);
  }
  return groups.values();
}

function networkOf({ above }: Place): Place | undefined {
  return above?.kind === "shared-network" ? above : undefined;
}
