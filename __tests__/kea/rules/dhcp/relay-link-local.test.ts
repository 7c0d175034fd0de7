import { Family } from "../../../../kea/model/family";
import { relayLinkLocal } from "../../../../kea/rules/dhcp/relay-link-local";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  relayLinkLocal,
  [
    {
      finds: "a relay's link-local address, for which Kea never looks",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.relay["ip-addresses"] = ["fe80::1"];
        }),
      says: [
        "warning KEAHA179: relationship north, hub-dhcp6: relay fe80::1 of subnet 2001:db8:1::/64 (id 1) is a link-local address, for which Kea never looks. Write the global address, or the unique local one, that the relay has on the clients' link.",
      ],
    },
  ],
  [
    {
      allows: "such an address beside one that leads there",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.relay["ip-addresses"].push("fe80::1");
        }),
    },
    {
      allows: "the link-local addresses of DHCPv4, which are as good as others",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.relay["ip-addresses"] = ["169.254.0.1"];
        }),
    },
    {
      allows: "an address of the other family, which is told as that",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.relay["ip-addresses"] = ["fe80::1"];
        }),
    },
  ],
);
