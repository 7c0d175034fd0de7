import type { Path } from "../json";
import type { Family } from "../model/family";
import { machineOf } from "../model/server-places";
import { oncePer } from "../remember";
import { addressKey, sameAddress } from "../ip";
import { covers, isOfAnyHost } from "../url";
import { plain } from "../words";
import { agentOf } from "./control-agent";
import { controlSockets, type HttpAddress, httpAddress } from "./control-sockets";
import type { Fleet, Server, Side } from "./fleet";
import { hasListener, urlOf } from "./sides";

/** Who has an address and port of a host. */
export interface Taken extends HttpAddress {
  readonly use: string;
  /** Undefined: the control agent, which is nobody's own. */
  readonly server?: Server;
  readonly side?: Side;
  /** Whether a control socket is with TLS; undefined: it is none. */
  readonly tls?: boolean;
}

/** A listener of a server, and where its port is written. */
export interface Listener extends Taken {
  readonly server: Server;
  readonly path: Path;
}

function keyOf({ host }: Server, { port }: Taken): string {
  return `${host} ${port}`;
}

const listeners = oncePer((server: Server): readonly Listener[] => {
  const members = server.sides.flatMap((side) => {
    const own = side.own;
    const url = urlOf(own);
    // Without a listener of its own it is reached through a control socket on that very port.
    if (own === undefined || url === undefined || hasListener(side) !== true) return [];
    return [{ ...url, server, use: plain(side.self!), path: [...own.path, "url"], side }];
  });
  const sockets = controlSockets(server).map((socket) => ({
    ...socket,
    server,
    use: `the ${socket.type} control socket${socket.tls && socket.type === "http" ? " with TLS" : ""}`,
    path: [...socket.path, "socket-port"],
  }));
  return [...members, ...sockets];
});

function agentListener(server: Server): Taken | undefined {
  const agent = agentOf(server);
  const at = agent && httpAddress(agent.map);
  return at && { ...at, use: "the control agent" };
}

/** A control socket that a server lists twice is one to Kea. */
function isShared(a: Taken, b: Taken): boolean {
  return a.server === b.server && a.tls !== undefined && a.tls === b.tls && sameAddress(a.address, b.address);
}

/** Whether two listeners are in each other's way. */
function overlap(a: string, b: string): boolean {
  return covers(a, b) || covers(b, a);
}

/** A listener, and who has its address and port before it. */
export interface Clash {
  readonly listener: Listener;
  readonly other: Taken;
}

/** The listeners that are in the way of another one on their host. */
export const clashesOf = oncePer((fleet: Fleet): readonly Clash[] => {
  const found: Clash[] = [];
  const taken = new Map<string, Taken[]>();
  for (const server of fleet.servers) {
    const agent = agentListener(server);
    if (agent) taken.set(keyOf(server, agent), [agent]);
  }
  for (const server of fleet.servers) {
    for (const listener of listeners(server)) {
      const key = keyOf(server, listener);
      const others = taken.get(key) ?? [];
      taken.set(key, others);
      const other = others.find((one) => overlap(one.address, listener.address) && !isShared(one, listener));
      others.push(listener);
      // A relationship that is there twice is another mistake.
      const { side } = listener;
      if (other && !(other.server === server && side && side.self === other.side?.self))
        found.push({ listener, other });
    }
  }
  return [...found, ...clashesOfHosts(fleet.servers)];
});

/**
 * The listeners of one address and port on two hosts that are one machine, as their control channels say: one runs
 * DHCPv4 alone, the other DHCPv6 alone. Where more hosts have the address, or one of them has both families, there
 * are two networks that use the same private addresses.
 */
export function clashesOfHosts(servers: readonly Server[]): Clash[] {
  if (servers.every(({ family }) => family === servers[0]!.family)) return [];
  const families = new Map<string, Set<Family>>();
  const places = new Map<string, Listener[]>();
  for (const server of servers) {
    const host = hostOf(server);
    families.set(host, (families.get(host) ?? new Set()).add(server.family));
    for (const [place, listener] of placed(server)) {
      const others = places.get(place);
      if (others) others.push(listener);
      else places.set(place, [listener]);
    }
  }
  return [...places.values()].flatMap((here) => {
    const hosts = new Map(here.map((listener) => [hostOf(listener.server), listener]));
    const [other, listener] = hosts.values();
    if (other === undefined || listener === undefined || hosts.size > 2) return [];
    const both = new Set([...hosts.keys()].flatMap((host) => [...families.get(host)!]));
    const isPair = both.size === 2 && [...hosts.keys()].every((host) => families.get(host)!.size === 1);
    return isPair ? [{ listener, other }] : [];
  });
}

/** The listeners of a server at addresses that one machine of a network has, by machine, address and port. */
const placed = oncePer((server: Server): readonly (readonly [string, Listener])[] => {
  const { control } = server;
  if (control === undefined) return [];
  return listeners(server).flatMap((listener) => {
    const { address, port } = listener;
    return isOfAnyHost(address)
      ? []
      : [[`${machineOf(control)} ${addressKey(address)} ${port}`, listener] as const];
  });
});

/** What a host is known by, in several topologies as well. */
function hostOf({ where, host }: Server): string {
  return where ?? host;
}

/** What servers say of relationships whose listeners are in such a clash. */
export const clashingSides = oncePer(
  (fleet: Fleet): ReadonlySet<Side> =>
    new Set(
      clashesOf(fleet).flatMap(({ listener, other }) =>
        [listener.side, other.side].flatMap((side) => side ?? []),
      ),
    ),
);
