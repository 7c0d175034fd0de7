import { reservationIdentifier } from "../../../../kea/rules/dhcp/reservation-identifier";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  reservationIdentifier,
  [
    {
      finds: "identifiers that are none",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = [
            { "hw-address": "00-11-22-33-44-55" },
            { "hw-address": "0011.2233.4455" },
            { duid: "00:01" },
            { "hw-address": "11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11" },
            { "flex-id": "'abc" },
            { "client-id": "" },
          ];
        }),
      says: [
        "error KEAHA079: relationship north, hub-dhcp4: hw-address 00-11-22-33-44-55 of a reservation in subnet 10.1.0.0/24 (id 1) is no identifier. Write hex digits in pairs with colons between them, or a text in single quotes.",
        "error KEAHA079: relationship north, hub-dhcp4: hw-address 0011.2233.4455 of a reservation in subnet 10.1.0.0/24 (id 1) is no identifier. Write hex digits in pairs with colons between them, or a text in single quotes.",
        "error KEAHA079: relationship north, hub-dhcp4: duid 00:01 of a reservation in subnet 10.1.0.0/24 (id 1) has 2 bytes. It takes 3 to 130 bytes.",
        "error KEAHA079: relationship north, hub-dhcp4: hw-address 11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11:11 of a reservation in subnet 10.1.0.0/24 (id 1) has 21 bytes. It takes 1 to 20 bytes.",
        "error KEAHA079: relationship north, hub-dhcp4: flex-id 'abc of a reservation in subnet 10.1.0.0/24 (id 1) is no identifier. Write hex digits in pairs with colons between them, or a text in single quotes.",
        'error KEAHA079: relationship north, hub-dhcp4: client-id "" of a reservation in subnet 10.1.0.0/24 (id 1) is no identifier. Write hex digits in pairs with colons between them, or a text in single quotes.',
      ],
    },
  ],
  [
    {
      allows: "what is told as one identifier too many",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [{ "hw-address": "zz", duid: "00:01" }];
      },
    },
    {
      allows: "every spelling that Kea has",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = [
            "00:11:22:33:44:55",
            "0:1:2:3:4:5",
            "001122334456",
            "00 11 22 33 44 57",
            "0x001122334458",
            "'abc'",
          ].map((address) => ({ "hw-address": address }));
        }),
    },
  ],
);
