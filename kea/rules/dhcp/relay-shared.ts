import { labelOf } from "../../fleet/labels";
import { enclosing, type Place } from "../../fleet/places";
import { type Relay, relaysOf } from "../../fleet/relays";
import { FAMILIES, Family } from "../../model/family";
import { plain } from "../../words";
import { judge } from "../per-server";
import type { Rule } from "../rule";

export const relayShared: Rule = {
  code: "KEAHA073",
  name: "relay-shared",
  severity: "error",
  reason:
    "A relay address that leads to two subnets serves one of them: Kea takes the first it finds, without a word.",
  source: "Kea accepts it (measured on 2.6.3 and 3.0.4)",
  *check(fleet) {
    yield* judge(fleet, function* (server) {
      const first = new Map<bigint, Relay>();
      for (const relay of relaysOf(server)) {
        const { owner, address, path, text } = relay;
        if (address?.bits !== FAMILIES[server.family].bits) continue;
        const other = first.get(address.first);
        if (other === undefined) {
          first.set(address.first, relay);
          continue;
        }
        if (other.owner === owner || isSame(other.owner, owner)) continue;
        const network = enclosing(owner, "shared-network");
        if (network !== undefined && network === enclosing(other.owner, "shared-network")) continue;
        // v6: with an interface-id each, the packets tell them apart.
        const told =
          server.family === Family.V6 &&
          [owner, other.owner].every(({ map }) => map["interface-id"] !== undefined);
        if (told) continue;
        yield {
          path,
          message: `relay ${plain(text)} leads to ${labelOf(owner)} and to ${labelOf(other.owner)}.`,
          remedy: "Give each a relay address of its own, or put both into one shared network.",
        };
      }
    });
  },
};

/** One subnet that is there twice is an error of its own. */
function isSame(a: Place, b: Place): boolean {
  return (
    a.kind === "subnet" && b.kind === "subnet" && (a.map.id === b.map.id || a.map.subnet === b.map.subnet)
  );
}
