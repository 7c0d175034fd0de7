import type { Fleet, Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { relationshipOf } from "../../fleet/sides";
import { arePlacedAlike, strangerAt, type UrlDifference, urlDifferences } from "../../fleet/urls";
import { isLoopback, isWildcard } from "../../url";
import { plainUrl } from "../../words";
import type { Rule } from "../rule";

export const urlAddressDiffers: Rule = {
  code: "KEAHA044",
  name: "url-address-differs",
  severity: "warning",
  reason: "Only a translation makes a member answer at another address, or another port, than it listens on.",
  source: "Kea manual, High Availability: the own URL is where a server listens",
  *relationship(relationship, fleet) {
    for (const difference of urlDifferences(relationship)) {
      const { side, peer, other, otherUrl, own, portOnly } = difference;
      if (portOnly) continue;
      const member = memberLabel(peer);
      const stranger = strangerAt(difference, fleet);
      const where = stranger
        ? `, where ${stranger.server.name} listens as ${memberLabel(stranger.own!)}; `
        : ", and ";
      yield {
        server: side.server,
        path: [...peer.path, "url"],
        message: `it dials ${member} at ${plainUrl(peer.url!)}${where}${own ? `${other.server.name}, which is ${member}, listens on` : `${other.server.name} at`} ${plainUrl(otherUrl)}.`,
        remedy: stranger ? remedyFor(difference, stranger, fleet) : remedyOf(difference),
      };
    }
  },
};

/** Who listens on all addresses differs in the port alone; at one of loopback nobody can dial it. */
function remedyOf({ peer, url, other, expected, own }: UrlDifference): string {
  if (own && isLoopback(expected.address) && !isLoopback(url.address))
    return `Give ${memberLabel(peer)} the URL ${plainUrl(peer.url!)} on ${other.server.name}, too, unless a proxy there passes on what arrives.`;
  return isWildcard(expected.address)
    ? "Give every member the same port on all servers, unless ports are translated between them, as a container's are."
    : "Give every member the same URL on all servers, unless addresses are translated between them.";
}

/** Where another member listens: right only if that one has its address in another network. */
function remedyFor({ side, peer, otherUrl, expected }: UrlDifference, stranger: Side, fleet: Fleet): string {
  const member = memberLabel(peer);
  const url = isWildcard(expected.address) ? "an address of its host" : plainUrl(otherUrl);
  // One place, dialled by one server, leads to one server.
  const isDialled = side.server.sides.some(
    (one) =>
      sameRelationship(one, stranger, fleet) &&
      one.peers.some((entry) => entry.name === stranger.self && arePlacedAlike(entry, peer)),
  );
  const unless = isDialled ? "" : ", unless addresses are translated between them";
  return `Dial ${member} at ${url}${unless}: ${stranger.server.name} refuses what is for ${member}, which ${side.server.host} then takes for dead.`;
}

function sameRelationship(a: Side, b: Side, fleet: Fleet): boolean {
  const relationships = relationshipOf(fleet);
  return relationships.get(a) === relationships.get(b);
}
