import { spelling } from "../../fleet/alike";
import { type BalancedPool, balancedPools } from "../../fleet/balance";
import { haMember } from "../../fleet/classes";
import { labelOf } from "../../fleet/labels";
import { activeSides } from "../../fleet/sides";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

export const unsplitPool: Rule = {
  code: "KEAHA149",
  name: "unsplit-pool",
  severity: "warning",
  reason: "In load-balancing two members that give from one pool may give one address to two clients.",
  source: "Kea manual, High Availability, note on load-balancing and hot-standby",
  *relationship(relationship) {
    const [first, ...others] = activeSides(relationship).map(({ server }) => server);
    if (first === undefined) return;
    const theirs = others.map((server) => new Set(balancedPools(server).filter(isForBoth).map(rangeOf)));
    for (const pool of balancedPools(first).filter(isForBoth)) {
      // A pool that not both have is another mistake.
      if (!theirs.every((ranges) => ranges.has(rangeOf(pool)))) continue;
      const names = [...pool.classes!].map(plain);
      yield {
        server: first,
        path: pool.place.path,
        message: `${labelOf(pool.place)} is for the clients of both members, ${enumerate(names.map((name) => haMember(name)!))}.`,
        remedy: `Split it in two, and guard each half by the class of a member: ${enumerate(names, "or")}.`,
      };
    }
  },
};

function isForBoth({ classes }: BalancedPool): boolean {
  return classes?.size === 2;
}

function rangeOf({ place: { map } }: BalancedPool): string | undefined {
  return spelling({ pool: map.pool, prefix: map.prefix });
}
