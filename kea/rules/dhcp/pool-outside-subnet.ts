import type { Rule } from "../../findings";
import { contains, parsePool, parsePrefix } from "../../ip";
import { eachSubnet } from "./each-subnet";

export const poolOutsideSubnet: Rule = {
  code: "KEAHA007",
  name: "pool-outside-subnet",
  severity: "error",
  reason: "Kea refuses a pool that is not inside its subnet.",
  *check(fleet) {
    for (const [subnet, place] of eachSubnet(fleet)) {
      const prefix = subnet.prefix === undefined ? undefined : parsePrefix(subnet.prefix);
      for (const { path, pool } of subnet.pools) {
        if (pool === undefined) continue;
        const range = parsePool(pool);
        if (range && (!prefix || contains(prefix, range))) continue;
        yield {
          ...place,
          path,
          message: range
            ? `pool ${pool} is not inside subnet ${subnet.prefix} (id ${subnet.id}).`
            : `pool ${pool} of subnet ${subnet.prefix} (id ${subnet.id}) is not a range of addresses.`,
          remedy: "Write FIRST-LAST or a prefix, both inside the subnet.",
        };
      }
    }
  },
};
