import { Family } from "../../../../kea/model/family";
import { hostBits } from "../../../../kea/rules/dhcp/host-bits";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  hostBits,
  [
    {
      finds: "an address where a prefix is meant, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.subnet = "10.1.0.1/24";
        }),
      says: [
        "warning KEAHA067: relationship north, hub-dhcp4: subnet 10.1.0.1/24 (id 1) has bits set after its length. Write 10.1.0.0/24.",
      ],
    },
    {
      finds: "the same in IPv6",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north").subnet = "2001:db8:1::1/64";
      },
      says: [
        "warning KEAHA067: relationship north, north-dhcp6: subnet 2001:db8:1::1/64 (id 1) has bits set after its length. Write 2001:db8:1::/64.",
      ],
    },
  ],
  [
    {
      allows: "a single address",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.subnet = "10.1.0.1/32";
          subnet.pools = [];
        }),
    },
  ],
);
