import { Family } from "../../../../kea/model/family";
import { reservationAddress } from "../../../../kea/rules/dhcp/reservation-address";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  reservationAddress,
  [
    {
      finds: "an address outside the subnet, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = [{ "hw-address": "00:11:22:33:44:55", "ip-address": "10.9.0.5" }];
        }),
      says: [
        "error KEAHA080: relationship north, hub-dhcp4: 10.9.0.5 in the reservation for 00:11:22:33:44:55 is not inside subnet 10.1.0.0/24 (id 1). Reserve an address of the subnet, or make the reservation global.",
      ],
    },
    {
      finds: "addresses that are none",
      family: Family.V6,
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = [
            {
              duid: "00:01:02",
              "ip-addresses": ["10.1.0.5", "2001:db8:1::5/64"],
              prefixes: ["2001:db8:8000::", "2001:db8:8000::1/48"],
            },
          ];
        }),
      says: [
        "error KEAHA080: relationship north, hub-dhcp6: 10.1.0.5 in the reservation for 00:01:02 of subnet 2001:db8:1::/64 (id 1) is not an IPv6 address. Write an address, without a length.",
        "error KEAHA080: relationship north, hub-dhcp6: 2001:db8:1::5/64 in the reservation for 00:01:02 of subnet 2001:db8:1::/64 (id 1) is not an IPv6 address. Write an address, without a length.",
        "error KEAHA080: relationship north, hub-dhcp6: 2001:db8:8000:: in the reservation for 00:01:02 of subnet 2001:db8:1::/64 (id 1) is not an IPv6 prefix. Write ADDRESS/LENGTH.",
        "error KEAHA080: relationship north, hub-dhcp6: 2001:db8:8000::1/48 in the reservation for 00:01:02 of subnet 2001:db8:1::/64 (id 1) has bits set after its length. Write 2001:db8:8000::/48.",
      ],
    },
    {
      finds: "a prefix with a space, which Kea takes in other places",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [{ duid: "00:01:02", prefixes: ["2001:db8:8000::/48 "] }];
      },
      says: [
        'error KEAHA080: north-dhcp6: "2001:db8:8000::/48 " in the reservation for 00:01:02 is not an IPv6 prefix. Write ADDRESS/LENGTH.',
      ],
    },
    {
      finds: "addresses that no client can have",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = ["0.0.0.0", "255.255.255.255"].map((address, index) => ({
          "hw-address": `00:11:22:33:44:5${index}`,
          "ip-address": address,
        }));
      },
      says: [
        "error KEAHA080: north-dhcp4: 0.0.0.0 in the reservation for 00:11:22:33:44:50 is no address that a client can have. Reserve another one.",
        "error KEAHA080: north-dhcp4: 255.255.255.255 in the reservation for 00:11:22:33:44:51 is no address that a client can have. Reserve another one.",
      ],
    },
  ],
  [
    {
      allows: "a global reservation of any address, and a prefix from anywhere",
      family: Family.V6,
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").reservations = [{ duid: "00:01:02", "ip-addresses": ["2001:db8:ffff::5"] }];
        subnet("north").reservations = [{ duid: "00:01:02", prefixes: ["2001:db8:8000::/48"] }];
      },
    },
  ],
);
