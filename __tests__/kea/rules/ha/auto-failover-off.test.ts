import { UNKNOWN } from "../../../../kea/json";
import { autoFailoverOff } from "../../../../kea/rules/ha/auto-failover-off";
import { describeRule } from "../describe-rule";
import { everywhere, onMember } from "./members";

describeRule(
  autoFailoverOff,
  [
    {
      finds: "a standby that does not take over",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { "auto-failover": false });
      },
      says: [
        "warning KEAHA051: relationship north, hub-dhcp4: auto-failover of north.hub, its standby, is false: nobody takes over by itself. Set it to true, or have somebody at hand who sends ha-scopes.",
      ],
    },
    {
      finds: "a primary of load-balancing that does not take over",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "load-balancing" });
        onMember(fleet, "north.hub", { role: "secondary" });
        onMember(fleet, "north.north", { "auto-failover": false });
      },
      says: [
        "warning KEAHA051: relationship north, north-dhcp4: auto-failover of north.north, its primary, is false: nobody takes over by itself. Set it to true, or have somebody at hand who sends ha-scopes.",
      ],
    },
    {
      finds: "a primary of hot-standby, which has nothing to take over, where its standby does",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { "auto-failover": false });
      },
      says: [
        "warning KEAHA051: relationship north, north-dhcp4: auto-failover of north.north, its primary, is false, which does nothing: north.hub takes over by itself. Remove it, or set that of north.hub to false where nobody shall take over by itself.",
      ],
    },
    {
      finds: "a pair without, once",
      breaks: (fleet) => {
        for (const name of ["north.north", "north.hub"]) onMember(fleet, name, { "auto-failover": false });
      },
      says: [
        "warning KEAHA051: relationship north, hub-dhcp4: auto-failover of north.hub, its standby, is false: nobody takes over by itself. Set it to true, or have somebody at hand who sends ha-scopes.",
      ],
    },
  ],
  [
    {
      allows: "a primary of passive-backup, which has no partner",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup" });
        onMember(fleet, "north.hub", { role: "backup" });
        onMember(fleet, "north.north", { "auto-failover": false });
      },
    },
    {
      allows: "a primary whose standby Terraform alone knows to take over or not",
      breaks: (fleet) => {
        onMember(fleet, "north.north", { "auto-failover": false });
        onMember(fleet, "north.hub", { "auto-failover": UNKNOWN });
      },
    },
    {
      allows: "what a partner says of it: Kea reads the own entry",
      breaks: (fleet) => {
        fleet.ha("north").peers[1]["auto-failover"] = false;
      },
    },
    {
      allows: "a backup, which never takes over",
      breaks: (fleet) => {
        onMember(fleet, "north.backup", { "auto-failover": false });
      },
    },
  ],
);
