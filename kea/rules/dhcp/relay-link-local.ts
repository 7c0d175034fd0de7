import { labelOf } from "../../fleet/labels";
import { matchesNone, relaysOf } from "../../fleet/relays";
import { isLinkLocal } from "../../ip";
import { Family } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const relayLinkLocal: Rule = {
  code: "KEAHA179",
  name: "relay-link-local",
  severity: "warning",
  reason: "Kea takes a relay's link-local address, and never looks for one: it leads to no subnet.",
  source: "measured on Kea 3.0.4; CfgSubnets6::initSelector of 2.6.3, 3.0.4 and 3.2.0",
  *server(server) {
    if (server.family !== Family.V6) return;
    const relays = relaysOf(server);
    const led = new Set(relays.filter((relay) => !matchesNone(relay)).map(({ owner }) => owner));
    for (const { owner, address, path, text } of relays) {
      if (address === undefined || !isLinkLocal(address) || led.has(owner)) continue;
      yield {
        path,
        message: `relay ${plain(text)} of ${labelOf(owner)} is a link-local address, for which Kea never looks.`,
        remedy: "Write the global address, or the unique local one, that the relay has on the clients' link.",
      };
    }
  },
};
