import { FAMILIES } from "../../family";
import type { Rule } from "../../findings";
import { parsePrefix } from "../../ip";
import { eachSubnet } from "./each-subnet";

const LARGEST_ID = 4294967294;

export const subnetPrefix: Rule = {
  code: "KEAHA010",
  name: "subnet-prefix",
  severity: "error",
  reason: "Kea refuses a subnet without a usable prefix and id.",
  *check(fleet) {
    for (const [{ prefix, id, path }, place, server] of eachSubnet(fleet)) {
      const { bits } = FAMILIES[server.family];
      if (prefix !== undefined && parsePrefix(prefix)?.bits !== bits) {
        yield {
          ...place,
          path: [...path, "subnet"],
          message: `subnet ${prefix} (id ${id}) is not an ${bits === 32 ? "IPv4" : "IPv6"} prefix.`,
          remedy: `Write an address and a length, as in ${bits === 32 ? "10.1.0.0/24" : "2001:db8:1::/64"}.`,
        };
      }
      if (id !== undefined && !(Number.isInteger(id) && id >= 1 && id <= LARGEST_ID)) {
        yield {
          ...place,
          path: [...path, "id"],
          message: `subnet ${prefix} has id ${id}.`,
          remedy: `Ids are whole numbers from 1 to ${LARGEST_ID}.`,
        };
      }
    }
  },
};
