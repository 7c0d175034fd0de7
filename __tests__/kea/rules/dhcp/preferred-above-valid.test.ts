import { Family } from "../../../../kea/model/family";
import { preferredAboveValid } from "../../../../kea/rules/dhcp/preferred-above-valid";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  preferredAboveValid,
  [
    {
      finds: "a preferred lifetime above the valid one, once for all members",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["preferred-lifetime"] = 9000;
        }),
      says: [
        "warning KEAHA148: relationship north, hub-dhcp6: preferred-lifetime of subnet 2001:db8:1::/64 (id 1) is 9000, more than valid-lifetime 7200. Make preferred-lifetime <= valid-lifetime: clients ignore the address otherwise (RFC 8415).",
      ],
    },
    {
      finds: "a preferred lifetime of a server, where both are written",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        Object.assign(dhcp("north"), { "valid-lifetime": 100, "preferred-lifetime": 200 });
      },
      says: [
        "warning KEAHA148: north-dhcp6: preferred-lifetime is 200, more than valid-lifetime 100. Make preferred-lifetime <= valid-lifetime: clients ignore the address otherwise (RFC 8415).",
      ],
    },
  ],
  [
    {
      allows: "one lifetime for both",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        Object.assign(dhcp("north"), { "valid-lifetime": 600, "preferred-lifetime": 600 });
      },
    },
    {
      allows: "a preferred lifetime that is not written: Kea makes it from the valid one",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["valid-lifetime"] = 600;
      },
    },
  ],
);
