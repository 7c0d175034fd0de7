import { Family } from "../../../../kea/model/family";
import { subnetPrefix } from "../../../../kea/rules/dhcp/subnet-prefix";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  subnetPrefix,
  [
    {
      finds: "an IPv6 prefix in an IPv4 server",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.subnet = "2001:db8::/64";
          subnet.pools = [];
        }),
      says: [
        "error KEAHA010: relationship north, hub-dhcp4: subnet 2001:db8::/64 (id 1) is not an IPv4 prefix. Write an address and a length, as in 10.1.0.0/24.",
      ],
    },
    {
      finds: "an address without a length, and one that is none",
      family: Family.V6,
      breaks: ({ dhcp, subnet }) => {
        subnet("north").subnet = "2001:db8:1::";
        dhcp("south").subnet6[0].subnet = "10.2.0.0/24";
      },
      says: [
        "error KEAHA010: relationship north, north-dhcp6: subnet 2001:db8:1:: (id 1) is not an IPv6 prefix. Write an address and a length, as in 2001:db8:1::/64.",
        "error KEAHA010: relationship south, south-dhcp6: subnet 10.2.0.0/24 (id 2) is not an IPv6 prefix. Write an address and a length, as in 2001:db8:1::/64.",
      ],
    },
    {
      finds: "ids out of range",
      breaks: ({ subnet }) => {
        subnet("north").id = 0;
        subnet("south").id = 4294967295;
      },
      says: [
        "error KEAHA010: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 0) has an id that Kea refuses. Give each subnet an id of its own, a whole number from 1 to 4294967294, alike on all members.",
        "error KEAHA010: relationship south, south-dhcp4: subnet 10.2.0.0/24 (id 4294967295) has an id that Kea refuses. Give each subnet an id of its own, a whole number from 1 to 4294967294, alike on all members.",
      ],
    },
    {
      finds: "id 0 of all subnets of a relationship, once",
      breaks: (fleet) =>
        onNorth(fleet, (subnet, dhcp) => {
          dhcp.subnet4.push({ ...subnet, id: 0, subnet: "10.9.0.0/24", pools: [] });
          subnet.id = 0;
        }),
      says: [
        "error KEAHA010: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 0) (and 1 more) has an id that Kea refuses. Give each subnet an id of its own, a whole number from 1 to 4294967294, alike on all members.",
      ],
    },
  ],
  [
    {
      allows: "a prefix with a zone",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north").subnet = "2001:db8:1::%eth0/64";
      },
    },
    {
      allows: "spaces, which Kea ignores",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.subnet = " 10.1.0.0 / 24 ";
        }),
    },
    {
      allows: "the largest id",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.id = 4294967294;
        }),
    },
  ],
);
