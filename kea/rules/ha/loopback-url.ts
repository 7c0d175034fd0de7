import type { Peer, Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { hasListener, isUncalled, urlOf } from "../../fleet/sides";
import { isAtHome, isForwarded, mayBeTunnel, usedPeers } from "../../fleet/urls";
import { covers, isLoopback, isWildcard } from "../../url";
import { plainUrl } from "../../words";
import type { Rule } from "../rule";

export const loopbackUrl: Rule = {
  code: "KEAHA101",
  name: "loopback-url",
  severity: "error",
  reason:
    "Nobody else reaches a member at a loopback address: its partner goes partner-down, and both may serve.",
  source: "measured on Kea 3.0.4: the partner goes partner-down, the member itself stays where it is",
  *relationship(relationship) {
    const { sides } = relationship;
    const addressOf = (peer: Peer) => urlOf(peer)?.address;
    const entries = sides.flatMap((side) =>
      usedPeers(side)
        .filter((peer) => isLoopback(addressOf(peer) ?? ""))
        .map((peer) => [side, peer] as const),
    );
    if (entries.length === 0) return;
    const listed = sides.flatMap(({ peers }) => peers.flatMap((peer) => addressOf(peer) ?? []));
    // A laboratory may have all its members on one host.
    const elsewhere = listed.some((address) => !isLoopback(address) && !isWildcard(address));
    const told = new Set<string>();
    // A member's own entry goes first.
    for (const [side, peer] of [...entries.filter(isOwn), ...entries.filter((entry) => !isOwn(entry))]) {
      const key = `${peer.name} ${peer.url}`;
      const isItself = peer !== side.own && side.server.sides.some((one) => listensAt(one, peer));
      if (told.has(key) || !(elsewhere || isItself)) continue;
      told.add(key);
      const partner = sides.find(({ self }) => self === peer.name);
      const isMeant =
        peer === side.own
          ? isUncalled(side) || isForwarded(side, relationship)
          : isProgram(peer, partner) || mayBeTunnel(side, peer, partner);
      if (isMeant && !isItself) continue;
      // That it is no address of its host is told elsewhere.
      if (peer === side.own && isAtHome(side) === false) continue;
      yield {
        server: side.server,
        path: [...peer.path, "url"],
        message:
          peer === side.own
            ? `it listens at ${plainUrl(peer.url!)}, a loopback address, and other members are elsewhere.`
            : `it dials ${memberLabel(peer)} at ${plainUrl(peer.url!)}, a loopback address: that is itself.`,
        remedy: "Use the address of the member's host at which its partners reach it.",
      };
    }
  },
};

/** Whether a server that listens on all its addresses does so at the port of a member on its loopback. */
function listensAt(side: Side, peer: Peer): boolean {
  const [own, url] = [urlOf(side.own), urlOf(peer)];
  if (own === undefined || url === undefined || !isWildcard(own.address) || own.port !== url.port)
    return false;
  return hasListener(side) === true && !isUncalled(side) && covers(own.address, url.address);
}

/** A program beside the server that takes its lease updates, as a backup does. */
function isProgram({ role }: Peer, partner: Side | undefined): boolean {
  return role === "backup" && partner === undefined;
}

function isOwn([side, peer]: readonly [Side, Peer]): boolean {
  return peer === side.own;
}
