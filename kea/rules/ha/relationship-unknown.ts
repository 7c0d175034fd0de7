import { memberLabel } from "../../fleet/ha-maps";
import { absentMembers } from "../../fleet/absent-members";
import { plainUrl } from "../../words";
import type { Rule } from "../rule";

export const relationshipUnknown: Rule = {
  code: "KEAHA178",
  name: "relationship-unknown",
  severity: "warning",
  reason:
    "A server does not listen for a relationship that it does not know: its partner goes partner-down, and the server may give the same addresses in another one.",
  source: "measured on Kea 3.0.4",
  *fleet(fleet) {
    for (const { peer, side, relationship, server } of absentMembers(fleet)) {
      yield {
        relationship,
        server: side.server,
        path: [...peer.path, "url"],
        message: `${memberLabel(peer)} is at ${plainUrl(peer.url!)}, and ${server.name}, which is at that address, does not know the relationship.`,
        remedy: `Add the relationship to ${server.name}; if that is another server at the same address, check its file as well.`,
      };
    }
  },
};
