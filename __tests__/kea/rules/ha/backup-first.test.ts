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
      allows: "a server that is a backup by the name of another one: another mistake",
      breaks: ({ ha }) => {
        ha("hub")["this-server-name"] = "north.backup";
      },
    },
    {
      allows: "a role as a backup that partners do not know of: another mistake",
      breaks: ({ ha }) => {
        ha("hub").peers[1].role = "backup";
      },
    },
    {
      allows: "a backup that is active later by the name of another server: another mistake",
      breaks: ({ ha }) => {
        ha("backup", 1)["this-server-name"] = "south.south";
      },
    },
    {
      allows: "a relationship as a backup listed last",
      breaks: (fleet) => {
        onMember(fleet, "south.hub", { role: "backup" });
      },
    },
  ],
);
