import { namesListened, socketType } from "../../fleet/interfaces";
import { placesOfKind } from "../../fleet/places";
import { networkOf } from "../../fleet/selection";
import { isMap, list, map } from "../../json";
import { FAMILIES } from "../../model/family";
import { plain } from "../../words";
import { once, type Repeated } from "../once";
import type { Rule } from "../rule";

export const broadcastUnheard: Rule = {
  code: "KEAHA191",
  name: "broadcast-unheard",
  severity: "warning",
  reason:
    "UDP sockets hear no broadcast: clients on a link of the server itself never get their first answer.",
  source: "measured on Kea 3.0.4; Kea manual, interfaces-config: udp is for relayed traffic only",
  *server(server, fleet) {
    if (socketType(server) !== "udp") return;
    const names = namesListened(server);
    const mistakes = placesOfKind(server, "subnet", "shared-network").flatMap((place): Repeated[] => {
      const own: unknown = place.map.interface;
      if (typeof own !== "string" || own === "") return [];
      // That nobody listens there is told as that.
      if (names?.includes(own) === false) return [];
      const network = place.kind === "subnet" ? networkOf(place) : undefined;
      // A network says it for its subnets.
      if (network?.map.interface === own) return [];
      if ([place, network].some((one) => one !== undefined && hasRelay(one.map))) return [];
      if (place.kind === "shared-network" && areRelayed(place.map[FAMILIES[server.family].subnets]))
        return [];
      return [
        {
          ...{ place, path: [...place.path, "interface"] },
          said: `is on interface ${plain(own)}, where no broadcast is heard: dhcp-socket-type is udp`,
          // Raw sockets leave it out.
          remedy:
            own === "lo"
              ? "Leave interface out here: relays bring all clients of the loopback."
              : 'Set dhcp-socket-type to "raw"; or leave interface out here, if relays bring all its clients.',
        },
      ];
    });
    yield* once(mistakes, server, fleet);
  },
};

/** Whether each subnet of a network has relays of its own, as far as is known. */
function areRelayed(subnets: unknown): boolean {
  return list(subnets).every((subnet) => !isMap(subnet) || hasRelay(subnet));
}

function hasRelay(owner: { readonly relay?: unknown }): boolean {
  // One that is not known yet may have addresses.
  const addresses: unknown = map(owner.relay)["ip-addresses"];
  return owner.relay !== undefined && (!Array.isArray(addresses) || list(addresses).length > 0);
}
