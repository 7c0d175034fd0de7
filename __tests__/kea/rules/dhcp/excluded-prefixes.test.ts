import { Family } from "../../../../kea/model/family";
import { excludedPrefixes } from "../../../../kea/rules/dhcp/excluded-prefixes";
import { describeRule } from "../describe-rule";

describeRule(
  excludedPrefixes,
  [
    {
      finds: "excluded prefixes that do not go with the prefixes",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [
          { duid: "01:02:03", prefixes: ["2001:db8:8::/48"], "excluded-prefixes": [] },
          { duid: "01:02:04", "excluded-prefixes": ["2001:db8:8:1::/64"] },
          { duid: "01:02:05", prefixes: ["2001:db8:9::/48"], "excluded-prefixes": ["2001:db8:8:1::/64"] },
        ];
      },
      says: [
        'error KEAHA127: north-dhcp6: excluded-prefixes of the reservation for 01:02:03 has 0 entries, and prefixes 1. Write one for each prefix, "" where nothing is excluded.',
        'error KEAHA127: north-dhcp6: excluded-prefixes of the reservation for 01:02:04 has 1 entries, and prefixes is missing. Write one for each prefix, "" where nothing is excluded.',
        "error KEAHA127: north-dhcp6: 2001:db8:8:1::/64 in excluded-prefixes of the reservation for 01:02:05 is no part of 2001:db8:9::/48. Write a prefix that is longer and inside it.",
      ],
    },
  ],
  [
    {
      allows: "excluded prefixes inside the prefixes",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north").reservations = [
          {
            duid: "01:02:03",
            prefixes: ["2001:db8:8::/48", "2001:db8:9::/48"],
            "excluded-prefixes": ["2001:db8:8:1::/64", ""],
          },
        ];
      },
    },
  ],
);
