import { labelOf, subnetLabel } from "../../fleet/labels";
import { overlapping } from "../../fleet/overlaps";
import { type Pool, poolsBySubnet } from "../../fleet/pools";
import type { Rule } from "../rule";

export const overlappingPools: Rule = {
  code: "KEAHA070",
  name: "overlapping-pools",
  severity: "error",
  reason: "Kea refuses pools of one subnet that share an address or a prefix.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    for (const [subnet, pools] of poolsBySubnet(server)) {
      for (const [first, second] of overlapping(pools)) {
        yield {
          path: second.place.path,
          more: [first.place.path],
          message: `${short(second)} overlaps ${short(first)} in ${subnetLabel(subnet)}.`,
          remedy: "Give the pools of a subnet no address in common.",
        };
      }
    }
  },
};

function short({ place }: Pool): string {
  return labelOf(place).replace(/ of subnet .*$/, "");
}
