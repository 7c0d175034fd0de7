import { Family } from "../../../../kea/model/family";
import { answeredTwice } from "../../../../kea/rules/dhcp/answered-twice";
import { describeRule } from "../describe-rule";
import { inNetwork } from "./members";

describeRule(
  answeredTwice,
  [
    {
      finds: "two addresses of one interface",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = ["eth0/10.1.0.1", "eth0/10.2.0.1"];
      },
      says: [
        'warning KEAHA192: north-dhcp4: north listens at eth0/10.1.0.1 and eth0/10.2.0.1: each broadcast on eth0 is answered twice. List one of them, the one to which clients and relays send; or, if relays bring all clients, set dhcp-socket-type to "udp".',
      ],
    },
    {
      finds: "two addresses of an interface that a network names",
      breaks: (fleet) => {
        inNetwork(fleet, { interface: "eth0" });
        fleet.dhcp("north")["interfaces-config"].interfaces = ["eth0/192.0.2.5", "eth0/192.0.2.9"];
      },
      says: [
        'warning KEAHA192: north-dhcp4: north listens at eth0/192.0.2.5 and eth0/192.0.2.9: each broadcast on eth0 is answered twice. List one of them, the one to which clients and relays send; or, if relays bring all clients, set dhcp-socket-type to "udp".',
      ],
    },
    {
      finds: "three of one interface beside one of another",
      breaks: ({ dhcp }) => {
        const interfaces = ["eth0/10.1.0.1", "eth1/10.3.0.1", "eth0 / 10.2.0.1", "eth0/10.4.0.1"];
        dhcp("north")["interfaces-config"] = { interfaces, "dhcp-socket-type": "raw" };
      },
      says: [
        'warning KEAHA192: north-dhcp4: north listens at eth0/10.1.0.1, eth0 / 10.2.0.1 and eth0/10.4.0.1: each broadcast on eth0 is answered 3 times. List one of them, the one to which clients and relays send; or, if relays bring all clients, set dhcp-socket-type to "udp".',
      ],
    },
  ],
  [
    {
      allows: "two addresses of a link that no subnet is on: relays bring all clients",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = ["eth0/192.0.2.5", "eth0/192.0.2.9"];
      },
    },
    {
      allows: "UDP sockets, each of which hears what is for its own address",
      breaks: ({ dhcp }) => {
        const interfaces = ["eth0/10.1.0.1", "eth0/10.2.0.1"];
        dhcp("north")["interfaces-config"] = { interfaces, "dhcp-socket-type": "udp" };
      },
    },
    {
      allows: "one address of each of several interfaces, and one that is listed twice, which Kea refuses",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = ["eth0/10.1.0.1", "eth1/10.2.0.1", "eth1/10.2.0.1"];
      },
    },
    {
      allows: "several addresses in DHCPv6, of which only those of the link hear what is for all",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = ["eth0/2001:db8::1", "eth0/2001:db8::2"];
      },
    },
  ],
);
