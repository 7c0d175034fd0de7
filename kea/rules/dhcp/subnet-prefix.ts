import { subnetLabel } from "../../fleet/labels";
import { parsePrefix } from "../../ip";
import { FAMILIES } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

const LARGEST_ID = 4294967294;

export const subnetPrefix: Rule = {
  code: "KEAHA010",
  name: "subnet-prefix",
  severity: "error",
  reason: "Kea refuses a subnet without a usable prefix and id.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server({ subnets, family }) {
    const { bits } = FAMILIES[family];
    for (const { prefix, id, path, map } of subnets) {
      if (prefix !== undefined && parsePrefix(prefix)?.bits !== bits) {
        yield {
          path: [...path, "subnet"],
          message: `${subnetLabel(map)} is not an ${bits === 32 ? "IPv4" : "IPv6"} prefix.`,
          remedy: `Write an address and a length, as in ${bits === 32 ? "10.1.0.0/24" : "2001:db8:1::/64"}.`,
        };
      }
      // What is no whole number is of the wrong type already.
      if (id !== undefined && Number.isInteger(id) && (id < 1 || id > LARGEST_ID)) {
        yield {
          path: [...path, "id"],
          message: `subnet ${plain(prefix ?? "?")} has id ${id}.`,
          remedy: `Ids are whole numbers from 1 to ${LARGEST_ID}.`,
        };
      }
    }
  },
};
