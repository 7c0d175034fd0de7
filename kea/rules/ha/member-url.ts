import type { Peer, Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { isUncalled, readUrl } from "../../fleet/sides";
import { isAtHome } from "../../fleet/urls";
import { isOfMany, isWildcard, schemeOf } from "../../url";
import { plainUrl } from "../../words";
import type { Problem, Rule } from "../rule";

export const memberUrl: Rule = {
  code: "KEAHA008",
  name: "member-url",
  severity: "error",
  reason: "A member listens on its own URL and is dialled at it: it needs an address of its host and a port.",
  source:
    "HAConfig::validate and Url::parse; measured on Kea 3.0.4: without a port it listens on a random one, and at a multicast address, to which no connection leads",
  *relationship({ sides }) {
    // A URL that several servers list is judged where it is the server's own, if that is known.
    const told = new Set<string>();
    const owned = sides.map((side) => [side, side.own] as const);
    const others = owned.flatMap(([side, own]) =>
      side.peers.filter((peer) => peer !== own).map((peer) => [side, peer] as const),
    );
    for (const [side, peer] of [...owned, ...others]) {
      if (peer?.url === undefined) continue;
      const problem = fault(side, peer);
      if (problem === undefined || told.has(`${peer.name} ${peer.url}`)) continue;
      told.add(`${peer.name} ${peer.url}`);
      yield { server: side.server, path: [...peer.path, "url"], ...problem };
    }
  },
};

function fault(side: Side, peer: Peer): Problem | undefined {
  const subject = () => `the URL ${plainUrl(peer.url!)} of ${memberLabel(peer)}`;
  const url = readUrl(peer)!;
  if (typeof url === "string") {
    return {
      message: `${subject()} ${url}.`,
      remedy: `Write ${schemeOf(peer.url!)}://ADDRESS:PORT/ with an IP address; Kea does not resolve names.`,
    };
  }
  const own = peer.name === side.self;
  if (isWildcard(url.address) || isOfMany(url.address)) {
    // At all of its addresses a server may listen, and where nobody dials it anywhere.
    return own && (isWildcard(url.address) || isUncalled(side))
      ? undefined
      : { message: `${subject()} is no address that can be dialled.`, remedy: "Use an address of its host." };
  }
  if (!own || isAtHome(side) !== false) return undefined;
  const { addresses, host } = side.server;
  const isBracketed = addresses!.includes(`[${url.address}]`);
  return {
    message: `${subject()} is not at an address of host ${host} (${addresses!.join(", ")}).`,
    remedy: isBracketed
      ? "Take the brackets off the address of the host: they belong to URLs."
      : `Use one of its addresses, or add ${url.address} to them.`,
  };
}
