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
      finds: "what can be no interface",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = [
          ...["eth0, eth1", "eth0:1", "10.1.0.1", "eth*", "all", "enx0011223344556"],
        ];
      },
      says: [
        "error KEAHA077: north-dhcp4: interface eth0, eth1 is no name of one. List them one by one, each in quotes of its own.",
        "error KEAHA077: north-dhcp4: interface eth0:1 is no name of one. Write eth0, or NAME/ADDRESS for one of its addresses.",
        "error KEAHA077: north-dhcp4: interface 10.1.0.1 is no name of one. Write the interface before it: NAME/10.1.0.1.",
        "error KEAHA077: north-dhcp4: interface eth* is no name of one. Write *, or list them by their names.",
        "error KEAHA077: north-dhcp4: interface all is no name of one. Write *, or list them by their names.",
        "error KEAHA077: north-dhcp4: interface enx0011223344556 is no name of one. An interface has at most 15 characters.",
      ],
    },
    {
      finds: "an interface beside one of its addresses",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = ["eth0", "eth0/10.1.0.1", "eth1/10.2.0.1", "eth1"];
      },
      says: [
        "error KEAHA077: north-dhcp4: interface eth0 is listed with an address and without one. List the whole interface, or its addresses.",
        "error KEAHA077: north-dhcp4: interface eth1 is listed with an address and without one. List the whole interface, or its addresses.",
      ],
    },
    {
      finds: "a group's address",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = ["eth0", "eth0/2001:db8::1", "eth0/ff02::1:2"];
      },
      says: [
        "error KEAHA077: north-dhcp6: interface eth0/ff02::1:2 has ff02::1:2, which is a group's address. Write NAME, or NAME/ADDRESS with one of the interface's own.",
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
