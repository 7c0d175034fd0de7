import { waitBackupAck } from "../../../../kea/rules/ha/wait-backup-ack";
import { describeRule } from "../describe-rule";
import { everywhere, onMember } from "./members";

describeRule(
  waitBackupAck,
  [
    {
      finds: "waiting for backups in hot-standby",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "wait-backup-ack": true });
      },
      says: [
        "error KEAHA031: relationship north, hub-dhcp4: it is hot-standby, and wait-backup-ack is true. Only passive-backup can wait for backups: remove it.",
      ],
    },
    {
      finds: "waiting for backups in load-balancing",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "load-balancing", "wait-backup-ack": true });
        onMember(fleet, "north.hub", { role: "secondary" });
      },
      says: [
        "error KEAHA031: relationship north, hub-dhcp4: it is load-balancing, and wait-backup-ack is true. Only passive-backup can wait for backups: remove it.",
      ],
    },
  ],
  [
    {
      allows: "waiting for backups in passive-backup",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup", "wait-backup-ack": true });
      },
    },
    {
      allows: "what Kea fills in",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "wait-backup-ack": false });
      },
    },
  ],
);
