import { subnetLabel } from "../../fleet/labels";
import { contains, hasHostBits, parsePool, parsePrefix } from "../../ip";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const poolOutsideSubnet: Rule = {
  code: "KEAHA007",
  name: "pool-outside-subnet",
  severity: "error",
  reason: "Kea refuses a pool that is not inside its subnet.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server({ subnets }) {
    for (const { map, prefix, pools } of subnets) {
      const subnet = prefix === undefined ? undefined : parsePrefix(prefix);
      for (const { path, pool } of pools) {
        if (pool === undefined) continue;
        const range = parsePool(pool);
        if (range && (!subnet || contains(subnet, range))) continue;
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
