/** Subnets that share a relay address, of which Kea gives the relay's clients to one alone. */
import { FAMILIES, Family } from "../model/family";
import type { Server } from "./fleet";
import { type Guards, guardsOf, leavesNobody } from "./guards";
import { labelOf } from "./labels";
import { type Place, placesOfKind } from "./places";
import { matchesNone, type Relay, relaysOf } from "./relays";
import { idOf, inOneNetwork, interfaceIdOf, isSameSubnet } from "./selection";
import { isMap } from "../json";
import { oncePer } from "../remember";
import { few, plain } from "../words";

/** Two subnets or networks, listed one after the other, of which the relays' clients get to one alone. */
export interface RelaySharers {
  readonly early: Place;
  readonly late: Place;
  /** The address of the first relay, where the later one lists it. */
  readonly path: Relay["path"];
  /** What is shared, and what the guards have to do with it. */
  readonly said: string;
}

/** All of them, each pair once, however many relays lead to both. */
export const relaySharers = oncePer((server: Server): readonly RelaySharers[] => {
  const pairs = new Map<string, { outdone: Outdone; texts: string[] }>();
  for (const outdone of candidatesByRelay(server).flatMap((all) => outdoneOf(server, all))) {
    const { early, late } = outdone;
    const key = [late, early].map(({ owner }) => owner.path.join("/")).join(" ");
    const pair = pairs.get(key);
    if (pair === undefined) pairs.set(key, { outdone, texts: [late.text] });
    else if (!pair.texts.includes(late.text)) pair.texts.push(late.text);
  }
  return [...pairs.values()].map(({ outdone, texts }) => toldOf(outdone, texts));
});

/**
 * Whether a relay may name the subnet itself, by link-selection (option 82, sub-option 5): Kea asks that before its
 * own address. DHCPv6 has it in every packet, as the link-address.
 */
export function mayBeSelected({ family, root }: Server): boolean {
  const compatibility: unknown = root.compatibility;
  return (
    family === Family.V4 && !(isMap(compatibility) && compatibility["ignore-rai-link-selection"] === true)
  );
}

function toldOf({ early, late, first, second }: Outdone, texts: readonly string[]): RelaySharers {
  const [noun, verb] = texts.length > 1 ? ["relays", "lead"] : ["relay", "leads"];
  return {
    early: early.owner,
    late: late.owner,
    path: late.path,
    said: `${noun} ${few(texts.map(plain))} ${verb} to ${labelOf(late.owner)} and to ${labelOf(early.owner)}${why(first, second)}`,
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
