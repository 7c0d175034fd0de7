import { backupUnlisted } from "../../../../kea/rules/ha/backup-unlisted";
import { describeRule } from "../describe-rule";
import { only, undeclared } from "./members";

describeRule(
  backupUnlisted,
  [
    {
      finds: "a backup that one server does not list",
      breaks: (fleet) => {
        fleet.ha("north").peers.length = 2;
      },
      says: [
        "warning KEAHA163: relationship north, north-dhcp4: it does not list north.backup, which is a backup of the relationship elsewhere and gets none of its leases. List the same members, by the same names, on every server.",
      ],
    },
    {
      finds: "a backup that nobody lists but itself",
      breaks: (fleet) => {
        for (const host of ["north", "hub"] as const) fleet.ha(host).peers.length = 2;
      },
      says: [
        "warning KEAHA163: relationship north, hub-dhcp4: it does not list north.backup, which is a backup of the relationship elsewhere and gets none of its leases. List the same members, by the same names, on every server.",
        "warning KEAHA163: relationship north, north-dhcp4: it does not list north.backup, which is a backup of the relationship elsewhere and gets none of its leases. List the same members, by the same names, on every server.",
      ],
    },
    {
      finds: "two backups that only one server lists",
      breaks: (fleet) => {
        undeclared(fleet);
        for (const name of ["spare", "second"])
          fleet.ha("hub", 1).peers.push({ name, url: `http://10.0.0.${name.length}:8000/`, role: "backup" });
      },
      says: [
        "warning KEAHA163: relationship south.south+south.hub+south.backup+spare+second, south-dhcp4: it does not list spare and second, which are backups of the relationship elsewhere and get none of its leases. List the same members, by the same names, on every server.",
      ],
    },
    {
      finds: "a backup that calls itself by another name, once, since leases get to its URL",
      breaks: (fleet) => {
        fleet.ha("backup")["this-server-name"] = fleet.ha("backup").peers[2].name = "north.record";
      },
      says: [
        "warning KEAHA163: relationship north, hub-dhcp4: the backup at http://10.0.0.9:8000/ is north.backup here, and backup-dhcp4 calls itself north.record. Leases get there. List the same members, by the same names, on every server: tools take them for two.",
      ],
    },
    {
      finds: "a server that calls a backup otherwise than itself and its partner do",
      breaks: (fleet) => {
        fleet.ha("north").peers[2].name = "north.record";
      },
      says: [
        "warning KEAHA163: relationship north, north-dhcp4: the backup at http://10.0.0.9:8000/ is north.record here, and backup-dhcp4 calls itself north.backup. Leases get there. List the same members, by the same names, on every server: tools take them for two.",
      ],
    },
    {
      finds: "two names for a backup of which nothing else is known, once",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "north", "hub");
        fleet.ha("north").peers[2].name = "north.record";
      },
      says: [
        "warning KEAHA163: relationship north.north+north.hub+north.backup+north.record, hub-dhcp4: the backup at http://10.0.0.9:8000/ is north.backup here, and north-dhcp4 lists it as north.record. Leases get there. List the same members, by the same names, on every server: tools take them for two.",
      ],
    },
    {
      finds: "a backup by another name that may be the one that is listed, since it listens everywhere",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "north", "backup");
        const backup = fleet.ha("backup");
        Object.assign(backup.peers[2], { name: "north.record", url: "http://0.0.0.0:8000/" });
        backup["this-server-name"] = "north.record";
      },
      says: [
        "warning KEAHA163: relationship north.north+north.hub+north.backup+north.record, north-dhcp4: it does not list north.record, which is a backup of the relationship elsewhere. List the same members, by the same names, on every server.",
      ],
    },
    {
      finds: "a backup that alone has another name for its primary: it takes leases whoever sends them",
      breaks: (fleet) => {
        fleet.ha("backup").peers[0].name = "north.primary";
      },
      says: [
        "warning KEAHA163: relationship north, backup-dhcp4: this backup lists north.primary where hub-dhcp4 lists north.north. Leases get here. List the same members, by the same names, on every server: tools take them for two.",
      ],
    },
  ],
  [
    {
      allows: "a server by another name at its partner: told as what breaks the pair",
      breaks: (fleet) => {
        fleet.ha("hub").peers[0].name = "north.primary";
      },
    },
    {
      allows: "backups that a backup does not know of",
      breaks: (fleet) => {
        for (const host of ["north", "hub"] as const)
          fleet.ha(host).peers.push({ name: "north.second", url: "http://10.0.0.8:8000/", role: "backup" });
      },
    },
    {
      allows: "a backup that is missing among its own members, and knows of no other: another mistake",
      breaks: (fleet) => {
        fleet.ha("backup").peers.pop();
        for (const host of ["north", "hub"] as const)
          fleet.ha(host).peers.push({ name: "north.second", url: "http://10.0.0.8:8000/", role: "backup" });
      },
    },
    {
      allows: "a server whose partners are not known",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "north");
      },
    },
  ],
);
