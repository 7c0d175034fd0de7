import { unusedIdentifier } from "../../../../kea/rules/dhcp/unused-identifier";
import { Family } from "../../../../kea/model/family";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  unusedIdentifier,
  [
    {
      finds: "flex-ids, which Kea does not look for by itself, once",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.reservations = ["'abc'", "'abd'"].map((id, index) => ({
            "flex-id": id,
            "ip-address": `10.1.0.${index + 5}`,
          }));
        }),
      says: [
        "warning KEAHA133: relationship north, hub-dhcp4: the reservation for 'abc' of subnet 10.1.0.0/24 (id 1) (and 1 more) knows its client by flex-id, and the server looks for hw-address, duid, circuit-id and client-id. Add flex-id to host-reservation-identifiers.",
      ],
    },
    {
      finds: "flex-ids that Kea is told to look for, and no library tells it",
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = ["'abc'", "'abd'"].map((id) => ({ "flex-id": id, hostname: "a" }));
        dhcp("north")["host-reservation-identifiers"] = ["flex-id"];
      },
      says: [
        "warning KEAHA133: north-dhcp4: the reservation for 'abc' (and 1 more) knows its client by flex-id, and libdhcp_flex_id.so, which tells it, is not loaded. Add libdhcp_flex_id.so, with the identifier-expression, to hooks-libraries on all members.",
      ],
    },
  ],
  [
    {
      allows: "a list with what is no identifier, or with nothing: another mistake",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north")["host-reservation-identifiers"] = ["hw-adress"];
        dhcp("south")["host-reservation-identifiers"] = [];
        for (const host of ["north", "south"] as const)
          subnet(host).reservations = [{ "hw-address": "02:00:00:00:00:01", hostname: "a" }];
      },
    },
    {
      allows: "an identifier that DHCPv6 does not have, which is told as that",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north").reservations = [{ "client-id": "01020304", hostname: "a" }];
      },
    },
    {
      allows: "a flex-id that Kea is told to look for, with the library or with one of somebody else's",
      breaks: ({ dhcp }) => {
        for (const [host, library] of [
          ["north", "libdhcp_flex_id.so"],
          ["hub", "libsite.so"],
        ] as const) {
          dhcp(host).reservations = [{ "flex-id": "'abc'", hostname: "a" }];
          dhcp(host)["host-reservation-identifiers"] = ["flex-id"];
          dhcp(host)["hooks-libraries"].push({ library });
        }
      },
    },
  ],
);
