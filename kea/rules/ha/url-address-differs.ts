import { memberLabel } from "../../fleet/ha-maps";
import { urlDifferences } from "../../fleet/urls";
import { plainUrl } from "../../words";
import type { Rule } from "../rule";

export const urlAddressDiffers: Rule = {
  code: "KEAHA044",
  name: "url-address-differs",
  severity: "warning",
  reason: "Only a translation of addresses makes a member answer at another address than it listens on.",
  source: "Kea manual, High Availability: the own URL is where a server listens",
  *relationship(relationship) {
    for (const { side, peer, other, otherUrl, own, portOnly } of urlDifferences(relationship)) {
      if (portOnly) continue;
      const member = memberLabel(peer);
      yield {
        server: side.server,
        path: [...peer.path, "url"],
        message: `it dials ${member} at ${plainUrl(peer.url!)}, and ${own ? `${other.server.name}, which is ${member}, listens on` : `${other.server.name} at`} ${plainUrl(otherUrl)}.`,
        remedy:
          "Give every member the same URL on all servers, unless addresses are translated between them.",
      };
    }
  },
};
