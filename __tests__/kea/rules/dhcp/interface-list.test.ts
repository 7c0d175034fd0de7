import { Family } from "../../../../kea/model/family";
import { interfaceList } from "../../../../kea/rules/dhcp/interface-list";
import { describeRule } from "../describe-rule";

describeRule(
  interfaceList,
  [
    {
      finds: "interfaces that are there twice, unnamed, or have no address",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = ["eth0", "eth0", "", "eth1/", "eth1/zz", "*", "*"];
      },
      says: [
        "error KEAHA077: north-dhcp4: interface eth0 is listed twice. List it once.",
        'error KEAHA077: north-dhcp4: interface "" has no name. Write NAME or NAME/ADDRESS.',
        "error KEAHA077: north-dhcp4: interface eth1/ has no address. Write NAME or NAME/ADDRESS.",
        "error KEAHA077: north-dhcp4: interface eth1/zz has zz where an IPv4 address is needed. Write NAME or NAME/ADDRESS.",
        "error KEAHA077: north-dhcp4: interface * is listed twice. List it once.",
      ],
    },
    {
      finds: "an IPv4 address in an IPv6 server",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = ["eth0/10.0.0.1"];
      },
      says: [
        "error KEAHA077: north-dhcp6: interface eth0/10.0.0.1 has 10.0.0.1 where an IPv6 address is needed. Write NAME or NAME/ADDRESS.",
      ],
    },
    {
      finds: "an address of all interfaces, and one of a subnet's",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["interfaces-config"].interfaces = ["*/10.1.0.1"];
        subnet("hub").interface = "eth0/10.1.0.1";
      },
      says: [
        "error KEAHA077: north-dhcp4: interface */10.1.0.1 has an address beside *, which stands for all interfaces. Write *, or the NAME of the interface before the address.",
        "error KEAHA077: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 1) is on interface eth0/10.1.0.1, which is no name of one. Write eth0.",
      ],
    },
  ],
  [
    {
      allows: "two addresses of one interface, and all besides one",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = ["eth0/10.0.0.1", "eth0/10.0.0.2", "*"];
      },
    },
  ],
);
