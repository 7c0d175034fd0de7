import { socketsOf } from "../../fleet/control-sockets";
import { labelOf } from "../../fleet/labels";
import { has } from "../../json";
import { KeaVersion } from "../../model/release-lines";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

const HTTP_ONLY = [
  ...["socket-port", "authentication", "trust-anchor", "cert-file", "key-file", "cert-required"],
  "http-headers",
];

export const unixSocketKeys: Rule = {
  code: "KEAHA108",
  name: "unix-socket-keys",
  severity: "error",
  reason: "From 3.2 on Kea refuses a unix control socket that has keys of an HTTP one.",
  source: "measured on Kea 3.2.0; up to 3.0 Kea ignores them",
  *server(server) {
    if (server.kea !== KeaVersion.V3_2) return;
    for (const place of socketsOf(server)) {
      if (place.map["socket-type"] !== "unix") continue;
      const there = HTTP_ONLY.filter((key) => has(place.map, key));
      const [first] = there;
      if (first === undefined) continue;
      yield {
        path: [...place.path, first],
        message: `${labelOf(place)} has ${enumerate(there)}.`,
        remedy: `Remove ${there.length === 1 ? "it" : "them"}, or make it an HTTP socket: only those have ${there.length === 1 ? "it" : "them"}.`,
      };
    }
  },
};
