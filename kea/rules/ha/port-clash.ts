import { agentOf } from "../../fleet/control-agent";
import { controlSockets, type HttpAddress, httpAddress } from "../../fleet/control-sockets";
import type { Server, Side } from "../../fleet/fleet";
import { hasListener, relationshipOf, urlOf } from "../../fleet/sides";
import { sameAddress } from "../../ip";
import type { Path } from "../../json";
import { covers } from "../../url";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const portClash: Rule = {
  code: "KEAHA004",
  name: "port-clash",
  severity: "error",
  reason: "Two listeners on one address and port: Kea notices only when it binds, and then serves nobody.",
  source: "Kea manual, Hub and Spoke Configuration; measured on Kea 3.0.4: -T and config-test accept it",
  *fleet(fleet) {
    const relationships = relationshipOf(fleet);
    const taken = new Map<string, Taken[]>();
    for (const server of fleet.servers) {
      const agent = agentListener(server);
      if (agent) taken.set(keyOf(server, agent), [agent]);
    }
    for (const server of fleet.servers) {
      for (const listener of listeners(server)) {
        const { address, port, use, path, side } = listener;
        const key = keyOf(server, listener);
        const others = taken.get(key) ?? [];
        taken.set(key, others);
        const other = others.find((one) => overlap(one.address, address) && !isShared(one, listener));
        others.push(listener);
        // A relationship that is there twice is another mistake.
        if (other === undefined || (other.server === server && side && side.self === other.side?.self))
          continue;
        const { host } = server;
        yield {
          relationship: side && relationships.get(side),
          server,
          path,
          message: `${use} listens on ${address} port ${port}, and so does ${other.use}${[server, undefined].includes(other.server) ? "" : ` of ${other.server!.name}`}${other.address === address ? "" : ` (on ${other.address})`}.`,
          remedy:
            side && other.side
              ? `Give every relationship of host ${host} a port of its own.`
              : `Give every relationship and control socket of host ${host} a port of its own.`,
        };
      }
    }
  },
};

/** Who has an address and port of a host. */
interface Taken extends HttpAddress {
  readonly use: string;
  /** Undefined: the control agent, which is nobody's own. */
  readonly server?: Server;
  readonly side?: Side;
  /** Whether a control socket is with TLS; undefined: it is none. */
  readonly tls?: boolean;
}

/** A listener of a server, and where its port is written. */
interface Listener extends Taken {
  readonly server: Server;
  readonly path: Path;
}

function keyOf({ host }: Server, { port }: Taken): string {
  return `${host} ${port}`;
}

function listeners(server: Server): Listener[] {
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
}

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
