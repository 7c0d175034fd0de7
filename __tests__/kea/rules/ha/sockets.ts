import type { Loose, SoundFleet } from "../sound";
import { pair } from "./members";

export const TLS = {
  "trust-anchor": "/etc/kea/ca",
  "cert-file": "/etc/kea/cert",
  "key-file": "/etc/kea/key",
};

/** Basic authentication of one user. */
export const clients = (...some: Loose[]): Loose => ({
  authentication: { type: "basic", realm: "kea", clients: some },
});

/** A pair whose HA messages come through control sockets. */
export function throughSockets(fleet: SoundFleet, socket: object): void {
  pair(fleet);
  for (const [index, host] of (["north", "hub"] as const).entries()) {
    const ha = fleet.ha(host);
    ha["multi-threading"] = { "enable-multi-threading": true, "http-dedicated-listener": false };
    const { hostname, port } = new URL(ha.peers[index].url);
    const http = { "socket-type": "http", "socket-address": hostname, "socket-port": Number(port) };
    fleet.dhcp(host)["control-sockets"].push({ ...http, ...structuredClone(socket) });
  }
}

/** A pair whose HA messages come through the control agents of its hosts. */
export function throughAgents(fleet: SoundFleet, agent: object): void {
  pair(fleet);
  const socket = { "socket-type": "unix", "socket-name": "kea4-ctrl-socket" };
  for (const [index, host] of (["north", "hub"] as const).entries()) {
    const ha = fleet.ha(host);
    ha["multi-threading"] = { "enable-multi-threading": false };
    const { hostname, port } = new URL(ha.peers[index].url);
    const own = { "http-host": hostname, "http-port": Number(port), "control-sockets": { dhcp4: socket } };
    fleet.servers.find((server) => server.host === host)!.agent = { ...own, ...structuredClone(agent) };
  }
}

/** The entries of a pair's members, on both. */
export function pairEntries({ ha }: SoundFleet): Loose[] {
  return [ha("north"), ha("hub")].flatMap(({ peers }) => peers);
}
