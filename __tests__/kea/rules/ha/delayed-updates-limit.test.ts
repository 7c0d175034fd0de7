import { delayedUpdatesLimit } from "../../../../kea/rules/ha/delayed-updates-limit";
import { describeRule } from "../describe-rule";
import { everywhere, onMember } from "./members";

describeRule(
  delayedUpdatesLimit,
  [
    {
      finds: "a limit of delayed updates in hot-standby",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "delayed-updates-limit": 100 });
      },
      says: [
        "error KEAHA141: relationship north, hub-dhcp4: it is hot-standby, and delayed-updates-limit is 100. Only load-balancing delays updates: remove it.",
      ],
    },
    {
      finds: "a limit of delayed updates in passive-backup",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup", "delayed-updates-limit": 1 });
      },
      says: [
        "error KEAHA141: relationship north, hub-dhcp4: it is passive-backup, and delayed-updates-limit is 1. Only load-balancing delays updates: remove it.",
      ],
    },
  ],
  [
    {
      allows: "a limit of delayed updates in load-balancing",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "load-balancing", "delayed-updates-limit": 50 });
        onMember(fleet, "north.hub", { role: "secondary" });
      },
    },
    {
      allows: "what Kea fills in",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "delayed-updates-limit": 0 });
      },
    },
  ],
);
