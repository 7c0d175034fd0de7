import { interfacesOf } from "../../fleet/interfaces";
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
    if (server.sides.length === 0 || server.subnets.length === 0) return;
    if (config === UNKNOWN || !(absent || (listed !== undefined && listed.length === 0))) return;
    const top = FAMILIES[server.family].root;
    yield {
      path: absent ? [top] : [top, "interfaces-config", "interfaces"],
      message: `${server.host} has subnets and listens on no interface.`,
      remedy: 'List its interfaces in interfaces-config, or "*" for all.',
    };
  },
};
