import type { Rule } from "../../findings";
import { text } from "../../fleet";
import { sameAddress } from "../../ip";
import { parseMemberUrl } from "../../url";

export const memberUrl: Rule = {
  code: "KEAHA008",
  name: "member-url",
  severity: "error",
  reason: "A member listens on its own URL and is dialled at it: it needs an address of its host and a port.",
  *check({ relationships }) {
    for (const { name, where, sides } of relationships) {
      for (const side of sides) {
        for (const peer of side.peers) {
          const own = peer.name !== undefined && peer.name === side.self;
          // All members list the same URLs: each is judged where it is the server's own.
          if (peer.url === undefined || !(own || sides.every((other) => other.self !== peer.name))) continue;
          const at = { server: side.server.name, relationship: name, where, path: [...peer.path, "url"] };
          const url = parseMemberUrl(peer.url);
          if (typeof url === "string") {
            yield {
              ...at,
              message: `the URL ${peer.url} of ${peer.name} ${url}.`,
              remedy: "Write http://ADDRESS:PORT/ with an IP address; Kea does not resolve names.",
            };
            continue;
          }
          const addresses = side.server.addresses;
          if (!own || addresses === undefined || addresses.some((a) => text(a) === undefined)) continue;
          if (addresses.some((a) => sameAddress(text(a)!, url.address))) continue;
          yield {
            ...at,
            message: `the URL ${peer.url} of ${peer.name} is not at an address of host ${side.server.host} (${addresses.join(", ")}).`,
            remedy: `Use one of its addresses, or add ${url.address} to them.`,
          };
        }
      }
    }
  },
};
