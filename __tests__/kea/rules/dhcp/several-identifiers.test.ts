import { severalIdentifiers } from "../../../../kea/rules/dhcp/several-identifiers";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  severalIdentifiers,
  [
    {
      finds: "a reservation with two identifiers, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = [{ "hw-address": "00:11:22:33:44:55", duid: "00:01:02", hostname: "a" }];
        }),
      says: [
        "error KEAHA146: relationship north, hub-dhcp4: a reservation in subnet 10.1.0.0/24 (id 1) has hw-address and duid. Keep one: a reservation has one identifier.",
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
        "error KEAHA146: north-dhcp4: a reservation has duid and flex-id. Keep one: a reservation has one identifier.",
      ],
    },
  ],
  [
    {
      allows: "one identifier beside null, which is of the wrong type",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [{ "client-id": null, "hw-address": "00:11:22:33:44:55" }];
      },
    },
    {
      allows: "one identifier beside empty ones that Kea overlooks",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [
          { "circuit-id": "", "client-id": "", "hw-address": "00:11:22:33:44:55" },
        ];
      },
    },
  ],
);
