import { UNKNOWN } from "../../../../kea/json";
import { membersDiffer } from "../../../../kea/rules/ha/members-differ";
import { balanced } from "../balanced";
import { describeRule } from "../describe-rule";
import { localAndRemote, only, pair, primaryAndBackup, undeclared } from "./members";

describeRule(
  membersDiffer,
  [
    {
      finds: "a partner under another name",
      breaks: (fleet) => {
        fleet.ha("north")["this-server-name"] = "north.nord";
        fleet.ha("north").peers[0].name = "north.nord";
      },
      says: [
        "error KEAHA040: relationship north, north-dhcp4: it lists north.nord where hub-dhcp4 lists north.north. List the same members, by the same names, on every server: ha-server-name says north.north.",
      ],
    },
    {
      finds: "the two names of a spoke, and says which of them its subnet is tagged with",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        fleet.ha("hub").peers[0].name = "north-north";
        for (const host of ["north", "hub"] as const)
          fleet.subnet(host)["user-context"]["ha-server-name"] = "north.north";
      },
      says: [
        "error KEAHA040: relationship north-north+north.hub+north.backup+north.north, north-dhcp4: it lists north.north where hub-dhcp4 lists north-north. List the same members, by the same names, on every server: ha-server-name says north.north.",
      ],
    },
    {
      finds: "the two names of a member whose class guards a pool, and says which is that class",
      breaks: (fleet) => {
        balanced(fleet, (subnet) => {
          delete subnet["user-context"];
          subnet.pools[0]["client-classes"] = ["HA_north.north"];
        });
        undeclared(fleet);
        fleet.ha("north").peers[0].name = fleet.ha("north")["this-server-name"] = "north";
      },
      says: [
        "error KEAHA040: relationship north.north+north.hub+north, north-dhcp4: it lists north where hub-dhcp4 lists north.north. List the same members, by the same names, on every server: guards name class HA_north.north.",
      ],
    },
    {
      finds: "a server that the backup does not list, where no mode shows that it is missing",
      breaks: (fleet) => {
        fleet.ha("backup").mode = UNKNOWN;
        fleet.ha("backup").peers.shift();
      },
      says: [
        "error KEAHA040: relationship north, backup-dhcp4: it does not list north.north, and hub-dhcp4 does. List the same members, by the same names, on every server.",
      ],
    },
    {
      finds: "another name for its partner at a standby that calls itself a backup by mistake",
      breaks: (fleet) => {
        const hub = fleet.ha("hub");
        hub.mode = "passive-backup";
        hub.peers[0].name = "north.primary";
        hub.peers[1].role = "backup";
      },
      says: [
        "error KEAHA040: relationship north, hub-dhcp4: it lists north.primary where north-dhcp4 lists north.north. List the same members, by the same names, on every server: ha-server-name says north.north.",
      ],
    },
    {
      finds: "partners that share no name at all",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north")["this-server-name"] = "a";
        fleet.ha("north").peers[0].name = "a";
        fleet.ha("north").peers[1].name = "b";
      },
      says: [
        "error KEAHA040: relationship north.north+north.hub, hub-dhcp4: it dials north.north at http://10.1.0.1:8000/, where north-dhcp4 calls itself a. List the same members, by the same names, on every server.",
      ],
    },
    {
      finds: "partners that both call themselves local, where one lists no local",
      breaks: (fleet) => {
        localAndRemote(fleet);
        fleet.ha("hub")["this-server-name"] = fleet.ha("hub").peers[1].name = "here";
      },
      says: [
        "error KEAHA040: relationship remote+here+local, north-dhcp4: it lists local where hub-dhcp4 lists here. List the same members, by the same names, on every server.",
      ],
    },
    {
      finds: "names that each of two servers has for the other, once",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[1].name = "remote";
        fleet.ha("hub").peers[0].name = "remote";
      },
      says: [
        "error KEAHA040: relationship remote+north.hub+north.north, north-dhcp4: it lists north.north where hub-dhcp4 lists north.hub. List the same members, by the same names, on every server.",
      ],
    },
  ],
  [
    {
      allows: "a spoke's name that its hub has copied into another relationship: told as that, at the hub",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north", "south");
        fleet.ha("hub", 1).peers[0].name = "north.north";
      },
    },
    {
      allows: "a backup that calls itself by another name: leases get to its URL",
      breaks: (fleet) => {
        fleet.ha("backup")["this-server-name"] = fleet.ha("backup").peers[2].name = "north.record";
      },
    },
    {
      allows: "a backup that alone has another name for its primary: it answers whoever sends it leases",
      breaks: (fleet) => {
        fleet.ha("backup").peers[0].name = "north.primary";
      },
    },
    {
      allows:
        "partners that both call themselves local, and each other remote: each knows the name of the other",
      breaks: localAndRemote,
    },
    {
      allows: "a backup that shares no name with its primary",
      breaks: (fleet) => {
        primaryAndBackup(fleet);
        const { peers } = fleet.ha("hub");
        fleet.ha("hub")["this-server-name"] = peers[1].name = "b";
        peers[0].name = "a";
      },
    },
    {
      allows: "a server that is missing among its own members: another mistake",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers.shift();
      },
    },
    {
      allows: "it where the other one is read first, and whoever is missing",
      breaks: (fleet) => {
        pair(fleet);
        fleet.servers.reverse();
        fleet.ha("north").peers.shift();
      },
    },
    {
      allows: "two servers that are missing among their own members",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "hub", "north");
        fleet.ha("north").peers.shift();
        fleet.ha("hub").peers.splice(1, 1);
      },
    },
    {
      allows: "a server that lists nobody in a role which the mode needs, which is told as that",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("hub").peers.shift();
      },
    },
    {
      allows: "a backup that does not list its primary, which is told as that",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) {
          fleet.ha(host).mode = "passive-backup";
          fleet.ha(host).peers[1].role = "backup";
        }
        fleet.ha("hub").peers.shift();
      },
    },
    {
      allows: "an own entry by another name of the server that is read first",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("hub").peers[1].name = "local";
      },
    },
    {
      allows: "a server's own entry by another name, which is told as that",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[0].name = "north.nort";
      },
    },
    {
      allows: "a second backup that the first does not list",
      breaks: (fleet) => {
        for (const host of ["north", "hub"] as const)
          fleet.ha(host).peers.push({ name: "north.second", url: "http://10.0.0.8:8000/", role: "backup" });
      },
    },
    {
      allows: "spaces around a name, which are told as that",
      breaks: (fleet) => {
        fleet.ha("hub").peers[0].name = " north.north";
      },
    },
    {
      allows: "members in another order",
      breaks: (fleet) => {
        fleet.ha("north").peers.reverse();
      },
    },
    {
      allows: "a partner that is not known",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "north");
      },
    },
    {
      allows: "names that are not known yet",
      breaks: (fleet) => {
        fleet.ha("north").peers[1].name = UNKNOWN;
      },
    },
    {
      allows: "an empty name in the place of another one: another mistake",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("north").peers[1].name = "";
      },
    },
    {
      allows: "two sites with the same addresses",
      breaks: (fleet) => {
        pair(fleet);
        const copy = structuredClone(fleet.servers);
        for (const server of copy) {
          Object.assign(server, { host: `${server.host}-2` });
          const [side] = server.config.Dhcp4["hooks-libraries"][0].parameters["high-availability"];
          side["this-server-name"] += "-2";
          for (const peer of side.peers) peer.name += "-2";
        }
        fleet.servers.push(...copy);
      },
    },
    {
      allows:
        "a hub with one name of its own, by which its spokes know it, and not its entries: told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        for (const [index, spoke] of (["north", "south"] as const).entries()) {
          fleet.ha("hub", index)["this-server-name"] = "hub";
          for (const side of [fleet.ha(spoke), fleet.ha("backup", index)])
            side.peers.find(({ name }: { name: string }) => name === `${spoke}.hub`).name = "hub";
        }
      },
    },
  ],
);
