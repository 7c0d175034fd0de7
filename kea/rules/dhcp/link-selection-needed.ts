import { mayBeSelected, relaySharers } from "../../fleet/relay-sharers";
import type { Rule } from "../rule";

export const linkSelectionNeeded: Rule = {
  code: "KEAHA189",
  name: "link-selection-needed",
  severity: "warning",
  reason:
    "Of two subnets with one relay address Kea takes the first whose guard lets the client in, unless the relay says which one it means.",
  source:
    "measured on Kea 3.0.4, with link-selection (RFC 3527) and without; CfgSubnets4::initSelector looks for it before giaddr",
  *server(server) {
    if (!mayBeSelected(server)) return;
    // One shared network would take the relay's choice away: its clients get addresses of either subnet.
    for (const { path, said } of relaySharers(server))
      yield {
        path,
        message: `${said}.`,
        remedy:
          "Give each a relay address of its own, or guard the one with the lower id by a client class, unless the relays send link-selection (option 82, sub-option 5).",
      };
  },
};
