import { UNKNOWN } from "../../../../kea/json";
import { memberWithoutHa } from "../../../../kea/rules/ha/member-without-ha";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";

/** Takes the HA library, and what only that reads, from north. */
function lose({ dhcp, subnet }: SoundFleet): void {
  dhcp("north")["hooks-libraries"] = [];
  delete subnet("north")["user-context"];
}

describeRule(
  memberWithoutHa,
  [
    {
      finds: "a partner that lost its HA library",
      breaks: lose,
      says: [
        "warning KEAHA155: north-dhcp4: north-dhcp4 gives addresses of subnet 10.1.0.0/24 (id 1) as relationship north does, and does not load libdhcp_ha.so. Load it there, if it is to be north.north; if it has nothing to do with that relationship, check them apart.",
      ],
    },
    {
      finds: "one beside whose guard by HA's class others get in",
      breaks: (fleet) => {
        lose(fleet);
        fleet.subnet("north").pools[0]["client-classes"] = ["HA_north.north", "KNOWN"];
      },
      says: [
        "warning KEAHA155: north-dhcp4: north-dhcp4 gives addresses of subnet 10.1.0.0/24 (id 1) as relationship north does, and does not load libdhcp_ha.so. Load it there, if it is to be north.north; if it has nothing to do with that relationship, check them apart.",
      ],
    },
  ],
  [
    {
      allows: "one whose guards are HA's, and let nobody in: told as that",
      breaks: (fleet) => {
        lose(fleet);
        fleet.subnet("north").pools[0]["client-class"] = "HA_north.north";
      },
    },
    {
      allows: "a server beside a relationship that gives other addresses",
      breaks: (fleet) => {
        lose(fleet);
        fleet.subnet("north").pools = [{ pool: "10.1.0.251-10.1.0.254" }];
      },
    },
    {
      allows: "one whose subnets still name members, which is told as that",
      breaks: ({ dhcp }) => {
        dhcp("north")["hooks-libraries"] = [];
      },
    },
    {
      allows: "hook libraries that only Terraform knows yet",
      breaks: (fleet) => {
        lose(fleet);
        fleet.dhcp("north")["hooks-libraries"] = UNKNOWN;
      },
    },
  ],
);
