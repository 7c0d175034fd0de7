import { unusedIdentifier } from "../../../../kea/rules/dhcp/unused-identifier";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  unusedIdentifier,
  [
    {
      finds: "a flex-id, which Kea does not look for by itself",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = [{ "flex-id": "'abc'", "ip-address": "10.1.0.5" }];
        }),
      says: [
        "warning KEAHA133: relationship north, hub-dhcp4: the reservation for 'abc' of subnet 10.1.0.0/24 (id 1) knows its client by flex-id, and the server looks for hw-address, duid, circuit-id and client-id. Add flex-id to host-reservation-identifiers.",
      ],
    },
  ],
  [
    {
      allows: "a flex-id that Kea is told to look for",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [{ "flex-id": "'abc'", hostname: "a" }];
        dhcp("north")["host-reservation-identifiers"] = ["flex-id"];
      },
    },
  ],
);
