import { isBackup, type Peer, type RelationshipView, type Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { clearSides, concerns, TLS_KEYS, tlsFiles, urlOf } from "../../fleet/sides";
import { isForwarded, usedPeers } from "../../fleet/urls";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

export const tlsDiffers: Rule = {
  code: "KEAHA045",
  name: "tls-differs",
  severity: "error",
  reason: "With TLS at one end only no heartbeat gets through: both servers go partner-down, and both serve.",
  source: "measured on Kea 3.0.4; certificate files decide, also with an http URL",
  *relationship(relationship) {
    const sides = clearSides(relationship);
    const opinions = new Map(sides.map((side) => [side, opinion(side, relationship)]));
    const reference = mostShared(sides, opinions);
    for (const side of sides) {
      if (reference === undefined || side === reference) continue;
      const expected = opinions.get(reference)!;
      for (const tls of [true, false]) {
        const different = dialled(side).filter(
          ({ name }) => opinions.get(side)!.get(name) === tls && expected.get(name) === !tls,
        );
        const [first] = different;
        if (first === undefined) continue;
        yield {
          server: side.server,
          path: [...(first.map["trust-anchor"] === undefined ? side.path : first.path), "trust-anchor"],
          message: `TLS is ${tls ? "on" : "off"} for ${enumerate(different.map(memberLabel))}, and on ${reference.server.name} it is ${tls ? "off" : "on"}.`,
          remedy: "Give trust-anchor, cert-file and key-file on all servers, or on none.",
        };
      }
    }
  },
};

/**
 * The side with which most others agree of all members that both have to do with: a backup speaks for itself only.
 * One that serves, if there is any.
 */
function mostShared(sides: readonly Side[], opinions: ReadonlyMap<Side, Opinion>): Side | undefined {
  const agree = (a: Opinion, b: Opinion) => {
    const shared = [...a].filter(([name]) => b.has(name));
    return shared.length > 0 && shared.every(([name, tls]) => b.get(name) === tls);
  };
  const friends = (side: Side) =>
    sides.filter((one) => agree(opinions.get(side)!, opinions.get(one)!)).length;
  const active = sides.filter((side) => !isBackup(side));
  return (active.length > 0 ? active : [...sides]).sort((a, b) => friends(b) - friends(a))[0];
}

/** The members whose files a server uses. Its own without a listener it does not: the socket's decide there. */
function dialled(side: Side): readonly Peer[] {
  const used = usedPeers(side);
  return concerns(side).filter((peer) => used.includes(peer));
}

type Opinion = ReadonlyMap<string | undefined, boolean>;

/** For which members TLS is plainly on or off. */
function opinion(side: Side, relationship: RelationshipView): Opinion {
  const opinions = new Map<string | undefined, boolean>();
  for (const peer of dialled(side)) {
    const count = tlsFiles(side, peer)?.length;
    // A proxy in front of a listener may end TLS; a tunnel to a partner passes on what it gets.
    if (peer === side.own && isForwarded(side, relationship)) continue;
    // An https URL without any is an error of its own.
    if (count === 0 && urlOf(peer)?.scheme === "https") continue;
    if (peer.name !== undefined && (count === 0 || count === TLS_KEYS.length))
      opinions.set(peer.name, count > 0);
  }
  return opinions;
}
