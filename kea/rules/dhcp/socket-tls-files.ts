import { httpSockets, tlsKeys } from "../../fleet/control-sockets";
import { labelOf } from "../../fleet/labels";
import { TLS_KEYS } from "../../fleet/sides";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

export const socketTlsFiles: Rule = {
  code: "KEAHA117",
  name: "socket-tls-files",
  severity: "error",
  reason: "Kea refuses a control socket that has some of the three certificate files, and https without.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    for (const place of httpSockets(server)) {
      const tls = tlsKeys(place);
      if (tls === undefined || tls.length === TLS_KEYS.length) continue;
      if (tls.length === 0 && place.map["socket-type"] === "http") continue;
      yield {
        path: place.path,
        message: `${labelOf(place)} has no ${enumerate(TLS_KEYS.filter((key) => !tls.includes(key)))}.`,
        remedy: "TLS needs all of trust-anchor, cert-file and key-file.",
      };
    }
  },
};
