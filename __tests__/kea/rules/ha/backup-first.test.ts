import { backupFirst } from "../../../../kea/rules/ha/backup-first";
import { describeRule } from "../describe-rule";
import { onMember } from "./members";

describeRule(
  backupFirst,
  [
    {
      finds: "a relationship as a backup listed before an active one",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { role: "backup" });
      },
      says: [
        "error KEAHA013: relationship north, hub-dhcp4: hub is a backup here and active in a relationship listed later: it would never serve anybody. List the relationships in which it is a backup last.",
      ],
    },
  ],
  [
    {
      allows: "a relationship as a backup listed last",
      breaks: (fleet) => {
        onMember(fleet, "south.hub", { role: "backup" });
      },
    },
  ],
);
