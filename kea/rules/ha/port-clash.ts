import type { Rule } from "../../findings";
import { list, map, number, type Path, type Server, text } from "../../fleet";
import { parseAddress } from "../../ip";
import { parseMemberUrl } from "../../url";

export const portClash: Rule = {
  code: "KEAHA004",
  name: "port-clash",
  severity: "error",
  reason: "Two listeners on one address and port: Kea notices only when it binds, and then serves nobody.",
  *check({ servers, relationships }) {
    const taken = new Map<string, string>();
    for (const server of servers) {
      for (const { address, port, use, path } of listeners(server)) {
        const key = `${server.host} ${parseAddress(address)?.first ?? address} ${port}`;
        const other = taken.get(key);
        taken.set(key, other ?? use);
        if (other === undefined) continue;
        const relationship = relationships.find((r) =>
          r.sides.some((s) => s.server === server && s.self === use),
        );
        yield {
          server: server.name,
          relationship: relationship?.name,
          where: relationship?.where ?? server.where,
          path,
          message: `${use} listens on ${address} port ${port}, and so does ${other}.`,
          remedy: `Give every relationship of host ${server.host} a port of its own.`,
        };
      }
    }
  },
};

interface Listener {
  readonly address: string;
  readonly port: number;
  readonly use: string;
  readonly path: Path;
}

function listeners(server: Server): Listener[] {
  const members = server.sides.flatMap((side) => {
    const own = side.peers.find((peer) => peer.name !== undefined && peer.name === side.self);
    const url = own?.url === undefined ? undefined : parseMemberUrl(own.url);
    if (own === undefined || url === undefined || typeof url === "string") return [];
    return [{ address: url.address, port: url.port, use: side.self!, path: [...own.path, "url"] }];
  });
  const sockets = list(server.root["control-sockets"]).flatMap((value, index) => {
    const socket = map(value);
    const type = text(socket["socket-type"]);
    if (type !== "http" && type !== "https") return [];
    const address = text(socket["socket-address"] ?? "127.0.0.1");
    const port = number(socket["socket-port"] ?? 8000);
    if (address === undefined || port === undefined) return [];
    return [
      { address, port, use: `the ${type} control socket`, path: ["control-sockets", index, "socket-port"] },
    ];
  });
  return [...members, ...sockets];
}
