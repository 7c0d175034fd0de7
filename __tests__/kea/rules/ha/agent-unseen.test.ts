import { KeaVersion } from "../../../../kea/model/profiles";
import { agentUnseen } from "../../../../kea/rules/ha/agent-unseen";
import { describeRule } from "../describe-rule";
import { pair } from "./members";
import { throughAgents, throughSockets } from "./sockets";

const OFF = { "enable-multi-threading": false };

describeRule(
  agentUnseen,
  [
    {
      finds: "a server without listener, where its partner has one",
      breaks: (fleet) => {
        pair(fleet);
        fleet.dhcp("north")["multi-threading"] = OFF;
      },
      says: [
        "warning KEAHA172: relationship north.north+north.hub, north-dhcp4: north has no listener of its own for HA, as hub-dhcp4 has: only a control agent at http://10.1.0.1:8000/ takes what its partners send. Leave enable-multi-threading and http-dedicated-listener at true, as its partner does, or make sure that the agent runs.",
      ],
    },
    {
      finds: "a server without control socket at its URL, where its partner has one",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        fleet.dhcp("north")["control-sockets"].pop();
      },
      says: [
        "warning KEAHA172: relationship north.north+north.hub, north-dhcp4: north has neither a listener of its own for HA nor a control socket at its URL, as hub-dhcp4 has: only a control agent at http://10.1.0.1:8000/ takes what its partners send. Give it a control socket with socket-address 10.1.0.1 and socket-port 8000, or make sure that the agent runs.",
      ],
    },
    {
      finds: "the same where its control socket has another port",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        fleet.dhcp("north")["control-sockets"][1]["socket-port"] = 8002;
      },
      says: [
        "warning KEAHA172: relationship north.north+north.hub, north-dhcp4: north has neither a listener of its own for HA nor a control socket at its URL, as hub-dhcp4 has: only a control agent at http://10.1.0.1:8000/ takes what its partners send. Give it a control socket with socket-address 10.1.0.1 and socket-port 8000, or make sure that the agent runs.",
      ],
    },
  ],
  [
    {
      allows: "an agent whose file is not there, beside one whose file is",
      kea: KeaVersion.V2_6,
      breaks: (fleet) => {
        throughAgents(fleet, {});
        delete fleet.servers.find(({ host }) => host === "north")!.agent;
      },
    },
    {
      allows: "a pair that is reached through agents, whose files are not there",
      kea: KeaVersion.V2_6,
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) fleet.dhcp(host)["multi-threading"] = OFF;
      },
    },
    {
      allows: "a hub that one key keeps from listening for any relationship: told as an error",
      breaks: (fleet) => {
        fleet.dhcp("hub")["multi-threading"] = OFF;
      },
    },
    {
      allows: "a control socket",
      breaks: (fleet) => throughSockets(fleet, {}),
    },
    {
      allows: "an agent whose file is there",
      breaks: (fleet) => {
        throughAgents(fleet, {});
        fleet.dhcp("hub")["multi-threading"] = {};
      },
    },
    {
      allows: "what Kea 3.2 cannot have, which is told as an error",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        fleet.dhcp("north")["multi-threading"] = OFF;
      },
    },
  ],
);
