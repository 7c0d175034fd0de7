import { modeSettings } from "../../../../kea/rules/ha/mode-settings";
import { describeRule } from "../describe-rule";
import { everywhere, onMember } from "./members";

describeRule(
  modeSettings,
  [
    {
      finds: "a limit of delayed updates in hot-standby",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "delayed-updates-limit": 100 });
      },
      says: [
        "error KEAHA031: relationship north, hub-dhcp4: it is hot-standby, and delayed-updates-limit is 100. Only load-balancing delays updates: remove it.",
      ],
    },
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
    {
      finds: "a limit of delayed updates in passive-backup",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup", "delayed-updates-limit": 1 });
      },
      says: [
        "error KEAHA031: relationship north, hub-dhcp4: it is passive-backup, and delayed-updates-limit is 1. Only load-balancing delays updates: remove it.",
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
      allows: "waiting for backups in passive-backup",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup", "wait-backup-ack": true });
      },
    },
    {
      allows: "what Kea fills in",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "delayed-updates-limit": 0, "wait-backup-ack": false });
      },
    },
  ],
);
