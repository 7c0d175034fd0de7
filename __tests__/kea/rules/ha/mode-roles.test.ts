import { UNKNOWN } from "../../../../kea/json";
import { modeRoles } from "../../../../kea/rules/ha/mode-roles";
import { describeRule } from "../describe-rule";
import { everywhere, onMember, pair, said } from "./members";

describeRule(
  modeRoles,
  [
    {
      finds: "a hot-standby relationship without standby",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { role: "backup" });
      },
      says: [
        "error KEAHA006: relationship north, hub-dhcp4: it is hot-standby and has no standby. A hot-standby relationship has one primary and one standby, and may have backups.",
      ],
    },
    {
      finds: "two primaries",
      breaks: (fleet) => {
        onMember(fleet, "south.hub", { role: "primary" });
      },
      says: [
        "error KEAHA006: relationship south, hub-dhcp4: south.south and south.hub are all its primary. A hot-standby relationship has one primary and one standby, and may have backups.",
      ],
    },
    {
      finds: "a secondary in hot-standby, once",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { role: "secondary" });
      },
      says: [
        "error KEAHA006: relationship north, hub-dhcp4: it is hot-standby, and north.hub is its secondary. A hot-standby relationship has one primary and one standby, and may have backups.",
      ],
    },
    {
      finds: "a standby in load-balancing",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["hub", "north"] as const) fleet.ha(host).mode = "load-balancing";
      },
      says: [
        "error KEAHA006: relationship north.north+north.hub, hub-dhcp4: it is load-balancing, and north.hub is its standby (also on north-dhcp4). A load-balancing relationship has one primary and one secondary, and may have backups.",
      ],
    },
    {
      finds: "two primaries in one list, and no primary in the other",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[1].role = "primary";
        fleet.ha("hub").peers[0].role = "standby";
      },
      says: [
        "error KEAHA006: relationship north.north+north.hub, hub-dhcp4: north.north and north.hub are all its standby. A hot-standby relationship has one primary and one standby, and may have backups.",
        "error KEAHA006: relationship north.north+north.hub, north-dhcp4: north.north and north.hub are all its primary. A hot-standby relationship has one primary and one standby, and may have backups.",
      ],
    },
    {
      finds: "a standby in passive-backup",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["hub", "north"] as const) fleet.ha(host).mode = "passive-backup";
      },
      says: [
        "error KEAHA006: relationship north.north+north.hub, hub-dhcp4: it is passive-backup, and north.hub is its standby (also on north-dhcp4). A passive-backup relationship has one primary, and may have backups.",
      ],
    },
    {
      finds: "two primaries where the mode is wrong, too: in the mode that it has to be",
      breaks: (fleet) => {
        fleet.ha("hub").mode = "load-balancing";
        fleet.ha("hub").peers[1].role = "primary";
        fleet.ha("hub", 1).mode = "passive-backup";
        fleet.ha("hub", 1).peers[1].role = "secondary";
      },
      says: [
        "error KEAHA006: relationship north, hub-dhcp4: north.north and north.hub are all its primary. A hot-standby relationship has one primary and one standby, and may have backups.",
        "error KEAHA006: relationship south, hub-dhcp4: it has to be hot-standby, and south.hub is its secondary. A hot-standby relationship has one primary and one standby, and may have backups.",
      ],
    },
    {
      finds: "no standby where the mode is wrong on all servers",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "load-balancing" });
        onMember(fleet, "north.hub", { role: "backup" });
      },
      says: [
        "error KEAHA006: relationship north, hub-dhcp4: it has to be hot-standby and has no standby. A hot-standby relationship has one primary and one standby, and may have backups.",
      ],
    },
    {
      finds: "a misspelt mode",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "hot_standby" });
      },
      says: [
        "error KEAHA006: relationship north, hub-dhcp4: its mode is hot_standby. Did you mean hot-standby?",
      ],
    },
    {
      finds: "a mode that is none",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "constructor" });
      },
      says: [
        "error KEAHA006: relationship north, hub-dhcp4: its mode is constructor. Use one of hot-standby, load-balancing, passive-backup.",
      ],
    },
    {
      finds: "a misspelt role",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { role: "Standby" });
      },
      says: [
        "error KEAHA006: relationship north, hub-dhcp4: the role of north.hub is Standby. Did you mean standby?",
      ],
    },
    {
      finds: "a role that is none",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { role: "slave" });
      },
      says: [
        "error KEAHA006: relationship north, hub-dhcp4: the role of north.hub is slave. Use one of primary, secondary, standby, backup.",
      ],
    },
  ],
  [
    {
      allows: "a member that is there twice: another mistake",
      breaks: ({ ha }) => {
        ha("hub").peers.push(ha("hub").peers[0]);
      },
    },
    {
      allows: "the roles of hot-standby on a server of several relationships, where the mode is wrong",
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "load-balancing" });
      },
    },
    {
      allows: "the roles of another mode, which hub cannot have: told as that",
      breaks: (fleet) => {
        fleet.ha("hub").mode = "load-balancing";
        fleet.ha("hub").peers[1].role = "secondary";
      },
    },
    {
      allows: "a role that nobody has, where the server itself is missing among the members",
      breaks: (fleet) => {
        fleet.ha("north").peers.shift();
      },
    },
    {
      allows: "passive-backup with and without backups",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["hub", "north"] as const) {
          fleet.ha(host).mode = "passive-backup";
          fleet.ha(host).peers[1].role = "backup";
        }
        fleet.ha("north").peers.length = 1;
      },
    },
    {
      allows: "two standbys in one list, where the other one shows who is primary: told as that",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[0].role = "standby";
      },
    },
    {
      allows:
        "a role that nobody has on one server, or a mode of other roles, where the other shows which is meant",
      breaks: (fleet) => {
        fleet.ha("north").peers[1].role = "backup";
        fleet.ha("south").mode = "load-balancing";
      },
    },
    {
      allows: "a missing or unknown role, which is told elsewhere",
      breaks: (fleet) => {
        onMember(fleet, "north.hub", { role: UNKNOWN });
        onMember(fleet, "south.hub", { role: 5 });
      },
    },
    {
      allows: "missing members, which are told elsewhere",
      breaks: (fleet) => {
        for (const side of said(fleet, "north")) side.peers = [];
        for (const side of said(fleet, "south")) delete side.peers;
      },
    },
  ],
);
