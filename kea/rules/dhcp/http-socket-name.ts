import { httpSockets } from "../../fleet/control-sockets";
import { labelOf } from "../../fleet/labels";
import { has } from "../../json";
import type { Rule } from "../rule";

export const httpSocketName: Rule = {
  code: "KEAHA116",
  name: "http-socket-name",
  severity: "error",
  reason: "Kea refuses the name of a unix socket for an HTTP control socket.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    for (const place of httpSockets(server)) {
      if (!has(place.map, "socket-name") || has(place.map, "socket-address")) continue;
      yield {
        path: [...place.path, "socket-name"],
        message: `${labelOf(place)} has a socket-name.`,
        remedy: "Use socket-address and socket-port for HTTP.",
      };
    }
  },
};
