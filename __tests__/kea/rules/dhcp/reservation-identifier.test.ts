import { Family } from "../../../../kea/model/family";
import { reservationIdentifier } from "../../../../kea/rules/dhcp/reservation-identifier";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  reservationIdentifier,
  [
    {
      finds: "a reservation with two identifiers, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = [{ "hw-address": "00:11:22:33:44:55", duid: "00:01:02", hostname: "a" }];
        }),
      says: [
        "error KEAHA079: relationship north, hub-dhcp4: a reservation in subnet 10.1.0.0/24 (id 1) has hw-address and duid. Keep one: a reservation has one identifier.",
      ],
    },
    {
      finds: "identifiers that the server cannot look for",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["host-reservation-identifiers"] = ["duid", "circuit-id", "duid"];
      },
      says: [
        "error KEAHA079: north-dhcp6: host-reservation-identifiers lists circuit-id. It takes each of hw-address, duid and flex-id once.",
        "error KEAHA079: north-dhcp6: host-reservation-identifiers lists duid twice. It takes each of hw-address, duid and flex-id once.",
      ],
    },
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
    {
      finds: "an empty identifier that Kea does not overlook beside another",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [
          { duid: "01:02:03", "flex-id": "" },
          { "client-id": "", "flex-id": "01" },
          { "hw-address": "00:11:22:33:44:55", "flex-id": "" },
        ];
      },
      says: [
        "error KEAHA079: north-dhcp4: a reservation has duid and flex-id. Keep one: a reservation has one identifier.",
      ],
    },
  ],
  [
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
