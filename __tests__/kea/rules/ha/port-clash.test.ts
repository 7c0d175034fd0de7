import { UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { portClash } from "../../../../kea/rules/ha/port-clash";
import { describeRule } from "../describe-rule";
import type { SoundFleet } from "../sound";
import { everywhere, onMember } from "./members";

const reachedAt = (address: string) => ({ type: "ssh" as const, address, socket: "/run/kea/s" });

/** Another host at north's address, which runs DHCPv6; both are reached there. */
function besides(fleet: SoundFleet, host: string, port = 8000): void {
  fleet.servers[1] = { ...fleet.servers[1]!, control: reachedAt("10.1.0.1") };
  const { config, ...north } = fleet.servers[1];
  const v6 = structuredClone(config.Dhcp4);
  const [own] = v6["hooks-libraries"][0].parameters["high-availability"][0].peers;
  own.url = `http://10.1.0.1:${port}/`;
  fleet.servers.push({
    ...north,
    host,
    where: `stack/six/hosts/${host}`,
    family: Family.V6,
    config: { Dhcp6: v6 },
  });
}

describeRule(
  portClash,
  [
    {
      finds: "two relationships on one port of a host",
      breaks: (fleet) => {
        onMember(fleet, "south.hub", { url: "http://10.0.0.1:8000/" });
      },
      says: [
        "error KEAHA004: relationship south, hub-dhcp4: south.hub listens on 10.0.0.1 port 8000, and so does north.hub. Give every relationship of host hub a port of its own.",
      ],
    },
    {
      finds: "a port that was to be another one, at which the partner dials",
      breaks: ({ ha }) => {
        ha("hub", 1).peers[1].url = "http://10.0.0.1:8000/";
      },
      says: [
        "error KEAHA004: relationship south, hub-dhcp4: south.hub listens on 10.0.0.1 port 8000, and so does north.hub. Give every relationship of host hub a port of its own; south-dhcp4 dials south.hub at port 8001.",
      ],
    },
    {
      finds: "a control socket on the port of a relationship",
      breaks: (fleet) => {
        const sockets = fleet.dhcp("hub")["control-sockets"];
        sockets.push({ "socket-type": "http", "socket-address": "10.0.0.1", "socket-port": 8001 });
      },
      says: [
        "error KEAHA004: hub-dhcp4: the http control socket listens on 10.0.0.1 port 8001, and so does south.hub. Give every relationship and control socket of host hub a port of its own.",
      ],
    },
    {
      finds: "the only control socket on the port of a relationship",
      breaks: (fleet) => {
        const dhcp = fleet.dhcp("north");
        delete dhcp["control-sockets"];
        dhcp["control-socket"] = { "socket-type": "https", "socket-address": "10.1.0.1" };
      },
      says: [
        "error KEAHA004: north-dhcp4: the https control socket listens on 10.1.0.1 port 8000, and so does north.north. Give every relationship and control socket of host north a port of its own.",
      ],
    },
    {
      finds: "the control agent on the port of a relationship, once for each daemon",
      breaks: (fleet) => {
        const north = fleet.servers.find(({ host }) => host === "north")!;
        north.agent = { "http-host": "0.0.0.0" };
        fleet.ha("north").peers[0].url = "http://10.1.0.1:8000/";
        const v6 = structuredClone(north.config.Dhcp4);
        v6["hooks-libraries"][0].parameters["high-availability"][0].peers[0].url = "http://10.1.0.1:8001/";
        v6["control-sockets"].push({ "socket-type": "http", "socket-address": "10.1.0.1" });
        fleet.servers.push({ ...north, family: Family.V6, config: { Dhcp6: v6 } });
      },
      says: [
        "error KEAHA004: north-dhcp6: the http control socket listens on 10.1.0.1 port 8000, and so does the control agent (on 0.0.0.0). Give every relationship and control socket of host north a port of its own.",
        "error KEAHA004: relationship north, north-dhcp4: north.north listens on 10.1.0.1 port 8000, and so does the control agent (on 0.0.0.0). Give every relationship and control socket of host north a port of its own.",
      ],
    },
    {
      finds: "a listener on all addresses of a host",
      breaks: (fleet) => {
        onMember(fleet, "south.hub", { url: "http://0.0.0.0:8000/" });
      },
      says: [
        "error KEAHA004: relationship south, hub-dhcp4: south.hub listens on 0.0.0.0 port 8000, and so does north.hub (on 10.0.0.1). Give every relationship of host hub a port of its own.",
      ],
    },
    {
      finds: "one control socket with TLS and without",
      breaks: (fleet) => {
        const socket = { "socket-type": "http", "socket-address": "127.0.0.1", "socket-port": 8080 };
        const files = { "trust-anchor": "/ca.pem", "cert-file": "/cert.pem", "key-file": "/key.pem" };
        fleet.dhcp("north")["control-sockets"].push(socket, { ...socket, ...files });
      },
      says: [
        "error KEAHA004: north-dhcp4: the http control socket with TLS listens on 127.0.0.1 port 8080, and so does the http control socket. Give every relationship and control socket of host north a port of its own.",
      ],
    },
    {
      finds: "the other daemon of the host on its port",
      breaks: (fleet) => {
        const copy = structuredClone(fleet.servers[1]!);
        fleet.servers.push({ ...copy, family: Family.V6, config: { Dhcp6: copy.config.Dhcp4 } });
      },
      says: [
        "error KEAHA004: relationship north.north+north.hub+north.backup, north-dhcp6: north.north listens on 10.1.0.1 port 8000, and so does north.north of north-dhcp4. Give every relationship of host north a port of its own.",
      ],
    },
    {
      finds: "it in IPv6, spelled in two ways",
      family: Family.V6,
      breaks: (fleet) => {
        onMember(fleet, "south.hub", { url: "http://[2001:DB8::0:1]:8000/" });
        onMember(fleet, "north.hub", { url: "http://[2001:db8::1]:8000/" });
      },
      says: [
        "error KEAHA004: relationship south, hub-dhcp6: south.hub listens on 2001:DB8::0:1 port 8000, and so does north.hub (on 2001:db8::1). Give every relationship of host hub a port of its own.",
      ],
    },
    {
      finds: "an IPv4 listener beside one on all IPv6 addresses, where IPv4 goes as well",
      breaks: (fleet) => {
        const sockets = fleet.dhcp("hub")["control-sockets"];
        sockets.push({ "socket-type": "http", "socket-address": "::", "socket-port": 8000 });
      },
      says: [
        "error KEAHA004: hub-dhcp4: the http control socket listens on :: port 8000, and so does north.hub (on 10.0.0.1). Give every relationship and control socket of host hub a port of its own.",
      ],
    },
    {
      finds: "a host of DHCPv6 on the port of one of DHCPv4 that has its address: they are one machine",
      breaks: (fleet) => besides(fleet, "north6"),
      says: [
        "error KEAHA004: relationship north.north+north.hub+north.backup, north6-dhcp6: north.north listens on 10.1.0.1 port 8000, and so does north.north of north-dhcp4. Give every relationship of hosts north and north6, which have one address, a port of its own.",
      ],
    },
    {
      finds: "a control socket of such a host on that port",
      breaks: (fleet) => {
        besides(fleet, "north6", 8001);
        const sockets = fleet.servers.at(-1)!.config.Dhcp6["control-sockets"];
        sockets.push({ "socket-type": "http", "socket-address": "10.1.0.1", "socket-port": 8000 });
      },
      says: [
        "error KEAHA004: north6-dhcp6: the http control socket listens on 10.1.0.1 port 8000, and so does north.north of north-dhcp4. Give every relationship and control socket of hosts north and north6, which have one address, a port of its own.",
      ],
    },
  ],
  [
    {
      allows: "a host of DHCPv4 and one of DHCPv6 at one address, with ports of their own",
      breaks: (fleet) => besides(fleet, "north6", 8001),
    },
    {
      allows: "one address on several hosts of a family, as two networks may have it",
      breaks: (fleet) => {
        besides(fleet, "branch");
        besides(fleet, "office");
      },
    },
    {
      allows: "a host of both families elsewhere that has the address, too",
      breaks: (fleet) => {
        besides(fleet, "branch");
        const { config, ...branch } = fleet.servers.at(-1)!;
        const v4 = structuredClone(config.Dhcp6);
        v4["hooks-libraries"][0].parameters["high-availability"][0].peers[0].url = "http://10.1.0.1:8001/";
        fleet.servers.push({ ...branch, family: Family.V4, config: { Dhcp4: v4 } });
      },
    },
    {
      allows: "hosts that are reached at two addresses",
      breaks: (fleet) => {
        besides(fleet, "branch");
        fleet.servers.push({ ...fleet.servers.pop()!, control: reachedAt("192.0.2.2") });
      },
    },
    {
      allows: "hosts of two families at one address, of which nobody says how they are reached",
      breaks: (fleet) => {
        besides(fleet, "branch");
        for (const server of fleet.servers.splice(0)) fleet.servers.push({ ...server, control: undefined });
      },
    },
    {
      allows: "one control socket that is listed twice",
      breaks: (fleet) => {
        const socket = { "socket-type": "http", "socket-address": "127.0.0.1", "socket-port": 8080 };
        fleet.dhcp("north")["control-sockets"].push(socket, { ...socket });
      },
    },
    {
      allows: "a control socket that serves as listener",
      breaks: (fleet) => {
        everywhere(fleet, "north", { "multi-threading": { "http-dedicated-listener": false } });
        const sockets = fleet.dhcp("north")["control-sockets"];
        sockets.push({ "socket-type": "http", "socket-address": "10.1.0.1", "socket-port": 8000 });
      },
    },
    {
      allows: "a control agent on loopback, and one that takes the messages itself",
      breaks: (fleet) => {
        for (const server of fleet.servers) server.agent = {};
        fleet.servers.find(({ host }) => host === "north")!.agent = { "http-host": "10.1.0.1" };
        fleet.dhcp("north")["multi-threading"] = { "enable-multi-threading": false };
      },
    },
    {
      allows: "one port on several hosts",
      breaks: (fleet) => {
        onMember(fleet, "south.south", { url: "http://10.2.0.1:8000/" });
      },
    },
    {
      allows: "an IPv6 listener beside one on all IPv4 addresses",
      breaks: (fleet) => {
        const sockets = fleet.dhcp("hub")["control-sockets"];
        for (const address of ["0.0.0.0", "2001:db8::1"])
          sockets.push({ "socket-type": "http", "socket-address": address, "socket-port": 8900 });
      },
    },
    {
      allows: "a URL that is not known yet",
      breaks: (fleet) => {
        onMember(fleet, "south.hub", { url: UNKNOWN });
        onMember(fleet, "north.hub", { url: UNKNOWN });
      },
    },
  ],
);
