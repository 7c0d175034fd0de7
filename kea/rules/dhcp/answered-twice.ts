import type { Server } from "../../fleet/fleet";
import { interfacesOf, socketType } from "../../fleet/interfaces";
import { placesOfKind } from "../../fleet/places";
import { parsePrefix } from "../../ip";
import { text } from "../../json";
import { FAMILIES } from "../../model/family";
import { interfaceAddress, interfaceName } from "../../model/selectors";
import { enumerate, plain } from "../../words";
import type { Problem, Rule } from "../rule";

export const answeredTwice: Rule = {
  code: "KEAHA192",
  name: "answered-twice",
  severity: "warning",
  reason:
    "Each raw socket of an interface hears every broadcast: one question of a client gets several answers.",
  source: "measured on Kea 3.0.4; log message DHCPSRV_MULTIPLE_RAW_SOCKETS_PER_IFACE",
  *server(server) {
    if (socketType(server) !== "raw") return;
    const entries = (interfacesOf(server) ?? []).map((entry, index) => ({ entry, index }));
    const byName = new Map<string, Map<bigint, { entry: string; index: number }>>();
    for (const { entry, index } of entries) {
      if (typeof entry !== "string") continue;
      const [name, address] = [interfaceName(entry), interfaceAddress(entry)];
      if (address === undefined) continue;
      const mine = byName.get(name) ?? new Map<bigint, { entry: string; index: number }>();
      if (!mine.has(address.first)) mine.set(address.first, { entry, index });
      byName.set(name, mine);
    }
    for (const [name, addresses] of byName) {
      const [, second] = addresses.values();
      if (second === undefined) continue;
      if (!isOnLink(server, name, [...addresses.keys()])) continue;
      const { root } = FAMILIES[server.family];
      yield {
        path: [root, "interfaces-config", "interfaces", second.index],
        message: `${server.host} listens at ${enumerate([...addresses.values()].map(({ entry }) => plain(entry)))}: each broadcast on ${plain(name)} is answered ${addresses.size === 2 ? "twice" : `${addresses.size} times`}.`,
        remedy:
          'List one of them, the one to which clients and relays send; or, if relays bring all clients, set dhcp-socket-type to "udp".',
      } satisfies Problem;
    }
  },
};

/** Whether a server has clients on the link of an interface itself: relays bring those of all other subnets. */
function isOnLink(server: Server, name: string, addresses: readonly bigint[]): boolean {
  return placesOfKind(server, "subnet", "shared-network").some(({ map }) => {
    if (text(map.interface) === name) return true;
    const prefix = text(map.subnet);
    const range = prefix === undefined ? undefined : parsePrefix(prefix);
    return range !== undefined && addresses.some((one) => range.first <= one && one <= range.last);
  });
}
