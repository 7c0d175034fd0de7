import { subnetLabel } from "../../fleet/labels";
import { isPoolOf } from "../../fleet/refused";
import { hasHostBits, parsePool } from "../../ip";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const poolOutsideSubnet: Rule = {
  code: "KEAHA007",
  name: "pool-outside-subnet",
  severity: "error",
  reason: "Kea refuses a pool that is not inside its subnet.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server({ subnets }) {
    for (const subnet of subnets) {
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
        };
      }
    }
  },
};
