import { UNKNOWN } from "../../../../kea/json";
import { thisServerName } from "../../../../kea/rules/ha/this-server-name";
import { Family } from "../../../../kea/model/family";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { only, pair, said, undeclared } from "./members";

/** Calls the members of a pair otherwise, on all that is left of it. */
function rename(fleet: SoundFleet, primary: string, standby: string): void {
  for (const { host } of fleet.servers) {
    const ha = fleet.ha(host as "north" | "hub");
    ha.peers[0].name = primary;
    ha.peers[1].name = standby;
    ha["this-server-name"] = host === "north" ? primary : standby;
  }
}

/** A hub that calls itself hub in both of its relationships, and its spokes. */
function oneName(fleet: SoundFleet): void {
  undeclared(fleet);
  only(fleet, "hub", "north", "south");
  const all = [fleet.ha("north"), fleet.ha("south"), fleet.ha("hub"), fleet.ha("hub", 1)];
  for (const { peers } of all) peers.length = 2;
  for (const index of [0, 1]) fleet.ha("hub", index)["this-server-name"] = "hub";
}

describeRule(
  thisServerName,
  [
    {
      finds: "a name that is none of the members",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = "somebody";
      },
      says: [
        "error KEAHA012: relationship north, north-dhcp4: this-server-name is somebody, and no member is called somebody: the server itself is missing among them. Replace the entry that is meant for it, or add somebody to peers as a backup: others serve already.",
      ],
    },
    {
      finds: "a misspelt name",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = "north.nort";
      },
      says: [
        "error KEAHA012: relationship north, north-dhcp4: this-server-name is north.nort, and no member is called north.nort. Did you mean north.north?",
      ],
    },
    {
      finds: "every server without a name",
      breaks: (fleet) => {
        for (const side of said(fleet, "north")) delete side["this-server-name"];
        fleet.ha("south")["this-server-name"] = " ";
      },
      says: [
        "error KEAHA012: relationship north, backup-dhcp4: it has no this-server-name. Use one of north.backup.",
        "error KEAHA012: relationship north, hub-dhcp4: it has no this-server-name. Use one of north.hub.",
        "error KEAHA012: relationship north, north-dhcp4: it has no this-server-name. Use one of north.north.",
        "error KEAHA012: relationship south, south-dhcp4: it has no this-server-name. Use one of south.south.",
      ],
    },
    {
      finds: "a server that is missing among its members, without the name of another for it",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        rename(fleet, "a", "b");
        fleet.ha("north").peers.shift();
      },
      says: [
        "error KEAHA012: relationship b, north-dhcp4: this-server-name is a, and no member is called a: the server itself is missing among them. Add a to peers, with its URL and its role.",
      ],
    },
    {
      finds: "quite another name, where a member has the name of the host",
      breaks: (fleet) => {
        pair(fleet);
        rename(fleet, "north", "hub");
        fleet.ha("hub")["this-server-name"] = "dhcp-secondary";
      },
      says: [
        "error KEAHA012: relationship north+hub, hub-dhcp4: this-server-name is dhcp-secondary, and no member is called dhcp-secondary. Did you mean hub?",
      ],
    },
    {
      finds: "another spoke's name, where a member has the name of the host",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        for (const ha of [fleet.ha("north"), fleet.ha("hub")]) ha.peers[0].name = "north";
        fleet.ha("north")["this-server-name"] = "south.south";
      },
      says: [
        "error KEAHA012: relationship north+north.hub+north.backup, north-dhcp4: this-server-name is south.south, and no member is called south.south. Did you mean north?",
      ],
    },
    {
      finds: "another name, and does not propose the host's where the partner calls itself so",
      breaks: (fleet) => {
        pair(fleet);
        rename(fleet, "hub", "north");
        fleet.ha("north")["this-server-name"] = "hub";
        fleet.ha("hub")["this-server-name"] = "dhcp-secondary";
      },
      says: [
        "error KEAHA012: relationship hub+north, hub-dhcp4: this-server-name is dhcp-secondary, and no member is called dhcp-secondary: the server itself is missing among them. Replace the entry that is meant for it, or add dhcp-secondary to peers as a backup: others serve already.",
      ],
    },
    {
      finds: "a third server of a pair, told apart by its number",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        rename(fleet, "kea1", "kea2");
        fleet.ha("north")["this-server-name"] = "kea3";
      },
      says: [
        "error KEAHA012: relationship kea1+kea2, north-dhcp4: this-server-name is kea3, and no member is called kea3: the server itself is missing among them. Replace the entry that is meant for it, or add kea3 to peers as a backup: others serve already.",
      ],
    },
    {
      finds: "a server that is none of a pair's two, where nothing is known of them",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        rename(fleet, "kea-rke2", "kea1-k3s-rpi");
        fleet.ha("north")["this-server-name"] = "kea-k3s-rpi";
      },
      says: [
        "error KEAHA012: relationship kea-rke2+kea1-k3s-rpi, north-dhcp4: this-server-name is kea-k3s-rpi, and no member is called kea-k3s-rpi: the server itself is missing among them. Replace the entry that is meant for it, or add kea-k3s-rpi to peers as a backup: others serve already.",
      ],
    },
    {
      finds: "a third server with the members of two others",
      breaks: (fleet) => {
        pair(fleet);
        const third = structuredClone(fleet.servers[0]!);
        fleet.servers.push({ ...third, host: "third" });
        rename(fleet, "kea1", "kea2");
        const { config } = fleet.servers[2]!;
        const [side] = config.Dhcp4["hooks-libraries"][0].parameters["high-availability"];
        side["this-server-name"] = "kea3";
        side.peers[0].name = "kea1";
        side.peers[1].name = "kea2";
      },
      says: [
        "error KEAHA012: relationship kea1+kea2, third-dhcp4: this-server-name is kea3, and no member is called kea3: the server itself is missing among them. Replace the entry that is meant for it, or add kea3 to peers as a backup: others serve already.",
      ],
    },
    ...[
      ["a letter before the domain", "dhcp-a.example.com", "dhcp-b.example.com", "dhcp-c.example.com"],
      ["a letter amidst its name", "kea-a-prod", "kea-b-prod", "kea-c-prod"],
      ["the last letter before the domain", "dhcpa.lan", "dhcpb.lan", "dhcpc.lan"],
    ].map(([what, primary, standby, third]) => ({
      finds: `a third server, told apart by ${what}, where only the first is known`,
      breaks: (fleet: SoundFleet) => {
        pair(fleet);
        rename(fleet, primary!, standby!);
        fleet.ha("hub")["this-server-name"] = third;
      },
      says: [
        `error KEAHA012: relationship ${primary}+${standby}, hub-dhcp4: this-server-name is ${third}, and no member is called ${third}: the server itself is missing among them. Replace the entry that is meant for it, or add ${third} to peers as a backup: others serve already.`,
      ],
    })),
    ...[
      ["kea-a-prod", "kea-b-prod"],
      ["dhcpa.lan", "dhcpb.lan"],
      ["dhcp", "dhcp-b"],
    ].map(([primary, backup]) => ({
      finds: `a backup ${backup} that lists only its primary ${primary}`,
      breaks: (fleet: SoundFleet) => {
        pair(fleet);
        only(fleet, "north");
        rename(fleet, primary!, "?");
        const ha = fleet.ha("north");
        ha.mode = "passive-backup";
        ha.peers.length = 1;
        ha["this-server-name"] = backup;
      },
      says: [
        `error KEAHA012: relationship ${primary}, north-dhcp4: this-server-name is ${backup}, and no member is called ${backup}: the server itself is missing among them. Replace the entry that is meant for it, or add ${backup} to peers as a backup: others serve already.`,
      ],
    })),
    {
      finds: "a name like those of two members, though one of them is another server",
      breaks: (fleet) => {
        pair(fleet);
        rename(fleet, "kea-east", "kea-west");
        fleet.ha("north")["this-server-name"] = "kea-est";
      },
      says: [
        "error KEAHA012: relationship kea-east+kea-west, north-dhcp4: this-server-name is kea-est, and no member is called kea-est: the server itself is missing among them. Replace the entry that is meant for it, or add kea-est to peers as a backup: others serve already.",
      ],
    },
    {
      finds: "a misspelt name beside a letter of its own",
      breaks: (fleet) => {
        pair(fleet);
        rename(fleet, "dhcp-a.lan", "dhcp-b.lan");
        fleet.ha("north")["this-server-name"] = "dchp-a.lan";
      },
      says: [
        "error KEAHA012: relationship dhcp-a.lan+dhcp-b.lan, north-dhcp4: this-server-name is dchp-a.lan, and no member is called dchp-a.lan. Did you mean dhcp-a.lan?",
      ],
    },
    {
      finds: "a server's own entry that is misspelt, where its partner lists it right",
      breaks: (fleet) => {
        pair(fleet);
        rename(fleet, "server2", "server1");
        fleet.ha("north").peers[0].name = "sever2";
      },
      says: [
        "error KEAHA012: relationship server2+server1+sever2, north-dhcp4: this-server-name is server2, as hub-dhcp4 lists it, and its own entry among peers is called sever2. Call the entry server2.",
      ],
    },
    {
      finds: "a server's own entry by quite another name, at the URL where its partner lists it",
      breaks: (fleet) => {
        pair(fleet);
        rename(fleet, "kea1", "kea2");
        fleet.ha("north").peers[0].name = "local";
      },
      says: [
        "error KEAHA012: relationship kea1+kea2+local, north-dhcp4: this-server-name is kea1, as hub-dhcp4 lists it, and its own entry among peers is called local. Call the entry kea1.",
      ],
    },
    {
      finds: "a hub's name of its first relationship in the second",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        for (const host of ["hub", "north", "south"] as const) fleet.ha(host).peers.length = 2;
        fleet.ha("hub", 1).peers.length = 2;
        fleet.ha("hub", 1)["this-server-name"] = "north.hub";
      },
      says: [
        "error KEAHA012: relationship south.south+south.hub, hub-dhcp4: this-server-name is north.hub, and no member is called north.hub: that is its name in another relationship. Did you mean south.hub?",
      ],
    },
    {
      finds: "one name of a hub in both of its relationships, once, and says its name in each",
      breaks: (fleet) => {
        oneName(fleet);
      },
      says: [
        "error KEAHA012: relationship north.north+north.hub, hub-dhcp4: this-server-name is hub in 2 relationships, and none of their members is called hub. Set it in each to the name of its own entry there: north.hub in relationship north.north+north.hub and south.hub in relationship south.south+south.hub. No name may be in two relationships.",
      ],
    },
    {
      finds: "it in the hub's file alone, where its names are not known",
      breaks: (fleet) => {
        oneName(fleet);
        only(fleet, "hub");
      },
      says: [
        "error KEAHA012: relationship north.north+north.hub, hub-dhcp4: this-server-name is hub in 2 relationships, and none of their members is called hub. Set it in each to the name of its own entry there. No name may be in two relationships.",
      ],
    },
    {
      finds: "it where a spoke lists the hub so: the hub's entry is not to be called alike in both",
      breaks: (fleet) => {
        oneName(fleet);
        fleet.ha("north").peers[1].name = "hub";
      },
      says: [
        "error KEAHA012: relationship north.north+north.hub+hub, hub-dhcp4: this-server-name is hub in 2 relationships, and none of their members is called hub. Set it in each to the name of its own entry there: north.hub in relationship north.north+north.hub+hub and south.hub in relationship south.south+south.hub. No name may be in two relationships.",
      ],
    },
    {
      finds: "a copied relationship of a hub in which that name alone was changed, once",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("hub", 1).peers = structuredClone(fleet.ha("hub").peers);
      },
      says: [
        "error KEAHA012: relationship north.north+north.hub+north.backup, hub-dhcp4: this-server-name is south.hub, and its peers are those of relationship north.north+north.hub+north.backup. List the members of relationship south.south+south.hub+south.backup.",
      ],
    },
    {
      finds: "it in the hub's file alone",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub");
        fleet.ha("hub", 1).peers = structuredClone(fleet.ha("hub").peers);
      },
      says: [
        "error KEAHA012: relationship north.north+north.hub+north.backup, hub-dhcp4: this-server-name is south.hub, and its peers are those of relationship north.north+north.hub+north.backup. List the members of the relationship that south.hub is in.",
      ],
    },
    {
      finds: "partners that list only each other",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers.shift();
        fleet.ha("hub").peers.pop();
      },
      says: [
        "error KEAHA012: relationship north.hub, north-dhcp4: this-server-name is north.north, and no member is called north.north: the server itself is missing among them. Add north.north to peers, with its URL and its role.",
        "error KEAHA012: relationship north.north, hub-dhcp4: this-server-name is north.hub, and no member is called north.hub: the server itself is missing among them. Add north.hub to peers, with its URL and its role.",
      ],
    },
    {
      finds: "a spoke with the members of another one",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("south").peers = structuredClone(fleet.ha("north").peers);
      },
      says: [
        "error KEAHA012: relationship north.north+north.hub+north.backup, south-dhcp4: this-server-name is south.south, a member of relationship south.south+south.hub+south.backup, and its peers are those of relationship north.north+north.hub+north.backup. List the members of relationship south.south+south.hub+south.backup.",
      ],
    },
    {
      finds: "a name that another server has, and proposes the other one",
      breaks: (fleet) => {
        pair(fleet);
        rename(fleet, "north-kea", "nord-kea");
        fleet.ha("north")["this-server-name"] = "nort-kea";
      },
      says: [
        "error KEAHA012: relationship north-kea+nord-kea, north-dhcp4: this-server-name is nort-kea, and no member is called nort-kea. Did you mean north-kea?",
      ],
    },
    {
      finds: "a short name for a long one",
      family: Family.V6,
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "north");
        rename(fleet, "a.example", "b.example");
        fleet.ha("north")["this-server-name"] = "A";
      },
      says: [
        "error KEAHA012: relationship a.example+b.example, north-dhcp6: this-server-name is A, and no member is called A. Did you mean a.example?",
      ],
    },
  ],
  [
    {
      allows: "spaces around the name, which Kea trims",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = " north.north ";
      },
    },
    {
      allows: "a name of a wrong type, or not known yet",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = 5;
        fleet.ha("south")["this-server-name"] = UNKNOWN;
      },
    },
    {
      allows: "members that are missing or not known yet",
      breaks: (fleet) => {
        delete fleet.ha("north").peers;
        fleet.ha("south").peers = UNKNOWN;
        fleet.ha("hub").peers[0].name = UNKNOWN;
        fleet.ha("hub")["this-server-name"] = "?";
      },
    },
  ],
);
