import { prefixForm } from "../../canonical/values";
import { subnetLabel } from "../../fleet/labels";
import { overlapping } from "../../fleet/overlaps";
import { ownerOf } from "../../fleet/owners";
import { parsePrefix } from "../../ip";
import type { Rule } from "../rule";

export const overlappingSubnets: Rule = {
  code: "KEAHA069",
  name: "overlapping-subnets",
  severity: "warning",
  reason: "Kea takes subnets inside each other, and picks one of them by the order in which it looks.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server, fleet) {
    const subnets = server.subnets.flatMap((subnet) => {
      const range = subnet.prefix === undefined ? undefined : parsePrefix(subnet.prefix);
      return range === undefined ? [] : [{ ...subnet, range }];
    });
    for (const [outer, inner] of overlapping(subnets)) {
      // The same prefix twice is an error of its own.
      if (prefixForm(outer.prefix!) === prefixForm(inner.prefix!)) continue;
      const theirs = ownerOf(fleet, server, outer.path);
      const elsewhere = theirs === ownerOf(fleet, server, inner.path) ? undefined : theirs;
      yield {
        path: [...inner.path, "subnet"],
        message: `${subnetLabel(inner.map)} overlaps ${subnetLabel(outer.map)}${elsewhere === undefined ? "" : `, in relationship ${elsewhere.name}`}.`,
        remedy:
          inner.network !== undefined && inner.network.map === outer.network?.map
            ? "Use prefixes that are disjoint."
            : "Use prefixes that are disjoint; put several subnets of one link into a shared network.",
      };
    }
  },
};
