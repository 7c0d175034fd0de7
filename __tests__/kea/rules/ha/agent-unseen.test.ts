import { UNKNOWN } from "../../../../kea/json";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { agentUnseen } from "../../../../kea/rules/ha/agent-unseen";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { pair } from "./members";
import { throughAgents, throughSockets, TLS } from "./sockets";

/** As `--kea 3.0` says it. */
const of3 = ({ servers }: SoundFleet) => servers.forEach((server) => (server.kea = KeaVersion.V3_0));

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
      finds: "a pair of Kea 3.0 of which neither listens",
      breaks: (fleet) => {
        pair(fleet);
        of3(fleet);
        for (const host of ["north", "hub"] as const) fleet.ha(host)["multi-threading"] = OFF;
      },
      says: ["http://10.0.0.1:8000/", "http://10.1.0.1:8000/"].map((url, index) => {
        const [host] = ["hub", "north"].slice(index);
        return `warning KEAHA172: relationship north.north+north.hub, ${host}-dhcp4: ${host} has neither a listener of its own for HA nor an HTTP control socket at ${url}: only a control agent there takes what its partners send. Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true, give it an HTTP control socket at that address and port, or make sure that the agent runs.`;
      }),
    },
    {
      finds: "a server without control socket at its URL, where its partner has one",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        fleet.dhcp("north")["control-sockets"].pop();
      },
      says: [
        "warning KEAHA172: relationship north.north+north.hub, north-dhcp4: north has neither a listener of its own for HA nor an HTTP control socket at its URL, as hub-dhcp4 has: only a control agent at http://10.1.0.1:8000/ takes what its partners send. Give it an HTTP control socket (socket-type http) with socket-address 10.1.0.1 and socket-port 8000, or make sure that the agent runs.",
      ],
    },
    {
      finds: "the same where the control socket of its partner takes https",
      breaks: (fleet) => {
        throughSockets(fleet, { ...TLS, "socket-type": "https" });
        fleet.dhcp("north")["control-sockets"].pop();
      },
      says: [
        "warning KEAHA172: relationship north.north+north.hub, north-dhcp4: north has neither a listener of its own for HA nor an HTTP control socket at its URL, as hub-dhcp4 has: only a control agent at http://10.1.0.1:8000/ takes what its partners send. Give it an HTTP control socket (socket-type https) with socket-address 10.1.0.1 and socket-port 8000, or make sure that the agent runs.",
      ],
    },
    {
      finds: "the same where its control socket has another port",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        fleet.dhcp("north")["control-sockets"][1]["socket-port"] = 8002;
      },
      says: [
        "warning KEAHA172: relationship north.north+north.hub, north-dhcp4: north has neither a listener of its own for HA nor an HTTP control socket at its URL, as hub-dhcp4 has: only a control agent at http://10.1.0.1:8000/ takes what its partners send. Give it an HTTP control socket (socket-type http) with socket-address 10.1.0.1 and socket-port 8000, or make sure that the agent runs.",
      ],
    },
  ],
  [
    {
      allows: "a control socket whose port Terraform knows",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        of3(fleet);
        for (const host of ["north", "hub"] as const)
          fleet.dhcp(host)["control-sockets"].at(-1)["socket-port"] = UNKNOWN;
      },
    },
    {
      allows: "the same of a release that is not known",
      breaks: (fleet) => {
        pair(fleet);
        for (const host of ["north", "hub"] as const) fleet.ha(host)["multi-threading"] = OFF;
      },
    },
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
