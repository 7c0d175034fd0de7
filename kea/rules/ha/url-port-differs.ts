import { memberLabel } from "../../fleet/ha-maps";
import { clashingSides } from "../../fleet/listeners";
import { urlDifferences } from "../../fleet/urls";
import { plainUrl } from "../../words";
import type { Rule } from "../rule";

export const urlPortDiffers: Rule = {
  code: "KEAHA043",
  name: "url-port-differs",
  severity: "error",
  reason: "A server that dials another port than its partner listens on sees it dead: both serve.",
  source: "Kea manual, High Availability: url is where a member listens and where its partners send",
  *relationship(relationship, fleet) {
    for (const { side, peer, other, otherUrl, own, portOnly } of urlDifferences(relationship)) {
      // A port that the server needs for something else, too, is told as that.
      if (!portOnly || (own && clashingSides(fleet).has(other))) continue;
      const member = memberLabel(peer);
      yield {
        server: side.server,
        path: [...peer.path, "url"],
        message: `it dials ${member} at ${plainUrl(peer.url!)}, and ${own ? `${other.server.name}, which is ${member}, listens on` : `${other.server.name} at`} ${plainUrl(otherUrl)}.`,
        remedy: "Give every member the same URL on all servers.",
      };
    }
  },
};
