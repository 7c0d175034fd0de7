import { subnetLabel } from "../../fleet/labels";
import { formatPrefix, hasHostBits, parsePrefix } from "../../ip";
import { FAMILIES } from "../../model/family";
import type { Rule } from "../rule";

export const hostBits: Rule = {
  code: "KEAHA067",
  name: "host-bits",
  severity: "warning",
  reason: "Kea takes a prefix with host bits, and no longer notices when the same subnet is there twice.",
  source: "measured on Kea 2.6.3 and 3.0.4; Stork's checker canonical_prefix",
  *server({ subnets, family }) {
    for (const { map, prefix, path } of subnets) {
      if (prefix === undefined || !hasHostBits(prefix)) continue;
      const range = parsePrefix(prefix)!;
      if (range.bits !== FAMILIES[family].bits) continue;
      yield {
        path: [...path, "subnet"],
        message: `${subnetLabel(map)} has bits set after its length.`,
        remedy: `Write ${formatPrefix(range)}.`,
      };
    }
  },
};
