import { Family } from "../../../../kea/model/family";
import { duplicateName } from "../../../../kea/rules/ha/duplicate-name";
import { describeRule } from "../describe-rule";
import { onMember, only, pair, undeclared } from "./members";

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
      finds: "it in somebody else's configurations, in any order",
      breaks: (fleet) => {
        undeclared(fleet);
        onMember(fleet, "south.hub", { name: "north.hub" });
        fleet.ha("hub", 1)["this-server-name"] = "north.hub";
        fleet.servers.reverse();
      },
      says: [
        "error KEAHA003: relationship south.south+north.hub+south.backup: the member name north.hub is used twice, also in relationship north.north+north.hub+north.backup. Name each member differently over all relationships.",
      ],
    },
    {
      finds: "a member name that one relationship uses twice",
      family: Family.V6,
      breaks: (fleet) => {
        onMember(fleet, "north.backup", { name: "north.hub" });
      },
      says: [
        "error KEAHA003: relationship north: the member name north.hub is used twice. Name each member differently over all relationships.",
      ],
    },
    {
      finds: "it in somebody else's configurations, on every server",
      breaks: (fleet) => {
        undeclared(fleet);
        onMember(fleet, "north.backup", { name: "north.hub" });
      },
      says: [
        "error KEAHA003: relationship north.north+north.hub: the member name north.hub is used twice. Name each member differently over all relationships.",
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
        "error KEAHA003: relationship north.north+north.hub: the member name north.north is used twice, also in relationship north.north+north.hub. Name each member differently over all relationships.",
        "error KEAHA003: relationship north.north+north.hub: the member name north.hub is used twice, also in relationship north.north+north.hub. Name each member differently over all relationships.",
      ],
    },
  ],
  [
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
