import { memberLabel } from "../../fleet/ha-maps";
import { urlDifferences } from "../../fleet/urls";
import { isWildcard } from "../../url";
import { plainUrl } from "../../words";
import type { Rule } from "../rule";

export const urlAddressDiffers: Rule = {
  code: "KEAHA044",
  name: "url-address-differs",
  severity: "warning",
  reason: "Only a translation makes a member answer at another address, or another port, than it listens on.",
  source: "Kea manual, High Availability: the own URL is where a server listens",
  *relationship(relationship) {
    for (const { side, peer, other, otherUrl, expected, own, portOnly } of urlDifferences(relationship)) {
      if (portOnly) continue;
      const member = memberLabel(peer);
      yield {
        server: side.server,
        path: [...peer.path, "url"],
        message: `it dials ${member} at ${plainUrl(peer.url!)}, and ${own ? `${other.server.name}, which is ${member}, listens on` : `${other.server.name} at`} ${plainUrl(otherUrl)}.`,
        // Who listens on all addresses differs in the port alone.
        remedy: isWildcard(expected.address)
          ? "Give every member the same port on all servers, unless ports are translated between them, as a container's are."
          : "Give every member the same URL on all servers, unless addresses are translated between them.",
      };
    }
  },
};
