import { isBackup, type Server } from "../../fleet/fleet";
import { interfacesOf, socketType } from "../../fleet/interfaces";
import { interfaceName } from "../../model/selectors";
import { UNKNOWN } from "../../json";
import { FAMILIES } from "../../model/family";
import type { Rule } from "../rule";

export const noInterfaces: Rule = {
  code: "KEAHA076",
  name: "no-interfaces",
  severity: "error",
  reason: "A server that listens on no interface starts, joins its relationships, and serves nobody.",
  source: "Kea accepts it (measured on 2.6.3 and 3.0.4); Kea manual, interfaces-config",
  *server(server) {
    const config: unknown = server.root["interfaces-config"];
    const listed = interfacesOf(server);
    const absent = config === undefined;
    // What only records needs none.
    if (server.sides.every(isBackup) || server.subnets.length === 0) return;
    if (config === UNKNOWN) return;
    const top = FAMILIES[server.family].root;
    const path = absent ? [top] : [top, "interfaces-config", "interfaces"];
    if (absent || listed?.length === 0)
      yield {
        path,
        message: `${server.host} has subnets and listens on no interface.`,
        remedy: 'List its interfaces in interfaces-config, or "*" for all.',
      };
    else if (listed && isRawLoopback(server, listed))
      yield {
        path,
        message: `${server.host} has subnets and listens on the loopback interface alone, which Kea leaves out with raw sockets.`,
        remedy:
          'List the interfaces of clients and relays; for an address on the loopback, set dhcp-socket-type to "udp" and outbound-interface to "use-routing".',
      };
  },
};

/** Whether a server would listen on the loopback alone, which Kea does with UDP sockets only, or in DHCPv6. */
function isRawLoopback(server: Server, interfaces: readonly unknown[]): boolean {
  const isLoopback = (one: unknown) => typeof one === "string" && interfaceName(one) === "lo";
  return socketType(server) === "raw" && interfaces.every(isLoopback);
}
