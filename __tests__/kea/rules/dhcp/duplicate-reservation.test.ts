import { Family } from "../../../../kea/model/family";
import { duplicateReservation } from "../../../../kea/rules/dhcp/duplicate-reservation";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  duplicateReservation,
  [
    {
      finds: "one client twice, under another spelling, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = [
            { "hw-address": "00:11:22:33:44:AA", "ip-address": "10.1.0.5" },
            { "hw-address": "0011223344aa", hostname: "a" },
          ];
        }),
      says: [
        "error KEAHA081: relationship north, hub-dhcp4: the reservation for 0011223344aa of subnet 10.1.0.0/24 (id 1) is there twice. Keep one reservation for each client.",
      ],
    },
    {
      finds: "one address for two clients",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = [
            { "hw-address": "00:11:22:33:44:01", "ip-address": "10.1.0.5" },
            { "hw-address": "00:11:22:33:44:02", "ip-address": "10.1.0.5" },
          ];
        }),
      says: [
        "error KEAHA081: relationship north, hub-dhcp4: 10.1.0.5 is in the reservation for 00:11:22:33:44:02 of subnet 10.1.0.0/24 (id 1) and in the reservation for 00:11:22:33:44:01. Reserve each address once.",
      ],
    },
    {
      finds: "one address twice in a reservation",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = [{ duid: "00:01:02", "ip-addresses": ["2001:db8:1::5", "2001:DB8:1::5"] }];
        }),
      says: [
        "error KEAHA081: relationship north, hub-dhcp6: 2001:DB8:1::5 is there twice in the reservation for 00:01:02 of subnet 2001:db8:1::/64 (id 1). Reserve each address once.",
      ],
    },
  ],
  [
    {
      allows: "one address for several clients, where that is allowed",
      breaks: (fleet) =>
        onNorth(fleet, (subnet, dhcp) => {
          dhcp["ip-reservations-unique"] = false;
          subnet.reservations = [
            { "hw-address": "00:11:22:33:44:01", "ip-address": "10.1.0.5" },
            { "hw-address": "00:11:22:33:44:02", "ip-address": "10.1.0.5" },
          ];
        }),
    },
    {
      allows: "one client in two subnets, and the same bytes as another identifier",
      breaks: ({ subnet }) => {
        subnet("hub").reservations = [{ duid: "00:01:02" }, { "hw-address": "00:01:02" }];
        subnet("hub", 1).reservations = [{ duid: "00:01:02" }];
      },
    },
  ],
);
