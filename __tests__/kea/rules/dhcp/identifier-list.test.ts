import { Family } from "../../../../kea/model/family";
import { identifierList } from "../../../../kea/rules/dhcp/identifier-list";
import { describeRule } from "../describe-rule";

describeRule(
  identifierList,
  [
    {
      finds: "identifiers that the server cannot look for",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["host-reservation-identifiers"] = ["duid", "circuit-id", "duid"];
      },
      says: [
        "error KEAHA147: north-dhcp6: host-reservation-identifiers lists circuit-id. It takes each of hw-address, duid and flex-id once.",
        "error KEAHA147: north-dhcp6: host-reservation-identifiers lists duid twice. It takes each of hw-address, duid and flex-id once.",
      ],
    },
  ],
  [
    {
      allows: "all identifiers, in any order",
      breaks: ({ dhcp }) => {
        dhcp("north")["host-reservation-identifiers"] = [
          "flex-id",
          "duid",
          "client-id",
          "hw-address",
          "circuit-id",
        ];
      },
    },
  ],
);
