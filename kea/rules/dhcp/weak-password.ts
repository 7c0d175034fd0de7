import { refusesPlainHttp } from "../../fleet/control-sockets";
import { labelOf } from "../../fleet/labels";
import { enclosing, placesOfKind } from "../../fleet/places";
import { text } from "../../json";
import { KeaVersion } from "../../model/release-lines";
import type { Rule } from "../rule";

/** Passwords of examples. */
const WEAK: ReadonlySet<string> = new Set(["1234", "*****", "keatest"]);

export const weakPassword: Rule = {
  code: "KEAHA109",
  name: "weak-password",
  severity: "error",
  reason: "Kea refuses the passwords of its own examples, for a database and for a control socket.",
  source: "measured on Kea 3.0.4; since 2.7.6",
  *server(server) {
    if (server.kea === KeaVersion.V2_6) return;
    // Where no secret may stand there, that is the mistake.
    for (const client of refusesPlainHttp(server) ? [] : placesOfKind(server, "client")) {
      const socket = enclosing(client, "control-socket");
      if (socket === undefined || !WEAK.has(text(client.map.password) ?? "")) continue;
      yield {
        path: [...client.path, "password"],
        message: `a password of ${labelOf(socket)} is one of Kea's examples.`,
        remedy: "Use another one, in a password-file.",
      };
    }
    for (const place of placesOfKind(server, "lease-database", "hosts-database", "config-database")) {
      if (place.map.type === "memfile" || !WEAK.has(text(place.map.password) ?? "")) continue;
      const key = place.path.filter((step) => typeof step === "string").at(-1)!;
      yield {
        path: [...place.path, "password"],
        message: `the password of ${key} is one of Kea's examples.`,
        remedy: "Use another one.",
      };
    }
  },
};
