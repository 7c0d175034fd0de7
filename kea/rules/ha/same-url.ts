import type { Peer, RelationshipView, Server, Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { areAtOnePlace, placeOf } from "../../fleet/urls";
import { oncePer } from "../../remember";
import { plainUrl } from "../../words";
import type { Rule } from "../rule";

export const sameUrl: Rule = {
  code: "KEAHA102",
  name: "same-url",
  severity: "error",
  reason: "Of two members with one URL one talks to itself and finds all well, and the other does not start.",
  source: "measured on Kea 3.0.4: Kea compares names, and no URLs",
  *relationship({ sides }) {
    for (const [index, side] of sides.entries()) {
      const other = sides.slice(0, index).find((one) => areAtOnePlace(one, side));
      // The same name twice is another mistake.
      if (other === undefined || other.self === side.self || [other, side].some(listsOneTwice)) continue;
      yield {
        server: side.server,
        path: [...side.own!.path, "url"],
        message: `it listens at ${plainUrl(side.own!.url!)}, and so does ${other.server.name}, on another host.`,
        remedy: "Give each member the address of its own host, alike on all servers.",
      };
    }
  },
  *side(side, relationship) {
    const owners = new Map<string, Peer>();
    // Own URLs that are the same are told elsewhere, with all that listens on a host.
    const ownPlace = side.own && placeOf(side.own);
    if (ownPlace !== undefined) owners.set(ownPlace, side.own!);
    for (const peer of side.peers) {
      const place = placeOf(peer);
      if (place === undefined || peer === side.own) continue;
      const owner = owners.get(place) ?? ownUrls(side.server).get(place);
      if (owner === undefined) owners.set(place, peer);
      if (owner === undefined || owner.name === peer.name || onOneHost(relationship, owner, peer)) continue;
      yield {
        path: [...peer.path, "url"],
        message: `${memberLabel(owner)} and ${memberLabel(peer)} have the same URL, ${plainUrl(peer.url!)}.`,
        remedy: "Give each member the address of its own host, and a port that nothing else has there.",
      };
    }
  },
};

/** Whether members that one server lists have one URL, which is told of its list. */
function listsOneTwice({ peers }: Side): boolean {
  const places = peers.flatMap((peer) => placeOf(peer) ?? []);
  return new Set(places).size < places.length;
}

/** The places at which a server itself is, in any relationship. */
const ownUrls = oncePer(
  ({ sides }: Server): ReadonlyMap<string, Peer> =>
    new Map(
      sides.flatMap(({ own }) => {
        const place = own && placeOf(own);
        return place === undefined ? [] : [[place, own!] as const];
      }),
    ),
);

/** A host that is a member twice is a mistake of its own. */
function onOneHost({ declared }: RelationshipView, a: Peer, b: Peer): boolean {
  const host = ({ name }: Peer) => declared.find((member) => member.name === name)?.host;
  return host(a) !== undefined && host(a) === host(b);
}
