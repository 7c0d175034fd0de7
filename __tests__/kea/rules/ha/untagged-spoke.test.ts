import { UNKNOWN } from "../../../../kea/json";
import { untaggedSpoke } from "../../../../kea/rules/ha/untagged-spoke";
import { describeRule } from "../describe-rule";
import { only, pair, undeclared } from "./members";

describeRule(
  untaggedSpoke,
  [
    {
      finds: "a spoke without ha-server-name",
      breaks: (fleet) => {
        delete fleet.subnet("north")["user-context"];
      },
      says: [
        "warning KEAHA052: relationship north, north-dhcp4: no subnet of north has ha-server-name, and its partner hub is in 2 relationships. Put ha-server-name, with the name of a member, into the user-context of each subnet that is in this relationship.",
      ],
    },
    {
      finds: "a spoke whose subnets name no member of its own",
      breaks: (fleet) => {
        fleet.subnet("north")["user-context"] = { "ha-server-name": "south.south" };
      },
      says: [
        "warning KEAHA052: relationship north, north-dhcp4: no subnet of north has a member of its relationship in ha-server-name, and its partner hub is in 2 relationships. Put ha-server-name, with the name of a member, into the user-context of each subnet that is in this relationship.",
      ],
    },
  ],
  [
    {
      allows: "a pair without ha-server-name",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["hub", "north"] as const) delete fleet.subnet(host)["user-context"];
      },
    },
    {
      allows: "names that are not known yet",
      breaks: (fleet) => {
        fleet.subnet("north")["user-context"]["ha-server-name"] = UNKNOWN;
      },
    },
    {
      allows: "another spoke's subnet alone, which is in two relationships: another mistake",
      breaks: (fleet) => {
        fleet.dhcp("north").subnet4 = [structuredClone(fleet.subnet("south"))];
      },
    },
    {
      allows: "a name that only the hub calls it by: that they differ is told",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("north").peers[0].name = fleet.ha("north")["this-server-name"] = "north-north";
        fleet.subnet("north")["user-context"]["ha-server-name"] = "north.north";
      },
    },
    {
      allows: "a spoke whose hub is not known",
      breaks: (fleet) => {
        only(fleet, "north", "backup");
        delete fleet.subnet("north")["user-context"];
      },
    },
    {
      allows: "its own name, where the server is missing among its members: another mistake",
      breaks: (fleet) => {
        fleet.ha("north").peers.shift();
      },
    },
    {
      allows: "a spoke that syncs no leases",
      breaks: (fleet) => {
        fleet.ha("north")["sync-leases"] = false;
        delete fleet.subnet("north")["user-context"];
      },
    },
  ],
);
