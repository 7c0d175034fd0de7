import { UNKNOWN } from "../../../../kea/json";
import { subnetInterface } from "../../../../kea/rules/dhcp/subnet-interface";
import { describeRule } from "../describe-rule";
import { inNetwork } from "./members";

describeRule(
  subnetInterface,
  [
    {
      finds: "a subnet on an interface that the host does not listen on",
      breaks: ({ subnet }) => {
        subnet("north").interface = "eth7";
      },
      says: [
        "warning KEAHA075: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) is on interface eth7, and kea-dhcp4 of north listens on eth0. Add it to the interfaces of the host, or leave it out here.",
      ],
    },
    {
      finds: "several of them, once",
      breaks: ({ dhcp, subnet }) => {
        subnet("north").interface = "eth7";
        dhcp("north").subnet4.push({ ...subnet("north"), id: 9, subnet: "10.9.0.0/24", pools: [] });
      },
      says: [
        "warning KEAHA075: relationship north, north-dhcp4: subnet 10.1.0.0/24 (id 1) (and 1 more) is on interface eth7, and kea-dhcp4 of north listens on eth0. Add it to the interfaces of the host, or leave it out here.",
      ],
    },
    {
      finds: "a shared network on one, once for it and its subnets",
      breaks: (fleet) => {
        inNetwork(fleet, { interface: "eth7" }, (subnet) => (subnet.interface = "eth7"));
        for (const host of ["hub", "backup"] as const)
          fleet.dhcp(host)["interfaces-config"].interfaces = ["*"];
      },
      says: [
        "warning KEAHA075: relationship north, north-dhcp4: shared network campus is on interface eth7, and kea-dhcp4 of north listens on eth0. Add it to the interfaces of the host, or leave it out here.",
      ],
    },
  ],
  [
    {
      allows: "a list with an interface that has no name: another mistake",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["interfaces-config"].interfaces = [""];
        subnet("north").interface = "eth0";
      },
    },
    {
      allows: "one address of an interface, and all interfaces",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["interfaces-config"].interfaces = ["eth7/10.1.0.1"];
        subnet("north").interface = "eth7";
        dhcp("south")["interfaces-config"].interfaces = ["*"];
        subnet("south").interface = "eth7";
      },
    },
    {
      allows: "interfaces known only at apply",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["interfaces-config"].interfaces = [UNKNOWN];
        subnet("north").interface = "eth7";
      },
    },
  ],
);
