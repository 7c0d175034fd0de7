import { membersKnown } from "../../fleet/sides";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const borrowedName: Rule = {
  code: "KEAHA164",
  name: "borrowed-name",
  severity: "warning",
  reason: "A copied this-server-name makes a server bind its partner's address, and it does not start.",
  source: "measured on Kea 3.0.4, with the names of a pair swapped: neither starts",
  *side(side, { sides }) {
    const { server, self, path, peers, own } = side;
    // What is declared here is named on purpose.
    if (server.where !== undefined || self === undefined || self === server.host) return;
    // That another server calls itself so, too, is told elsewhere.
    if (sides.some((other) => other.server !== server && other.self === self)) return;
    if (!peers.some(({ name }) => name === server.host)) return;
    // So is a name that no member has.
    if (own === undefined && membersKnown(side)) return;
    yield {
      path: [...path, "this-server-name"],
      message: `${server.host} calls itself ${plain(self)}, and another of its members has the name of the host.`,
      remedy: `Set this-server-name to ${server.host}; or, if this is the file of ${plain(self)}, say so: ${plain(self)}=FILE.`,
    };
  },
};
