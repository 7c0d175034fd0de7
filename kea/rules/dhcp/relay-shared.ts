import type { Server } from "../../fleet/fleet";
import { type Guards, guardsOf, leavesNobody } from "../../fleet/guards";
import { labelOf } from "../../fleet/labels";
import { type Place, placesOfKind } from "../../fleet/places";
import { type Relay, relaysOf } from "../../fleet/relays";
import { idOf, inOneNetwork, isSameSubnet } from "../../fleet/selection";
import { FAMILIES, Family } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const relayShared: Rule = {
  code: "KEAHA073",
  name: "relay-shared",
  severity: "error",
  reason:
    "Of two subnets with one relay address Kea takes the first whose guard lets the client in, without a word.",
  source: "Kea accepts it (measured on 2.6.3 and 3.0.4); the subnet with the lower id comes first",
  *server(server) {
    for (const candidates of candidatesByRelay(server)) {
      const told = new Set<Place>();
      for (const [index, one] of candidates.entries()) {
        if (told.has(one.relay.owner)) continue;
        const other = candidates.slice(0, index).find((earlier) => takesAll(server, earlier, one));
        if (other === undefined) continue;
        told.add(one.relay.owner);
        // The place that is listed later is the one to look at.
        const [early, late] = inOrder(server, other.relay, one.relay);
        yield {
          path: late.path,
          message: `relay ${plain(late.text)} leads to ${labelOf(late.owner)} and to ${labelOf(early.owner)}${other.guards.length + one.guards.length > 0 ? `, and the guard of ${labelOf(other.subnet)} leaves none of its clients to ${labelOf(one.subnet)}` : ""}.`,
          remedy:
            "Give each a relay address of its own, guard the one with the lower id by a client class, or put both into one shared network.",
        };
      }
    }
  },
};

/** A subnet that packets of a relay can end up in. */
interface Candidate {
  readonly relay: Relay;
  readonly subnet: Place;
  readonly guards: Guards;
}

/** For each relay address of several, the subnets it leads to, in the order in which Kea looks at them. */
function candidatesByRelay(server: Server): Candidate[][] {
  const relays = new Map<bigint, Relay[]>();
  for (const relay of relaysOf(server)) {
    if (relay.address?.bits !== FAMILIES[server.family].bits) continue;
    const mine = relays.get(relay.address.first);
    if (mine === undefined) relays.set(relay.address.first, [relay]);
    else if (!mine.some(({ owner }) => owner === relay.owner)) mine.push(relay);
  }
  const shared = [...relays.values()].filter((all) => all.length > 1);
  if (shared.length === 0) return [];
  const own = new Set(relaysOf(server).map(({ owner }) => owner));
  const inside = new Map<Place, Place[]>();
  for (const subnet of placesOfKind(server, "subnet")) {
    const owner = own.has(subnet) ? subnet : subnet.above;
    if (owner !== undefined && own.has(owner)) inside.set(owner, [...(inside.get(owner) ?? []), subnet]);
  }
  return shared.map((all) =>
    all
      .flatMap((relay) =>
        (inside.get(relay.owner) ?? []).map((subnet) => ({ relay, subnet, guards: guardsOf(subnet) })),
      )
      .sort((a, b) => idOf(a.subnet) - idOf(b.subnet)),
  );
}

function takesAll(server: Server, first: Candidate, second: Candidate): boolean {
  const [a, b] = [first.relay.owner, second.relay.owner];
  if (a === b || isSameSubnet(first.subnet, second.subnet)) return false;
  if (inOneNetwork(first.subnet, second.subnet)) return false;
  // v6: with an interface-id each, the packets tell them apart.
  if (server.family === Family.V6 && [a, b].every(({ map }) => map["interface-id"] !== undefined))
    return false;
  // Without ids nobody knows which comes first.
  const either = idOf(first.subnet) === idOf(second.subnet) && !leavesNobody(second.guards, first.guards);
  return !either && leavesNobody(first.guards, second.guards);
}

function inOrder(server: Server, a: Relay, b: Relay): [Relay, Relay] {
  const all = relaysOf(server).map(({ owner }) => owner);
  return all.indexOf(a.owner) < all.indexOf(b.owner) ? [a, b] : [b, a];
}
