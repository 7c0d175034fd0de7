import { UNKNOWN } from "../../../../kea/json";
import { KeaVersion } from "../../../../kea/model/release-lines";
import { nobodyListens } from "../../../../kea/rules/ha/nobody-listens";
import { describeRule } from "../describe-rule";
import { everywhere } from "./members";
import { throughAgents, throughSockets } from "./sockets";

describeRule(
  nobodyListens,
  [
    {
      finds: "a server of Kea 3.2 without listener",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        fleet.dhcp("north")["multi-threading"] = { "enable-multi-threading": false };
      },
      says: [
        "error KEAHA049: relationship north, north-dhcp4: north has no listener of its own for HA, and nothing else listens at http://10.1.0.1:8000/. Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
      ],
    },
    {
      finds: "a control socket on the URL's port, at the address that it has by itself, and at the partner's",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        delete fleet.dhcp("north")["control-sockets"].at(-1)["socket-address"];
        fleet.dhcp("hub")["control-sockets"].at(-1)["socket-address"] = "10.1.0.1";
      },
      says: [
        "error KEAHA049: relationship north.north+north.hub, hub-dhcp4: hub has no listener of its own for HA, and its control socket with the port of http://10.0.0.1:8000/ listens on 10.1.0.1. Give it the socket-address 10.0.0.1, or leave enable-multi-threading and http-dedicated-listener at true.",
        "error KEAHA049: relationship north.north+north.hub, north-dhcp4: north has no listener of its own for HA, and its control socket with the port of http://10.1.0.1:8000/ listens on 127.0.0.1. Give it the socket-address 10.1.0.1, or leave enable-multi-threading and http-dedicated-listener at true.",
      ],
    },
    {
      finds: "a second relationship, where one agent serves one URL",
      kea: KeaVersion.V2_6,
      breaks: (fleet) => {
        fleet.dhcp("hub")["multi-threading"] = { "enable-multi-threading": false };
      },
      says: [
        "error KEAHA049: relationship south, hub-dhcp4: hub has no listener of its own for HA, and nothing else listens at http://10.0.0.1:8001/. Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
      ],
    },
    {
      finds: "what one key switches off for several relationships, once, and each that does so itself",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        fleet.dhcp("hub")["multi-threading"] = { "enable-multi-threading": false };
        for (const host of ["north", "south"] as const)
          fleet.ha(host)["multi-threading"] = { "http-dedicated-listener": false };
      },
      says: [
        "error KEAHA049: relationship north, hub-dhcp4: hub has no listener of its own for HA, and nothing else listens at http://10.0.0.1:8000/ (and at 1 more). Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
        "error KEAHA049: relationship north, north-dhcp4: north has no listener of its own for HA, and nothing else listens at http://10.1.0.1:8000/. Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
        "error KEAHA049: relationship south, south-dhcp4: south has no listener of its own for HA, and nothing else listens at http://10.2.0.1:8000/. Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
      ],
    },
    {
      finds: "a server without any control socket, to which no agent can pass anything",
      breaks: (fleet) => {
        Object.assign(fleet.ha("north"), { "multi-threading": { "http-dedicated-listener": false } });
        delete fleet.dhcp("north")["control-sockets"];
      },
      says: [
        "error KEAHA049: relationship north, north-dhcp4: north has no listener of its own for HA, and nothing else listens at http://10.1.0.1:8000/. Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
      ],
    },
    {
      finds: "a control agent that listens where it does by itself: on loopback",
      breaks: (fleet) => {
        throughAgents(fleet, {});
        delete fleet.servers[0]!.agent["http-host"];
      },
      says: [
        "error KEAHA049: relationship north.north+north.hub, hub-dhcp4: hub has no listener of its own for HA, and the control agent, which would take what is sent to http://10.0.0.1:8000/, listens on 127.0.0.1 port 8000. Give it http-host 10.0.0.1 and http-port 8000; or leave enable-multi-threading and http-dedicated-listener at true.",
      ],
    },
    {
      finds: "control agents that pass nothing to the server, or to another socket",
      breaks: (fleet) => {
        throughAgents(fleet, { "http-host": "0.0.0.0" });
        delete fleet.servers[0]!.agent["control-sockets"].dhcp4;
        fleet.servers[1]!.agent["control-sockets"].dhcp4["socket-name"] = "/tmp/kea4-ctrl-socket";
      },
      says: [
        "error KEAHA049: relationship north.north+north.hub, hub-dhcp4: hub has no listener of its own for HA, and the control agent, which would take what is sent to http://10.0.0.1:8000/, has no control socket of kea-dhcp4 to pass it to. Give its control-sockets a dhcp4 with the path of kea-dhcp4's; or leave enable-multi-threading and http-dedicated-listener at true, and move the control agent to another port.",
        "error KEAHA049: relationship north.north+north.hub, north-dhcp4: north has no listener of its own for HA, and the control agent, which would take what is sent to http://10.1.0.1:8000/, passes it to /tmp/kea4-ctrl-socket, which is no control socket of kea-dhcp4. Give its control-sockets a dhcp4 with the path of kea-dhcp4's; or leave enable-multi-threading and http-dedicated-listener at true, and move the control agent to another port.",
      ],
    },
    {
      finds: "a server with an HTTP control socket only, at another port: no agent can pass anything to that",
      breaks: (fleet) => {
        throughSockets(fleet, { "socket-port": 9000 });
        fleet.dhcp("north")["control-sockets"].shift();
      },
      says: [
        "error KEAHA049: relationship north.north+north.hub, north-dhcp4: north has no listener of its own for HA, and nothing else listens at http://10.1.0.1:8000/. Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
      ],
    },
    {
      finds: "a control agent that passes to a unix socket, where the server has another kind only",
      breaks: (fleet) => {
        throughAgents(fleet, {});
        const socket = { "socket-type": "http", "socket-address": "127.0.0.1", "socket-port": 9000 };
        fleet.dhcp("hub")["control-sockets"] = [socket];
        fleet.dhcp("north")["control-sockets"] = [socket, UNKNOWN];
      },
      says: [
        "error KEAHA049: relationship north.north+north.hub, hub-dhcp4: hub has no listener of its own for HA, and the control agent, which would take what is sent to http://10.0.0.1:8000/, passes it to /run/kea/kea4-ctrl-socket, which is no control socket of kea-dhcp4. Give kea-dhcp4 a unix control socket, and the agent's control-sockets a dhcp4 with its path; or leave enable-multi-threading and http-dedicated-listener at true, and move the control agent to another port.",
      ],
    },
    {
      finds: "that an agent has the address to which a control socket of the same port could be moved",
      breaks: (fleet) => {
        throughAgents(fleet, {});
        const socket = { "socket-type": "http", "socket-address": "127.0.0.1", "socket-port": 8000 };
        fleet.dhcp("hub")["control-sockets"].push(socket);
        fleet.servers[0]!.agent["control-sockets"] = {};
      },
      says: [
        "error KEAHA049: relationship north.north+north.hub, hub-dhcp4: hub has no listener of its own for HA, and the control agent, which would take what is sent to http://10.0.0.1:8000/, has no control socket of kea-dhcp4 to pass it to. Give its control-sockets a dhcp4 with the path of kea-dhcp4's; or leave enable-multi-threading and http-dedicated-listener at true, and move the control agent to another port.",
      ],
    },
  ],
  [
    {
      allows: "a control socket on the URL's port",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        Object.assign(fleet.ha("north"), { "multi-threading": { "http-dedicated-listener": false } });
        const sockets = fleet.dhcp("north")["control-sockets"];
        sockets.push({ "socket-type": "http", "socket-address": "0.0.0.0", "socket-port": 8000 });
      },
    },
    {
      allows: "control agents that are read, too, and take and pass on what comes",
      breaks: (fleet) => {
        throughAgents(fleet, {});
        const { dhcp4 } = fleet.servers[0]!.agent["control-sockets"];
        dhcp4["socket-name"] = "/var/run/kea/kea4-ctrl-socket";
      },
    },
    {
      allows: "a control agent that is not read, and up to Kea 3.0 may be there",
      breaks: (fleet) => {
        Object.assign(fleet.ha("north"), { "multi-threading": { "http-dedicated-listener": false } });
      },
    },
    {
      allows: "a control socket at another address, as in a container",
      breaks: (fleet) => {
        throughSockets(fleet, {});
        fleet.dhcp("north")["control-sockets"].at(-1)["socket-address"] = "172.18.0.2";
      },
    },
    {
      allows: "a control socket whose port Terraform knows",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        throughSockets(fleet, {});
        fleet.dhcp("north")["control-sockets"].at(-1)["socket-port"] = UNKNOWN;
      },
    },
    {
      allows: "the primary of passive-backup, which nobody calls",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        everywhere(fleet, "north", { mode: "passive-backup" });
        Object.assign(fleet.ha("north"), { "multi-threading": { "http-dedicated-listener": false } });
      },
    },
    {
      allows: "multi-threading that is not known yet",
      kea: KeaVersion.V3_2,
      breaks: (fleet) => {
        fleet.dhcp("north")["multi-threading"] = UNKNOWN;
      },
    },
  ],
);
