import type { Fleet, Server } from "../../fleet/fleet";
import { type Guards, guardsOf, leavesNobody } from "../../fleet/guards";
import { labelOf } from "../../fleet/labels";
import { mayShareNetwork } from "../../fleet/owners";
import { type Place, placesOfKind } from "../../fleet/places";
import { matchesNone, type Relay, relaysOf } from "../../fleet/relays";
import { idOf, inOneNetwork, interfaceIdOf, isSameSubnet } from "../../fleet/selection";
import { FAMILIES, Family } from "../../model/family";
import { few, plain } from "../../words";
import type { Problem, Rule } from "../rule";

export const relayShared: Rule = {
  code: "KEAHA073",
  name: "relay-shared",
  severity: "error",
  reason:
    "Of two subnets with one relay address Kea takes the first whose guard lets the client in, without a word.",
  source: "Kea accepts it (measured on 2.6.3 and 3.0.4); the subnet with the lower id comes first",
  *server(server, fleet) {
    const pairs = new Map<string, { outdone: Outdone; texts: string[] }>();
    for (const outdone of candidatesByRelay(server).flatMap((all) => outdoneOf(server, all))) {
      const { early, late } = outdone;
      const key = [late, early].map(({ owner }) => owner.path.join("/")).join(" ");
      const pair = pairs.get(key);
      if (pair === undefined) pairs.set(key, { outdone, texts: [late.text] });
      else if (!pair.texts.includes(late.text)) pair.texts.push(late.text);
    }
    for (const { outdone, texts } of pairs.values()) yield told(server, outdone, texts, fleet);
  },
};

function told(
  server: Server,
  { early, late, first, second }: Outdone,
  texts: readonly string[],
  fleet: Fleet,
): Problem {
  const network = mayShareNetwork(fleet, server, early.owner.path, late.owner.path)
    ? ", or put both into one shared network"
    : "";
  const [noun, verb] = texts.length > 1 ? ["relays", "lead"] : ["relay", "leads"];
  const ids = server.family === Family.V6 ? ", give the one with the higher id an interface-id" : "";
  return {
    path: late.path,
    message: `${noun} ${few(texts.map(plain))} ${verb} to ${labelOf(late.owner)} and to ${labelOf(early.owner)}${why(first, second)}.`,
    remedy: `Give each a relay address of its own${ids}, ${network === "" ? "or " : ""}guard the one with the lower id by a client class${network}.`,
  };
}

/** What the guards have to do with it. */
function why(first: Candidate, second: Candidate): string {
  if (first.guards.length > 0)
    return `, and the guard of ${labelOf(first.subnet)} leaves none of its clients to ${labelOf(second.subnet)}`;
  return second.guards.length > 0 ? `, and ${labelOf(first.subnet)} lets everybody in` : "";
}

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
    if (relay.address?.bits !== FAMILIES[server.family].bits || matchesNone(relay)) continue;
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

/** Two subnets of which Kea gives one relay's clients to the first alone. */
interface Outdone {
  readonly first: Candidate;
  readonly second: Candidate;
  /** The same in the order in which they are listed: the place that is listed later is the one to look at. */
  readonly early: Relay;
  readonly late: Relay;
}

/** Each subnet or network to which no client of a relay is left, with the first that takes them all. */
function outdoneOf(server: Server, candidates: readonly Candidate[]): Outdone[] {
  const found = new Map<Place, Outdone>();
  for (const [index, second] of candidates.entries()) {
    if (found.has(second.relay.owner)) continue;
    const first = candidates.slice(0, index).find((earlier) => comesBefore(server, earlier, second));
    if (first === undefined) continue;
    const [early, late] = inOrder(server, first.relay, second.relay);
    found.set(second.relay.owner, { first, second, early, late });
  }
  return [...found.values()];
}

function comesBefore(server: Server, first: Candidate, second: Candidate): boolean {
  if (first.relay.owner === second.relay.owner || isSameSubnet(first.subnet, second.subnet)) return false;
  if (inOneNetwork(first.subnet, second.subnet)) return false;
  // Without ids nobody knows which comes first.
  const either = idOf(first.subnet) === idOf(second.subnet) && !takesAll(server, second, first);
  return !either && takesAll(server, first, second);
}

function takesAll({ family }: Server, first: Candidate, second: Candidate): boolean {
  // Kea looks for an interface-id before the relay; of two that are the same another rule tells.
  if (family === Family.V6 && interfaceIdOf(second.subnet) !== undefined) return false;
  return leavesNobody(first.guards, second.guards);
}

function inOrder(server: Server, a: Relay, b: Relay): [Relay, Relay] {
  const all = relaysOf(server).map(({ owner }) => owner);
  return all.indexOf(a.owner) < all.indexOf(b.owner) ? [a, b] : [b, a];
}
