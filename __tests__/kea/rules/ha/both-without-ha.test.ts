import { Family } from "../../../../kea/model/family";
import { bothWithoutHa } from "../../../../kea/rules/ha/both-without-ha";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

/** Takes the HA library, and what only that reads, from the hub and from north. */
function lose({ dhcp }: SoundFleet): void {
  for (const server of [dhcp("hub"), dhcp("north")]) {
    server["hooks-libraries"] = [];
    for (const subnet of server.subnet4 ?? server.subnet6) delete subnet["user-context"];
  }
}

const ENDS =
  "neither loads libdhcp_ha.so. Make them members of a relationship, or give each addresses of its own; if they serve networks that never meet, check them apart.";

describeRule(
  bothWithoutHa,
  [
    {
      finds: "two servers that give the same addresses, and know nothing of each other",
      breaks: lose,
      says: [
        `warning KEAHA158: north-dhcp4: pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1) has addresses that hub-dhcp4 gives, too, and ${ENDS}`,
      ],
    },
    {
      finds: "the same in DHCPv6",
      family: Family.V6,
      breaks: lose,
      says: [
        `warning KEAHA158: north-dhcp6: pool 2001:db8:1::1000-2001:db8:1::ffff of subnet 2001:db8:1::/64 (id 1) has addresses that hub-dhcp6 gives, too, and ${ENDS}`,
      ],
    },
  ],
  [
    {
      allows: "addresses of its own for each",
      breaks: (fleet) => {
        lose(fleet);
        fleet.subnet("north").pools = [{ pool: "10.1.0.251-10.1.0.254" }];
      },
    },
    {
      allows: "leases in a database, which both may use",
      breaks: (fleet) => {
        lose(fleet);
        fleet.dhcp("north")["lease-database"] = { type: "postgresql", name: "kea" };
      },
    },
  ],
);
