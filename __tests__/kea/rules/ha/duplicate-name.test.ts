import { Family } from "../../../../kea/model/family";
import { duplicateName } from "../../../../kea/rules/ha/duplicate-name";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { onMember, only, pair, undeclared } from "./members";

/** A hub that calls itself hub in both of its relationships, as its spokes do. */
function oneName(fleet: SoundFleet): void {
  undeclared(fleet);
  only(fleet, "hub", "north", "south");
  for (const ha of [fleet.ha("north"), fleet.ha("south"), fleet.ha("hub"), fleet.ha("hub", 1)]) {
    ha.peers.length = 2;
    ha.peers[1].name = "hub";
  }
  for (const index of [0, 1]) fleet.ha("hub", index)["this-server-name"] = "hub";
}

/** One more relationship of that hub, whose other member's file is not there. */
function third(fleet: SoundFleet): void {
  const list = fleet.dhcp("hub")["hooks-libraries"][0].parameters["high-availability"];
  list.push(structuredClone(list[1]));
  Object.assign(list[2].peers[0], { name: "west", url: "http://10.3.0.1:8000/" });
  list[2].peers[1].url = "http://10.0.0.1:8002/";
}

describeRule(
  duplicateName,
  [
    {
      finds: "a member name that two relationships of a server use",
      breaks: (fleet) => {
        for (const name of ["north.hub", "south.hub"]) onMember(fleet, name, { name: "hub" });
        for (const [index, { members }] of fleet.labels.entries()) {
          (members as unknown[])[1] = { host: "hub", name: "hub" };
          fleet.ha("hub", index)["this-server-name"] = "hub";
          fleet.subnet("hub", index)["user-context"]["ha-server-name"] = "hub";
        }
      },
      says: [
        "error KEAHA003: relationship south: the member name hub is used twice, also in relationship north. Name each member differently over all relationships.",
      ],
    },
    {
      finds: "a server whose own entry is called as its partner's",
      breaks: (fleet) => {
        pair(fleet);
        fleet.ha("hub").peers[1].name = "north.north";
      },
      says: [
        "error KEAHA003: relationship north.north+north.hub, hub-dhcp4: the member name north.north is used twice. Name each member differently: none is called north.hub, as this-server-name says.",
      ],
    },
    {
      finds: "it in somebody else's configurations, in any order",
      breaks: (fleet) => {
        undeclared(fleet);
        onMember(fleet, "south.hub", { name: "north.hub" });
        fleet.ha("hub", 1)["this-server-name"] = "north.hub";
        fleet.servers.reverse();
      },
      says: [
        "error KEAHA003: relationship south.south+north.hub+south.backup, backup-dhcp4: the member name north.hub is used twice, also in relationship north.north+north.hub+north.backup. Name each member differently over all relationships.",
      ],
    },
    {
      finds: "one name of a hub in all of its relationships, once and at the hub, whoever comes first",
      breaks: (fleet) => {
        oneName(fleet);
        third(fleet);
        fleet.servers.reverse();
      },
      says: [
        "error KEAHA003: relationship south.south+hub, hub-dhcp4: the member name hub is used 3 times, also in relationships north.north+hub and west+hub. Name each member differently over all relationships.",
      ],
    },
    {
      finds: "a spoke's name that was copied in its hub, and knows the right one from the other spoke",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "north", "hub", "south");
        fleet.ha("hub", 1).peers[0].name = "north.north";
      },
      says: [
        "error KEAHA003: relationship north.north+south.hub+south.backup+south.south, hub-dhcp4: the member name north.north is used twice, also in relationship north.north+north.hub+north.backup. Did you mean south.south?",
      ],
    },
    {
      finds: "a copied relationship in the place of one that ha-server-name asks for",
      breaks: (fleet) => {
        undeclared(fleet);
        only(fleet, "north", "hub", "south");
        const list = fleet.dhcp("hub")["hooks-libraries"][0].parameters["high-availability"];
        list[1] = structuredClone(list[0]);
      },
      says: [
        "error KEAHA003: relationship north.north+north.hub+north.backup, hub-dhcp4: it is listed twice. Keep one of them, and list in the other the members of the relationship that south.hub is in.",
      ],
    },
    {
      finds: "a member name that one relationship uses twice",
      family: Family.V6,
      breaks: (fleet) => {
        onMember(fleet, "north.backup", { name: "north.hub" });
      },
      says: [
        "error KEAHA003: relationship north, hub-dhcp6: the member name north.hub is used twice. Name each member differently.",
      ],
    },
    {
      finds: "it in somebody else's configurations, on every server",
      breaks: (fleet) => {
        undeclared(fleet);
        onMember(fleet, "north.backup", { name: "north.hub" });
      },
      says: [
        "error KEAHA003: relationship north.north+north.hub, hub-dhcp4: the member name north.hub is used twice (also on north-dhcp4 and backup-dhcp4). Name each member differently.",
      ],
    },
    {
      finds: "a relationship that is listed again, once, and no name of it",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) {
          const list = fleet.dhcp(host)["hooks-libraries"][0].parameters["high-availability"];
          list.push({ ...structuredClone(list[0]), "heartbeat-delay": 9000 });
          list[1].peers.reverse();
        }
      },
      says: [
        "error KEAHA003: relationship north.north+north.hub, hub-dhcp4: it is listed twice (also on north-dhcp4). Keep one of them.",
      ],
    },
    {
      finds: "the names of a copied relationship that is another one by its URLs",
      breaks: (fleet) => {
        pair(fleet);
        only(fleet, "hub");
        const list = fleet.dhcp("hub")["hooks-libraries"][0].parameters["high-availability"];
        list.push(structuredClone(list[0]));
        list[1].peers[0].url = "http://10.9.0.1:8000/";
      },
      says: [
        "error KEAHA003: relationship north.north+north.hub, hub-dhcp4: the member names north.north and north.hub are used twice, also in relationship north.north+north.hub. Name each member differently over all relationships.",
      ],
    },
  ],
  [
    {
      allows: "a copied relationship whose this-server-name says that another one was meant: told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("hub", 1).peers = structuredClone(fleet.ha("hub").peers);
      },
    },
    {
      allows: "the same list in a second HA library, which is told as that",
      breaks: ({ dhcp }) => {
        const hooks = dhcp("north")["hooks-libraries"];
        hooks.push(structuredClone(hooks[0]));
      },
    },
    {
      allows: "the same names in relationships that no server shares",
      breaks: (fleet) => {
        pair(fleet);
        const copy = structuredClone(fleet.servers);
        for (const server of copy) {
          Object.assign(server, { host: `${server.host}-other` });
          for (const peer of server.config.Dhcp4["hooks-libraries"][0].parameters["high-availability"][0]
            .peers)
            peer.url = peer.url.replace("10.", "10.9");
        }
        fleet.servers.push(...copy);
      },
    },
    {
      allows: "the same names on the two daemons of a host",
      breaks: (fleet) => {
        const { host, config } = fleet.servers[0]!;
        fleet.servers.push({
          ...fleet.servers[0]!,
          host,
          family: Family.V6,
          config: { Dhcp6: { "hooks-libraries": config.Dhcp4["hooks-libraries"] } },
        });
      },
    },
  ],
);
