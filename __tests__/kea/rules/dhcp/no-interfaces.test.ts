import { UNKNOWN } from "../../../../kea/json";
import { noInterfaces } from "../../../../kea/rules/dhcp/no-interfaces";
import { describeRule } from "../describe-rule";

describeRule(
  noInterfaces,
  [
    {
      finds: "a server that listens nowhere",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = [];
      },
      says: [
        'error KEAHA076: north-dhcp4: north has subnets and listens on no interface. List its interfaces in interfaces-config, or "*" for all.',
      ],
    },
    {
      finds: "a server that is not told where to listen",
      breaks: ({ dhcp }) => {
        delete dhcp("south")["interfaces-config"];
      },
      says: [
        'error KEAHA076: south-dhcp4: south has subnets and listens on no interface. List its interfaces in interfaces-config, or "*" for all.',
      ],
    },
    {
      finds: "a server that listens on the loopback alone, without UDP sockets",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"] = { interfaces: ["lo/127.0.0.1"] };
        dhcp("south")["interfaces-config"] = { interfaces: ["lo"], "dhcp-socket-type": "raw" };
      },
      says: [
        'error KEAHA076: north-dhcp4: north has subnets and listens on the loopback interface alone, which Kea leaves out with raw sockets. List the interfaces of clients and relays; for an address on the loopback, set dhcp-socket-type to "udp" and outbound-interface to "use-routing".',
        'error KEAHA076: south-dhcp4: south has subnets and listens on the loopback interface alone, which Kea leaves out with raw sockets. List the interfaces of clients and relays; for an address on the loopback, set dhcp-socket-type to "udp" and outbound-interface to "use-routing".',
      ],
    },
  ],
  [
    {
      allows: "the loopback for relays, with UDP sockets, and beside another interface",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"] = { interfaces: ["lo"], "dhcp-socket-type": "udp" };
        dhcp("south")["interfaces-config"] = { interfaces: ["lo", "eth0"] };
        dhcp("hub")["interfaces-config"] = { interfaces: ["lo"], "dhcp-socket-type": UNKNOWN };
      },
    },
    {
      allows: "a server that only records, which has no clients to listen to",
      breaks: ({ dhcp }) => {
        dhcp("backup")["interfaces-config"].interfaces = [];
      },
    },
    {
      allows: "interfaces known only at apply",
      breaks: ({ dhcp }) => {
        dhcp("north")["interfaces-config"].interfaces = UNKNOWN;
        dhcp("south")["interfaces-config"] = UNKNOWN;
      },
    },
  ],
);
