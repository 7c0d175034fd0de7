import { Family } from "../../model/family";
import { byName } from "../../schema/option-table";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const relaySuppliedOptions: Rule = {
  code: "KEAHA124",
  name: "relay-supplied-options",
  severity: "error",
  reason: "Kea refuses to take an option from relays that is none of DHCPv6.",
  source: "measured on kea-dhcp6 2.6.3 and 3.0.4",
  kinds: ["global"],
  *place({ map, path }, server) {
    const relayed: unknown = map["relay-supplied-options"];
    if (server.family !== Family.V6 || !Array.isArray(relayed)) return;
    for (const [index, option] of relayed.entries()) {
      if (typeof option !== "string") continue;
      if (/^\d+$/.test(option) ? Number(option) >= 1 && Number(option) <= 65535 : byName(server, option))
        continue;
      yield {
        path: [...path, "relay-supplied-options", index],
        message: `relay-supplied-options has ${option === "" ? "an empty name" : plain(option)}.`,
        remedy: "Write codes from 1 to 65535 or names of DHCPv6 options, in quotes.",
      };
    }
  },
};
