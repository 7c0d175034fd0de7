import type { Side } from "../../fleet/fleet";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const sameSelf: Rule = {
  code: "KEAHA042",
  name: "same-self",
  severity: "error",
  reason: "Two servers that take the same place in a relationship both serve, or both wait.",
  source: "opnsense/core issues 9801 and 7436: a configuration copied with its this-server-name",
  *relationship(relationship) {
    const owners = new Map<string, string>();
    // Of servers with one name it is that of the host that is called so.
    const sides = [...relationship.sides].sort((a, b) => Number(isItsOwn(b)) - Number(isItsOwn(a)));
    for (const { self, server, path, peers } of sides) {
      if (!self) continue;
      const owner = owners.get(self);
      owners.set(self, owner ?? server.name);
      if (owner === undefined || owner === server.name) continue;
      const isFree =
        peers.some(({ name }) => name === server.host) && sides.every((other) => other.self !== server.host);
      yield {
        server,
        path: [...path, "this-server-name"],
        message: `this-server-name is ${plain(self)}, and so it is on ${owner}.`,
        remedy: `Give each server its own name among the members${isFree ? `: here likely ${plain(server.host)}` : ""}.`,
      };
    }
  },
};

const isItsOwn = ({ self, server }: Side) => self === server.host;
