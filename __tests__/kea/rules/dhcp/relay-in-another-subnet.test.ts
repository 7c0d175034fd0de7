import { relayInAnotherSubnet } from "../../../../kea/rules/dhcp/relay-in-another-subnet";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  relayInAnotherSubnet,
  [
    {
      finds: "a relay of one subnet inside another, which a server has alone",
      breaks: ({ subnet }) => {
        for (const host of ["south", "hub", "backup"] as const)
          subnet(host, host === "south" ? 0 : 1).relay["ip-addresses"] = ["10.1.0.254"];
      },
      says: [
        "warning KEAHA074: relationship south, hub-dhcp4: relay 10.1.0.254 of subnet 10.2.0.0/24 (id 2) is an address in subnet 10.1.0.0/24 (id 1), which north-dhcp4 has without the other. Use a relay address that is in no other subnet, or make sure that it does not reach that server.",
      ],
    },
    {
      finds: "several of one list, once",
      breaks: ({ subnet }) => {
        for (const host of ["south", "hub", "backup"] as const)
          subnet(host, host === "south" ? 0 : 1).relay["ip-addresses"] = ["10.1.0.253", "10.1.0.254"];
      },
      says: [
        "warning KEAHA074: relationship south, hub-dhcp4: relays 10.1.0.253 and 10.1.0.254 of subnet 10.2.0.0/24 (id 2) are addresses in subnet 10.1.0.0/24 (id 1), which north-dhcp4 has without the other. Use a relay address that is in no other subnet, or make sure that it does not reach that server.",
      ],
    },
  ],
  [
    {
      allows: "a relay inside its own subnet",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.relay["ip-addresses"] = ["10.1.0.1"];
        }),
    },
    {
      allows: "a relay inside its own subnet, which a partner spells otherwise, or as a larger one",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.relay["ip-addresses"] = ["10.1.0.1"];
          fleet.subnet("north").subnet = "10.1.0.0/23";
          fleet.subnet("backup").subnet = "10.1.0.7/24";
        }),
    },
    {
      allows: "a relay of a subnet whose prefix has another id elsewhere, which is another mistake",
      breaks: ({ subnet }) => {
        subnet("north").id = 7;
        subnet("north").relay["ip-addresses"] = ["10.1.0.1"];
      },
    },
    {
      allows: "a relay in a subnet that every server has together with its own",
      breaks: ({ servers, subnet }) => {
        servers.splice(
          0,
          servers.length,
          ...servers.filter(({ host }) => host === "hub" || host === "backup"),
        );
        subnet("hub", 1).relay["ip-addresses"] = ["10.1.0.254"];
      },
    },
  ],
);
