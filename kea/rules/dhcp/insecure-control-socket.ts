import { socketsOf, tlsKeys } from "../../fleet/control-sockets";
import { labelOf } from "../../fleet/labels";
import { enclosing, placesOfKind } from "../../fleet/places";
import { servesHa } from "../../fleet/shared-sockets";
import { has } from "../../json";
import { PROFILES } from "../../model/profiles";
import type { Rule } from "../rule";

export const insecureControlSocket: Rule = {
  code: "KEAHA090",
  name: "insecure-control-socket",
  severity: "error",
  reason: "From 3.2 on Kea refuses an open HTTP control socket, and secrets of one in the configuration.",
  source: "measured on Kea 3.2.0",
  *server(server) {
    const strict = server.kea !== undefined && PROFILES[server.kea].refusesPlainHttp;
    if (strict) {
      for (const place of socketsOf(server)) {
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
    }
    for (const client of strict ? placesOfKind(server, "client") : []) {
      const socket = enclosing(client, "control-socket");
      if (socket === undefined) continue;
      for (const key of ["user", "password"]) {
        if (!has(client.map, key)) continue;
        yield {
          path: [...client.path, key],
          message: `${labelOf(socket)} has a ${key} in clear text, which Kea ${server.kea} refuses.`,
          remedy: `Put it into a file, and name that in ${key}-file.`,
        };
      }
    }
  },
};
