import type { Fleet, Peer, Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { relationshipOf } from "../../fleet/sides";
import { placeOf, urlDifferences } from "../../fleet/urls";
import { plain, plainUrl } from "../../words";
import type { Rule } from "../rule";

export const sharedUrl: Rule = {
  code: "KEAHA159",
  name: "shared-url",
  severity: "warning",
  reason:
    "Of two partners at one URL one refuses the messages for the other, which is taken for dead and never serves again.",
  source: "measured on Kea 3.0.4",
  *server({ sides }, fleet) {
    const relationships = relationshipOf(fleet);
    const taken = new Map<string, { readonly peer: Peer; readonly side: Side }>();
    for (const side of sides) {
      for (const peer of side.peers) {
        const place = peer === side.own ? undefined : placeOf(peer);
        if (place === undefined) continue;
        const first = taken.get(place);
        if (first === undefined) taken.set(place, { peer, side });
        // Two of one relationship are told as an error; one name in two of them is another mistake.
        if (first === undefined || first.side === side || first.peer.name === peer.name) continue;
        if (isOneServer(fleet, first.peer, peer)) continue;
        const [relationship, other] = [relationships.get(side)!, relationships.get(first.side)!];
        // That other servers dial one of them elsewhere is told as that.
        const differing = [relationship, other].flatMap(urlDifferences);
        if (differing.some((one) => one.peer === peer || one.peer === first.peer)) continue;
        yield {
          relationship,
          path: [...peer.path, "url"],
          message: `${memberLabel(peer)} has the URL of ${memberLabel(first.peer)} of relationship ${plain(other.name)}, ${plainUrl(peer.url!)}.`,
          remedy:
            "Give each member the address of its own host; it is right only where one server is both, and listens for them at one control socket.",
        };
      }
    }
  },
};

/** Whether two members are known to be one server. */
function isOneServer({ servers }: Fleet, a: Peer, b: Peer): boolean {
  const is = (sides: readonly Side[], { name }: Peer) => sides.some(({ self }) => self === name);
  return servers.some(({ sides }) => is(sides, a) && is(sides, b));
}
