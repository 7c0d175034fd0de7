import { httpSockets } from "../../fleet/control-sockets";
import { labelOf } from "../../fleet/labels";
import { parseAddress } from "../../ip";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const socketAddress: Rule = {
  code: "KEAHA115",
  name: "socket-address",
  severity: "error",
  reason: "Kea refuses an HTTP control socket whose address is a name: it does not resolve any.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    for (const place of httpSockets(server)) {
      const address: unknown = place.map["socket-address"];
      if (typeof address !== "string" || parseAddress(address) !== undefined) continue;
      yield {
        path: [...place.path, "socket-address"],
        message: `${labelOf(place)} has address ${plain(address)}.`,
        remedy: "Write an IP address; Kea does not resolve names.",
      };
    }
  },
};
