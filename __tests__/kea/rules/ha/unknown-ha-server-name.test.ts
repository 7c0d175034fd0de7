import { Family } from "../../../../kea/model/family";
import { unknownHaServerName } from "../../../../kea/rules/ha/unknown-ha-server-name";
import { describeRule } from "../describe-rule";
import { pair } from "./members";

describeRule(
  unknownHaServerName,
  [
    {
      finds: "an ha-server-name that is no member",
      breaks: (fleet) => {
        for (const host of ["hub", "north", "backup"] as const)
          fleet.subnet(host)["user-context"]["ha-server-name"] = "nord";
      },
      says: [
        "error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.1.0.0/24 (id 1) is nord, which is no member of hub's relationships. Use one of north.north, north.hub, north.backup, south.south, south.hub, south.backup. Or add the relationship that nord is in.",
      ],
    },
    {
      finds: "a misspelt name",
      family: Family.V6,
      breaks: (fleet) => {
        fleet.subnet("hub")["user-context"]["ha-server-name"] = "north.hubb";
      },
      says: [
        "error KEAHA035: hub-dhcp6: ha-server-name of subnet 2001:db8:1::/64 (id 1) is north.hubb, which is no member of hub's relationships. Did you mean north.hub?",
      ],
    },
    {
      finds: "names that are none",
      breaks: (fleet) => {
        fleet.subnet("hub")["user-context"]["ha-server-name"] = "";
        fleet.subnet("hub", 1)["user-context"]["ha-server-name"] = 2;
      },
      says: [
        'error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.1.0.0/24 (id 1) is "", which is no member of hub\'s relationships. Use one of north.north, north.hub, north.backup, south.south, south.hub, south.backup.',
        "error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.2.0.0/24 (id 2) is 2, which is no member of hub's relationships. Use one of north.north, north.hub, north.backup, south.south, south.hub, south.backup.",
      ],
    },
    {
      finds: "a bad name that hides the good one of the shared network",
      breaks: (fleet) => {
        const dhcp = fleet.dhcp("hub");
        const [subnet] = dhcp.subnet4.splice(0, 1);
        subnet["user-context"]["ha-server-name"] = ["north.hub"];
        dhcp["shared-networks"] = [
          { name: "n", "user-context": { "ha-server-name": "north.hub" }, subnet4: [subnet] },
        ];
      },
      says: [
        "error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.1.0.0/24 (id 1) is a list, which is no member of hub's relationships. Use one of north.north, north.hub, north.backup, south.south, south.hub, south.backup.",
      ],
    },
  ],
  [
    {
      allows: "the name of any member",
      breaks: (fleet) => {
        fleet.subnet("hub")["user-context"]["ha-server-name"] = "north.backup";
      },
    },
    {
      allows: "the server's own name, where it is missing among its members: another mistake",
      breaks: (fleet) => {
        fleet.ha("hub").peers.splice(1, 1);
        fleet.subnet("hub")["user-context"]["ha-server-name"] = "north.hub";
      },
    },
    {
      allows: "any name on a server with one relationship",
      breaks: (fleet) => {
        pair(fleet);
        fleet.subnet("north")["user-context"]["ha-server-name"] = "anything";
      },
    },
  ],
);
