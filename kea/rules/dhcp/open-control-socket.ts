import { refusesPlainHttp, socketsOf, tlsKeys } from "../../fleet/control-sockets";
import { labelOf } from "../../fleet/labels";
import { servesHa } from "../../fleet/shared-sockets";
import { has } from "../../json";
import type { Rule } from "../rule";

export const openControlSocket: Rule = {
  code: "KEAHA090",
  name: "open-control-socket",
  severity: "error",
  reason: "From 3.2 on Kea refuses an HTTP control socket with neither authentication nor TLS.",
  source: "measured on Kea 3.2.0",
  *server(server) {
    for (const place of refusesPlainHttp(server) ? socketsOf(server) : []) {
      const tls = tlsKeys(place);
      if (place.map["socket-type"] !== "http" || tls === undefined || tls.length > 0) continue;
      if (has(place.map, "authentication")) continue;
      yield {
        path: place.path,
        message: `${labelOf(place)} has neither authentication nor TLS, which Kea ${server.kea} refuses.`,
        // Partners that know nothing of it would be turned away.
        remedy: servesHa(server, place)
          ? "Give TLS files to it and to the members of its relationships, on every server; or authentication with user-file and password-file, and the members' entries basic-auth-user and basic-auth-password-file."
          : "Give it authentication with user-file and password-file, or TLS files.",
      };
    }
  },
};
