import { isBackup, lists, type Peer, type RelationshipView, type Server, type Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { hasTwoUrls, isOfTwo } from "../../fleet/mistaken-places";
import { hasListener, relationshipOf } from "../../fleet/sides";
import { areAtOneAddress, arePlacedAlike, doubles, isAtHome, selvesAt } from "../../fleet/urls";
import { few, plain, plainUrl } from "../../words";
import type { Rule } from "../rule";

export const partnerAtHome: Rule = {
  code: "KEAHA188",
  name: "partner-at-home",
  severity: "warning",
  reason:
    "A server that has a partner's URL or name for its own does not start, and one that dials its own address reaches no partner.",
  source:
    "measured on Kea 3.0.4: unable to setup TCP acceptor, or Connection refused and partner-down; Kea compares no URLs",
  *server(server, fleet) {
    const found = server.sides.flatMap((side) =>
      side.peers.flatMap((peer): Found[] => {
        const of = (one: Side) => relationshipOf(fleet).get(one)!;
        // Where it says so by mistake, that is told.
        const there = selvesAt(side, peer).filter(
          (one) => !isOfTwo(one, of(one)) && !hasTwoUrls(one, of(one)),
        );
        const selves = there.map(({ self }) => self!);
        if (selves.length === 0 || peer.name === side.self) return [];
        const relationship = of(side);
        if (isToldElsewhere(side, relationship) || isToldOf(peer, side, relationship)) return [];
        return [{ relationship, peer, selves }];
      }),
    );
    // Of two addresses that the server has for its own, the one that it has more often is right.
    const [first] = [...found].sort((a, b) => b.selves.length - a.selves.length);
    if (first === undefined || isTestHost(server)) return;
    for (const { relationship, peer, selves } of found) {
      if (!areAtOneAddress(peer, first.peer)) continue;
      yield {
        relationship,
        path: [...peer.path, "url"],
        message: `${memberLabel(peer)} has URL ${plainUrl(peer.url!)}, and at that address this server itself listens as ${few(selves.map(plain))}.`,
        remedy:
          "Name in this-server-name the member that is this server, and give each member the address of its own host.",
      };
    }
  },
};

/** A partner, and by which names the server has its address for its own. */
interface Found {
  readonly relationship: RelationshipView;
  readonly peer: Peer;
  readonly selves: readonly string[];
}

/** Whether all relationships of a server have two members at one address, as where all run on one host. */
function isTestHost({ sides }: Server): boolean {
  return sides.every(({ own, peers }) => peers.some((peer) => peer !== own && areAtOneAddress(peer, own)));
}

/** Whether whom the server takes itself for is told as a mistake already; a backup only listens. */
function isToldElsewhere(side: Side, { sides }: RelationshipView): boolean {
  const { server, self, own } = side;
  if (own === undefined || isAtHome(side) === false) return true;
  if (self !== server.host && lists(side, server.host)) return true;
  if (sides.some((other) => other !== side && other.self === self)) return true;
  if (!isBackup(side)) return false;
  const isHome = server.sides.some((other) => other !== side && areAtOneAddress(other.own, own));
  return isHome || hasListener(side) !== true;
}

/** Whether a member's URL is told as another one on another server, or as that of two members. */
function isToldOf(peer: Peer, side: Side, relationship: RelationshipView): boolean {
  const elsewhere = relationship.sides.filter((other) => other !== side).flatMap(({ peers }) => peers);
  return (
    elsewhere.some((other) => other.name === peer.name && !arePlacedAlike(other, peer)) ||
    [...doubles(side, relationship)].some((pair) => pair.includes(peer))
  );
}
