import { labelOf } from "../../fleet/labels";
import { type Place, placesOfKind } from "../../fleet/places";
import { Family } from "../../model/family";
import { defaultOf } from "../../schema/defaults";
import { plain } from "../../words";
import type { Problem, Rule } from "../rule";

export const sharedNetwork: Rule = {
  code: "KEAHA078",
  name: "shared-network",
  severity: "error",
  reason: "Kea refuses a shared network whose subnets disagree on what they share.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    const members = new Map<Place, Place[]>();
    for (const place of placesOfKind(server, "subnet")) {
      if (place.above?.kind !== "shared-network") continue;
      const mine = members.get(place.above);
      if (mine) mine.push(place);
      else members.set(place.above, [place]);
    }
    for (const network of placesOfKind(server, "shared-network")) {
      const subnets = members.get(network) ?? [];
      yield* interfaces(network, subnets);
      if (server.family === Family.V4) yield* authoritative(network, subnets);
      else yield* rapidCommit(subnets);
    }
  },
};

function* interfaces(network: Place, subnets: readonly Place[]): Generator<Problem> {
  let shared: unknown = network.map.interface === "" ? undefined : network.map.interface;
  for (const subnet of subnets) {
    const own: unknown = subnet.map.interface;
    if (own === undefined || own === "") continue;
    if (typeof own === "string" && typeof shared === "string" && own !== shared) {
      yield {
        path: [...subnet.path, "interface"],
        message: `${labelOf(subnet)} is on interface ${plain(own)}, and the network is on ${plain(shared)}.`,
        remedy: "A shared network is one link: name one interface.",
      };
    }
    shared ??= own;
  }
}

function* authoritative(network: Place, subnets: readonly Place[]): Generator<Problem> {
  // Kea compares before it looks at what the whole server says.
  const outer: unknown =
    network.map.authoritative ?? defaultOf("global", "authoritative", { family: Family.V4 });
  for (const subnet of subnets) {
    const own: unknown = subnet.map.authoritative;
    if (typeof own !== "boolean" || typeof outer !== "boolean" || own === outer) continue;
    yield {
      path: [...subnet.path, "authoritative"],
      message: `${labelOf(subnet)} has authoritative ${own}, and the network has ${outer}.`,
      remedy: "Set it on the network.",
    };
  }
}

function* rapidCommit(subnets: readonly Place[]): Generator<Problem> {
  const inherited = (place: Place): unknown => {
    for (let at: Place | undefined = place; at !== undefined; at = at.above) {
      if (at.map["rapid-commit"] !== undefined) return at.map["rapid-commit"];
    }
    return false;
  };
  const [first, ...rest] = subnets;
  if (first === undefined) return;
  const shared = inherited(first);
  for (const subnet of rest) {
    const own = inherited(subnet);
    if (typeof own !== "boolean" || typeof shared !== "boolean" || own === shared) continue;
    yield {
      path: [...subnet.path, "rapid-commit"],
      message: `${labelOf(subnet)} has rapid-commit ${own}, and the subnets before it have ${shared}.`,
      remedy: "Set it alike on all subnets of the network.",
    };
    return;
  }
}
