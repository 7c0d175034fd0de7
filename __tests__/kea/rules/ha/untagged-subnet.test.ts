import { UNKNOWN } from "../../../../kea/json";
import { untaggedSubnet } from "../../../../kea/rules/ha/untagged-subnet";
import { describeRule } from "../describe-rule";
import { only, pair, undeclared } from "./members";

describeRule(
  untaggedSubnet,
  [
    {
      finds: "a subnet without ha-server-name on a hub",
      breaks: (fleet) => {
        for (const host of ["hub", "north", "backup"] as const) delete fleet.subnet(host)["user-context"];
      },
      says: [
        "error KEAHA034: hub-dhcp4: subnet 10.1.0.0/24 (id 1) has no ha-server-name, and hub is in 2 relationships: it drops every packet for that subnet. Put ha-server-name, with the name of a member, into its user-context or its shared network's; or take it off, if it is in another server's relationship.",
      ],
    },
    {
      finds: "a spoke that tags only some of its subnets",
      breaks: (fleet) => {
        fleet.dhcp("north").subnet4.push({ id: 7, subnet: "10.7.0.0/24" });
      },
      says: [
        "error KEAHA034: north-dhcp4: subnet 10.7.0.0/24 (id 7) has no member in ha-server-name, and other subnets of north have one: its leases are left out when north syncs. Put ha-server-name, with the name of a member, into its user-context or its shared network's; or take it off, if it is in another server's relationship.",
      ],
    },
    {
      finds: "a spoke's subnet with a foreign name beside others",
      breaks: (fleet) => {
        fleet
          .dhcp("north")
          .subnet4.push({ id: 7, subnet: "10.7.0.0/24", "user-context": { "ha-server-name": "other" } });
      },
      says: [
        "error KEAHA034: north-dhcp4: subnet 10.7.0.0/24 (id 7) has no member in ha-server-name, and other subnets of north have one: its leases are left out when north syncs. Put ha-server-name, with the name of a member, into its user-context or its shared network's; or take it off, if it is in another server's relationship.",
      ],
    },
    {
      finds: "a subnet of a relationship that the hub does not have, and that its spoke serves",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        fleet.dhcp("hub")["hooks-libraries"][0].parameters["high-availability"].length = 1;
      },
      says: [
        "error KEAHA034: hub-dhcp4: ha-server-name of subnet 10.2.0.0/24 (id 2) is south.hub, a member of relationship south.south+south.hub+south.backup, which hub does not have: both serve it. Add that relationship, or take the subnet off.",
      ],
    },
    {
      finds: "a shared network without ha-server-name, once",
      breaks: (fleet) => {
        only(fleet, "hub");
        const dhcp = fleet.dhcp("hub");
        for (const subnet of dhcp.subnet4) delete subnet["user-context"];
        dhcp["shared-networks"] = [{ name: "n", subnet4: dhcp.subnet4.splice(0) }];
      },
      says: [
        "error KEAHA034: hub-dhcp4: shared network n has no ha-server-name, and hub is in 2 relationships: it drops every packet for it. Put ha-server-name, with the name of a member, into its user-context; or take it off, if it is in another server's relationship.",
      ],
    },
  ],
  [
    {
      allows: "a name that the shared network gives",
      breaks: (fleet) => {
        const dhcp = fleet.dhcp("hub");
        const [subnet] = dhcp.subnet4.splice(0, 1);
        const context = subnet["user-context"];
        delete subnet["user-context"];
        dhcp["shared-networks"] = [{ name: "n", "user-context": context, subnet4: [subnet] }];
      },
    },
    {
      allows: "no names at all beside a member with an empty name: another mistake",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) delete fleet.subnet(host)["user-context"];
        fleet.ha("north").peers[1].name = "";
      },
    },
    {
      allows: "another spoke's subnet, which is in two relationships: another mistake",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").subnet4.push(structuredClone(subnet("south")));
      },
    },
    {
      allows: "a spoke with the members of another one, which is told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("south").peers = structuredClone(fleet.ha("north").peers);
      },
    },
    {
      allows: "no names at all where the one relationship is listed twice, or its library is loaded twice",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) delete fleet.subnet(host)["user-context"];
        const hooks = fleet.dhcp("north")["hooks-libraries"];
        hooks.push(structuredClone(hooks[0]));
        const list = fleet.dhcp("hub")["hooks-libraries"][0].parameters["high-availability"];
        list.push(structuredClone(list[0]));
      },
    },
    {
      allows: "the server's own name beside others, where it is missing among its members: another mistake",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers.shift();
        fleet.dhcp("north").subnet4.push({
          id: 9,
          subnet: "10.9.0.0/24",
          "user-context": { "ha-server-name": "north.hub" },
        });
      },
    },
    {
      allows: "a member that only its partner calls so, beside others: that they differ is told",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("north").peers[0].name = fleet.ha("north")["this-server-name"] = "north-north";
        const dhcp = fleet.dhcp("north");
        dhcp.subnet4[0]["user-context"]["ha-server-name"] = "north.north";
        const more = { id: 9, subnet: "10.9.0.0/24", "user-context": { "ha-server-name": "north.hub" } };
        dhcp.subnet4.push(more);
      },
    },
    {
      allows: "members of a relationship in whose place there is a copy: told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        fleet.ha("hub", 1).peers = structuredClone(fleet.ha("hub").peers);
      },
    },
    {
      allows: "no names at all where there is one relationship",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["hub", "north"] as const) delete fleet.subnet(host)["user-context"];
      },
    },
    {
      allows: "a name beside a user-context, or in one that is no map: another mistake",
      breaks: ({ subnet }) => {
        Object.assign(subnet("hub"), subnet("hub")["user-context"], { "user-context": undefined });
        subnet("backup")["user-context"] = "north.north";
      },
    },
    {
      allows: "a server that never syncs",
      breaks: (fleet) => {
        fleet.ha("north")["sync-leases"] = false;
        fleet.dhcp("north").subnet4.push({ id: 7, subnet: "10.7.0.0/24" });
      },
    },
    {
      allows: "a name that is not known yet",
      breaks: (fleet) => {
        fleet.subnet("hub")["user-context"]["ha-server-name"] = UNKNOWN;
      },
    },
    {
      allows: "members that are not known yet",
      breaks: (fleet) => {
        fleet.ha("hub").peers[0].name = UNKNOWN;
        delete fleet.subnet("hub")["user-context"];
      },
    },
  ],
);
