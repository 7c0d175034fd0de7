import { Family } from "../../../../kea/model/family";
import { t1T2Percents } from "../../../../kea/rules/dhcp/t1-t2-percents";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  t1T2Percents,
  [
    {
      finds: "T1 that is not before T2, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["calculate-tee-times"] = true;
          subnet["t1-percent"] = 0.9;
        }),
      says: [
        "error KEAHA137: relationship north, hub-dhcp4: t1-percent is 0.9 and t2-percent is 0.875 of subnet 10.1.0.0/24 (id 1). Make 0.0 < t1-percent < t2-percent < 1.0, inherited values included.",
      ],
    },
    {
      finds: "T2 at the end of the lifetime, where Kea calculates without being told",
      family: Family.V6,
      breaks: ({ dhcp }) => {
        dhcp("north")["t2-percent"] = 1;
      },
      says: [
        "error KEAHA137: north-dhcp6: t1-percent is 0.5 and t2-percent is 1. Make 0.0 < t1-percent < t2-percent < 1.0, inherited values included.",
      ],
    },
  ],
  [
    {
      allows: "shares that are not used",
      breaks: ({ dhcp }) => {
        dhcp("north")["t1-percent"] = 0.9;
        dhcp("north")["t2-percent"] = 0.5;
      },
    },
  ],
);
