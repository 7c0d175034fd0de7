import type { Rule } from "../../findings";

export const thisServerName: Rule = {
  code: "KEAHA012",
  name: "this-server-name",
  severity: "error",
  reason:
    "A server finds itself among the members by this-server-name, and goes out of service where it cannot.",
  *check({ relationships }) {
    for (const { name, where, sides } of relationships) {
      for (const { server, self, peers, path, map } of sides) {
        if (map["this-server-name"] !== undefined && self === undefined) continue;
        if (peers.some((peer) => peer.name === undefined || (peer.name === self && self !== ""))) continue;
        yield {
          server: server.name,
          relationship: name,
          where,
          path: [...path, "this-server-name"],
          message: self
            ? `this-server-name is ${self}, which is none of its members.`
            : "it has no this-server-name.",
          remedy: `Use one of ${peers.map((peer) => peer.name).join(", ")}.`,
        };
      }
    }
  },
};
