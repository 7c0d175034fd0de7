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
    for (const { self, server, path } of relationship.sides) {
      if (!self) continue;
      const owner = owners.get(self);
      owners.set(self, owner ?? server.name);
      if (owner === undefined || owner === server.name) continue;
      yield {
        server,
        path: [...path, "this-server-name"],
        message: `this-server-name is ${plain(self)}, and so it is on ${owner}.`,
        remedy: "Give each server its own name among the members.",
      };
    }
  },
};
