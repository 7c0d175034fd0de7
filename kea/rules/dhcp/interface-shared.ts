import type { Server } from "../../fleet/fleet";
import { type Guards, guardsOf, leavesNobody } from "../../fleet/guards";
import { labelOf } from "../../fleet/labels";
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
    "Of two subnets on one interface Kea takes the one with the lower id for all clients on that link: none of them gets an address of the other.",
  source:
    "measured on Kea 2.6.3 and 3.0.4; Kea manual, How the DHCPv4 Server Selects a Subnet for the Client",
  *server(server) {
    const seen: OnLink[] = [];
    for (const one of onLinks(server)) {
      const first = isRelayed(one.subnet) ? undefined : seen.find((other) => takesAll(other, one));
      seen.push(one);
      if (first === undefined) continue;
      yield {
        path: one.path,
        message: `${labelOf(one.subnet)} is on interface ${plain(one.name)}, and all clients on that link get addresses of ${labelOf(first.subnet)}.`,
        remedy:
          "Put both into one shared network, guard the one with the lower id by a client class, or leave the interface out where only relayed clients are served.",
      };
    }
  },
};

/** A subnet that serves the clients on a link of its server. */
interface OnLink {
  readonly name: string;
  readonly subnet: Place;
  readonly path: Place["path"];
  readonly guards: Guards;
}

/** The subnets with an interface, in the order in which Kea looks at them. */
function onLinks(server: Server): OnLink[] {
  return placesOfKind(server, "subnet")
    .flatMap((subnet): OnLink[] => {
      // A network says it for its subnets, unless they say it themselves.
      const owner = [subnet, subnet.above].find((place) => place?.map.interface !== undefined);
      const name: unknown = owner?.map.interface;
      if (owner === undefined || typeof name !== "string" || name === "") return [];
      return [{ name, subnet, path: [...owner.path, "interface"], guards: guardsOf(subnet) }];
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
