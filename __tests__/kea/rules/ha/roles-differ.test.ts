import { UNKNOWN } from "../../../../kea/json";
import { rolesDiffer } from "../../../../kea/rules/ha/roles-differ";
import { describeRule } from "../describe-rule";
import { only, pair } from "./members";

describeRule(
  rolesDiffer,
  [
    {
      finds: "two servers that both call themselves primary",
      breaks: (fleet) => {
        fleet.ha("hub").peers[1].role = "primary";
        fleet.ha("hub").peers[0].role = "standby";
      },
      says: [
        "error KEAHA041: relationship north, hub-dhcp4: north.north is standby (primary on north-dhcp4) and north.hub is primary (standby on north-dhcp4). Give every server the same mode and roles.",
      ],
    },
    {
      finds: "partners in different modes",
      breaks: (fleet) => {
        fleet.ha("north").mode = "load-balancing";
        fleet.ha("north").peers[1].role = "secondary";
      },
      says: [
        "error KEAHA041: relationship north, north-dhcp4: its mode is load-balancing, and hot-standby on hub-dhcp4. Give every server the same mode and roles.",
      ],
    },
    {
      finds: "a member that one list has in a wrong role, as the other list shows",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[0].role = "standby";
      },
      says: [
        "error KEAHA041: relationship north.north+north.hub, north-dhcp4: north.north is standby (primary on hub-dhcp4). Make north.north the primary: a hot-standby relationship has one primary and one standby, and may have backups.",
      ],
    },
    {
      finds: "a mode that is not that of the roles, where the partner has both right",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("hub").mode = "load-balancing";
      },
      says: [
        "error KEAHA041: relationship north.north+north.hub, hub-dhcp4: its mode is load-balancing, and hot-standby on north-dhcp4. Make it hot-standby, with the roles that north-dhcp4 gives.",
      ],
    },
    {
      finds: "a backup that takes itself for the standby",
      breaks: (fleet) => {
        fleet.ha("backup").peers[2].role = "standby";
        fleet.ha("backup").peers[1].role = "backup";
      },
      says: [
        "error KEAHA041: relationship north, backup-dhcp4: north.hub is backup (standby on hub-dhcp4) and north.backup is standby (backup on hub-dhcp4). Give every server the same mode and roles.",
      ],
    },
  ],
  [
    {
      allows: "another mode on a server of several relationships, which Kea takes as hot-standby only",
      breaks: (fleet) => {
        fleet.ha("hub").mode = "load-balancing";
      },
    },
    {
      allows: "names that two servers give to each other's partner: another mistake",
      breaks: (fleet) => {
        pair(fleet);
        const [north, hub] = [fleet.ha("north"), fleet.ha("hub")];
        north.peers[1].name = "remote";
        hub.peers[0].name = "remote";
      },
    },
    {
      allows: "a partner that is not known",
      breaks: (fleet) => {
        only(fleet, "north");
        fleet.ha("north").mode = "load-balancing";
      },
    },
    {
      allows: "other roles of others in the eyes of a backup, which calls nobody",
      breaks: (fleet) => {
        fleet.ha("backup").peers[0].role = "standby";
        fleet.ha("backup").peers[1].role = "primary";
      },
    },
    {
      allows: "words that are no roles or modes, which are told elsewhere",
      breaks: (fleet) => {
        fleet.ha("north").peers[1].role = "stand-by";
        fleet.ha("hub").mode = "hotstandby";
      },
    },
    {
      allows: "roles and modes that are not known yet",
      breaks: (fleet) => {
        fleet.ha("north").mode = UNKNOWN;
        fleet.ha("north").peers[1].role = UNKNOWN;
      },
    },
  ],
);
