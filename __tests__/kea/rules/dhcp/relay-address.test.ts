import { Family } from "../../../../kea/model/family";
import { relayAddress } from "../../../../kea/rules/dhcp/relay-address";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  relayAddress,
  [
    {
      finds: "relays that are no IPv4 addresses",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.relay["ip-addresses"] = ["2001:db8::1", "relay.example", "10.9.9.9"];
        }),
      says: [
        "error KEAHA072: relationship north, hub-dhcp4: relay 2001:db8::1 of subnet 10.1.0.0/24 (id 1) is not an IPv4 address. Write the address that the relay puts into the packets that it forwards.",
        "error KEAHA072: relationship north, hub-dhcp4: relay relay.example of subnet 10.1.0.0/24 (id 1) is not an IPv4 address. Write the address that the relay puts into the packets that it forwards.",
      ],
    },
    {
      finds: "one relay twice, under another spelling",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.relay["ip-addresses"] = ["2001:db8:9::9", "2001:DB8:9:0::9"];
        }),
      says: [
        "error KEAHA072: relationship north, hub-dhcp6: relay 2001:DB8:9:0::9 of subnet 2001:db8:1::/64 (id 1) is listed twice. List it once.",
      ],
    },
  ],
  [
    {
      allows: "addresses with zones",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north").relay = { "ip-addresses": ["fe80::1%eth0", "fe80::1%eth1"] };
      },
    },
    {
      allows: "a list that is empty",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.relay["ip-addresses"] = [];
        }),
    },
  ],
);
