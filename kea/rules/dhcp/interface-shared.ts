import type { Server } from "../../fleet/fleet";
import { type Guards, guardsOf, leavesNobody } from "../../fleet/guards";
import { labelOf } from "../../fleet/labels";
import { mayShareNetwork } from "../../fleet/owners";
import { type Place, placesOfKind } from "../../fleet/places";
import { idOf, inOneNetwork, isSameSubnet } from "../../fleet/selection";
import { list, map, UNKNOWN } from "../../json";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const interfaceShared: Rule = {
  code: "KEAHA151",
  name: "interface-shared",
  severity: "warning",
  reason:
    "Of two subnets on one interface, or with one interface-id, Kea takes the one with the lower id for all clients there: none of them gets an address of the other.",
  source:
    "interfaces: measured on Kea 2.6.3 and 3.0.4; Kea manual, How the DHCPv4 Server Selects a Subnet for the Client; interface-ids: CfgSubnets6::selectSubnet",
  *server(server, fleet) {
    for (const [one, first] of outdone(onLinks(server, "interface"))) {
      if (isRelayed(one.subnet)) continue;
      yield {
        path: one.path,
        message: `${labelOf(one.subnet)} is on interface ${plain(one.name)}, and all clients on that link get addresses of ${labelOf(first.subnet)}.`,
        remedy: `${mayShareNetwork(fleet, server, one.subnet.path, first.subnet.path) ? "Put both into one shared network, guard" : "Guard"} the one with the lower id by a client class, or leave the interface out where only relayed clients are served.`,
      };
    }
    for (const [one, first] of outdone(onLinks(server, "interface-id"))) {
      yield {
        path: one.path,
        message: `${labelOf(one.subnet)} has interface-id ${plain(one.name)}, and all clients behind it get addresses of ${labelOf(first.subnet)}.`,
        remedy: `Give each an interface-id of its own, ${mayShareNetwork(fleet, server, one.subnet.path, first.subnet.path) ? "put both into one shared network, " : ""}or guard the one with the lower id by a client class.`,
      };
    }
  },
};

/** Subnets whose clients all get addresses of another one that Kea looks at before, with that one. */
function outdone(subnets: readonly OnLink[]): (readonly [OnLink, OnLink])[] {
  return subnets.flatMap((one, index) => {
    const first = subnets.slice(0, index).find((other) => takesAll(other, one));
    return first ? [[one, first] as const] : [];
  });
}

/** A subnet that serves the clients on a link of its server, or of a relay. */
interface OnLink {
  readonly name: string;
  readonly subnet: Place;
  readonly path: Place["path"];
  readonly guards: Guards;
}

/** The subnets with an interface, or an interface-id, in the order in which Kea looks at them. */
function onLinks(server: Server, key: "interface" | "interface-id"): OnLink[] {
  return placesOfKind(server, "subnet")
    .flatMap((subnet): OnLink[] => {
      // A network says it for its subnets, unless they say it themselves.
      const owner = [subnet, subnet.above].find((place) => place?.map[key] !== undefined);
      const name: unknown = owner?.map[key];
      if (owner === undefined || typeof name !== "string" || name === "") return [];
      return [{ name, subnet, path: [...owner.path, key], guards: guardsOf(subnet) }];
    })
    .sort((a, b) => idOf(a.subnet) - idOf(b.subnet));
}

function takesAll(first: OnLink, second: OnLink): boolean {
  if (first.name !== second.name || inOneNetwork(first.subnet, second.subnet)) return false;
  if (isSameSubnet(first.subnet, second.subnet)) return false;
  return leavesNobody(first.guards, second.guards);
}

/** Whether relays lead to a subnet, or may once they are known: it serves clients whatever is on the link. */
function isRelayed({ map: subnet, above }: Place): boolean {
  return [subnet, map(above?.map)].some((place) => {
    const relay: unknown = place.relay;
    const addresses: unknown = map(place.relay)["ip-addresses"];
    return relay === UNKNOWN || addresses === UNKNOWN || list(addresses).length > 0;
  });
}
