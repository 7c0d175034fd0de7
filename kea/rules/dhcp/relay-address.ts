import { labelOf } from "../../fleet/labels";
import type { Place } from "../../fleet/places";
import { relaysOf } from "../../fleet/relays";
import { FAMILIES } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const relayAddress: Rule = {
  code: "KEAHA072",
  name: "relay-address",
  severity: "error",
  reason: "Kea refuses a relay that is no address of the family, or is listed twice in one place.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    const { bits } = FAMILIES[server.family];
    const seen = new Map<Place, Set<bigint>>();
    for (const { owner, path, text, address } of relaysOf(server)) {
      if (address?.bits !== bits) {
        yield {
          path,
          message: `relay ${plain(text)} of ${labelOf(owner)} is not an ${bits === 32 ? "IPv4" : "IPv6"} address.`,
          remedy: "Write the address that the relay puts into the packets that it forwards.",
        };
        continue;
      }
      const mine = seen.get(owner) ?? new Set();
      seen.set(owner, mine);
      // Addresses with zones are others to Kea.
      if (!text.includes("%") && mine.has(address.first)) {
        yield {
          path,
          message: `relay ${plain(text)} of ${labelOf(owner)} is listed twice.`,
          remedy: "List it once.",
        };
      }
      mine.add(address.first);
    }
  },
};
