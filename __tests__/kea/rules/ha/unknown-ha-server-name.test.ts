import { Family } from "../../../../kea/model/family";
import { unknownHaServerName } from "../../../../kea/rules/ha/unknown-ha-server-name";
import { describeRule } from "../describe-rule";
import { only, pair, undeclared } from "./members";

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
      finds: "a relationship that the hub lacks, and says whose it is",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        const { parameters } = fleet.dhcp("hub")["hooks-libraries"][0];
        parameters["high-availability"][1] = {
          "this-server-name": "west.hub",
          mode: "hot-standby",
          peers: [
            { name: "west.west", url: "http://10.3.0.1:8000/", role: "primary" },
            { name: "west.hub", url: "http://10.0.0.1:8002/", role: "standby" },
          ],
        };
      },
      says: [
        "error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.2.0.0/24 (id 2) is south.hub, which is no member of hub's relationships. Add relationship south.south+south.hub+south.backup, as south-dhcp4 has it.",
      ],
    },
    {
      finds: "a subnet of a relationship of other servers",
      breaks: (fleet) => {
        undeclared(fleet);
        const spoke = fleet.servers.find(({ host }) => host === "north")!;
        // A spoke that has two relationships of its own, and a subnet of the other spoke.
        const config = structuredClone(spoke.config);
        const { Dhcp4: dhcp } = config;
        const [own] = dhcp["hooks-libraries"][0].parameters["high-availability"];
        dhcp["hooks-libraries"][0].parameters["high-availability"] = ["x", "y"].map((name, index) => ({
          ...own,
          "this-server-name": `${name}.1`,
          peers: [1, 2].map((member) => ({
            name: `${name}.${member}`,
            url: `http://10.9.${member}.1:${8100 + index}/`,
            role: member === 1 ? "primary" : "standby",
          })),
        }));
        dhcp.subnet4 = ["x", "y"].map((name, index) => ({
          ...{ id: 91 + index, subnet: `10.9${index}.0.0/24`, pools: [] },
          "user-context": { "ha-server-name": `${name}.1` },
        }));
        dhcp.subnet4.push({
          ...structuredClone(fleet.subnet("south")),
          "user-context": { "ha-server-name": "south.south" },
        });
        fleet.servers.push({ ...spoke, host: "east", config });
      },
      says: [
        "error KEAHA035: east-dhcp4: ha-server-name of subnet 10.2.0.0/24 (id 2) is south.south, which is no member of east's relationships. Take the subnet off: it is in relationship south.south+south.hub+south.backup, all of whose members are other servers.",
      ],
    },
    {
      finds: "the name of a backup that only a partner lists",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        fleet.ha("hub").peers.pop();
        fleet.subnet("hub")["user-context"]["ha-server-name"] = "north.backup";
      },
      says: [
        "error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.1.0.0/24 (id 1) is north.backup, which is no member of hub's relationships. Use one of north.north, north.hub, south.south, south.hub, south.backup. Or add the relationship that north.backup is in.",
      ],
    },
    {
      finds: "a slip of the hand beside a copied name",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        fleet.ha("hub", 1).peers[0].name = "north.north";
        fleet.subnet("hub", 1)["user-context"]["ha-server-name"] = "south.hubb";
      },
      says: [
        "error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.2.0.0/24 (id 2) is south.hubb, which is no member of hub's relationships. Did you mean south.hub?",
      ],
    },
    {
      finds:
        "a relationship that the hub lacks, beside a wrong role, a member without partner or a copied name",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        const relationships = fleet.dhcp("hub")["hooks-libraries"][0].parameters["high-availability"];
        relationships.length = 1;
        for (const net of [3, 4, 5])
          relationships.push({
            "this-server-name": `r${net}.hub`,
            mode: "hot-standby",
            peers: [
              { name: `r${net}.far`, url: `http://10.${net}.0.1:8000/`, role: "primary" },
              { name: `r${net}.hub`, url: `http://10.0.0.1:800${net}/`, role: "standby" },
            ],
          });
        fleet.ha("hub").peers[2].name = "north.north";
        fleet.ha("hub", 1).peers[0].role = "standby";
        fleet.ha("hub", 2).peers.shift();
      },
      says: [
        "error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.2.0.0/24 (id 2) is south.hub, which is no member of hub's relationships. Add relationship south.south+south.hub+south.backup, as south-dhcp4 has it.",
      ],
    },
    {
      finds:
        "a name of nobody's beside a member that a partner shows: listed under the name of another, or not at all",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        fleet.ha("hub").peers.length = 2;
        fleet.ha("hub").peers.shift();
        fleet.ha("hub", 1).peers[0].name = "north.hub";
        for (const index of [0, 1])
          fleet.subnet("hub", index)["user-context"]["ha-server-name"] = ["lisbon", "porto"][index];
      },
      says: [
        "error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.1.0.0/24 (id 1) is lisbon, which is no member of hub's relationships. Use one of north.hub, south.hub, south.backup. Or add the relationship that lisbon is in.",
        "error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.2.0.0/24 (id 2) is porto, which is no member of hub's relationships. Use one of north.hub, south.hub, south.backup. Or add the relationship that porto is in.",
      ],
    },
    {
      finds: "a name of nobody's on a hub all of whose members are there, whatever their roles",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub");
        fleet.ha("hub").peers[1].role = "primary";
        fleet.ha("hub", 1).peers[1].role = "backup";
        fleet.subnet("hub")["user-context"]["ha-server-name"] = "lisbon";
      },
      says: [
        "error KEAHA035: hub-dhcp4: ha-server-name of subnet 10.1.0.0/24 (id 1) is lisbon, which is no member of hub's relationships. Use one of north.north, north.hub, north.backup, south.south, south.hub, south.backup. Or add the relationship that lisbon is in.",
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
      allows: "a member that only its partner calls so, whose two names are told",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        fleet.ha("hub").peers[0].name = "north-north";
        fleet.subnet("hub")["user-context"]["ha-server-name"] = "north.north";
      },
    },
    {
      allows: "a member of a relationship that shares no name with the hub's, which is told as one",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        const { peers } = fleet.ha("hub");
        ["n", "h", "b"].forEach((name, index) => (peers[index].name = name));
        fleet.ha("hub")["this-server-name"] = "h";
      },
    },
    {
      allows: "members of a relationship in whose place there is a copy, whole or half edited: told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        for (const host of ["hub", "backup"] as const) {
          fleet.ha(host, 1).peers = structuredClone(fleet.ha(host).peers);
          const west = {
            "this-server-name": "west.west",
            mode: "hot-standby",
            peers: [{ name: "west.west", url: "http://10.3.0.1:8000/", role: "primary" }],
          };
          fleet.dhcp(host)["hooks-libraries"][0].parameters["high-availability"].push(west);
        }
        fleet.ha("backup", 1)["this-server-name"] = "north.backup";
      },
    },
    {
      allows: "a member that is missing in the hub's list: told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub");
        fleet.ha("hub", 1).peers.shift();
        fleet.subnet("hub", 1)["user-context"]["ha-server-name"] = "south.south";
      },
    },
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
