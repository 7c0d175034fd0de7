import { socketsOf } from "../../fleet/control-sockets";
import type { Place } from "../../fleet/places";
import type { Rule } from "../rule";

export const twoUnixSockets: Rule = {
  code: "KEAHA113",
  name: "two-unix-sockets",
  severity: "error",
  reason: "Kea opens one unix control socket, and no second one.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    let first: Place | undefined;
    for (const place of socketsOf(server)) {
      if (place.map["socket-type"] !== "unix") continue;
      // The single one beside the list has a rule of its own.
      if (first !== undefined && first.path[1] === place.path[1]) {
        yield {
          path: place.path,
          message: "there are two unix control sockets.",
          remedy: "Keep one: Kea opens only one of them.",
        };
      }
      first = place;
    }
  },
};
