import { Family } from "../../../../kea/model/family";
import { relaySuppliedOptions } from "../../../../kea/rules/dhcp/relay-supplied-options";
import { describeRule } from "../describe-rule";

describeRule(relaySuppliedOptions, [
  {
    finds: "options of relays that are none",
    family: Family.V6,
    breaks: ({ dhcp }) => {
      dhcp("north")["relay-supplied-options"] = ["65", "domain-search", "nothing", "65536", ""];
    },
    says: [
      "error KEAHA124: north-dhcp6: relay-supplied-options has nothing. Write codes from 1 to 65535 or names of DHCPv6 options, in quotes.",
      "error KEAHA124: north-dhcp6: relay-supplied-options has 65536. Write codes from 1 to 65535 or names of DHCPv6 options, in quotes.",
      "error KEAHA124: north-dhcp6: relay-supplied-options has an empty name. Write codes from 1 to 65535 or names of DHCPv6 options, in quotes.",
    ],
  },
]);
