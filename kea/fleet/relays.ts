import { isLinkLocal, parseAddress, type Range } from "../ip";
import { isMap, list } from "../json";
import { oncePer } from "../remember";
import type { Server } from "./fleet";
import { type Place, placesOfKind } from "./places";

/** An address in a relay list. */
export interface Relay {
  /** The subnet or shared network whose list it is in. */
  readonly owner: Place;
  readonly path: Place["path"];
  readonly text: string;
  readonly address: Range | undefined;
}

/** The relay addresses of a server, of its subnets and of its shared networks. */
export const relaysOf = oncePer((server: Server): readonly Relay[] => {
  return placesOfKind(server, "subnet", "shared-network").flatMap((owner) => {
    const relay: unknown = owner.map.relay;
    if (!isMap(relay)) return [];
    return list(relay["ip-addresses"]).flatMap((text, index): Relay[] =>
      typeof text === "string"
        ? [
            {
              owner,
              path: [...owner.path, "relay", "ip-addresses", index],
              text,
              address: parseAddress(text),
            },
          ]
        : [],
    );
  });
});

/** Whether Kea never looks for a relay's address: that of no relay (0.0.0.0, ::), and in DHCPv6 one of a link only. */
export function matchesNone({ address }: Relay): boolean {
  return address !== undefined && (address.first === 0n || isLinkLocal(address));
}
