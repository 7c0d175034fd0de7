import { refusesPlainHttp } from "../../fleet/control-sockets";
import { labelOf } from "../../fleet/labels";
import { enclosing } from "../../fleet/places";
import { has } from "../../json";
import type { Rule } from "../rule";

export const clearTextClient: Rule = {
  code: "KEAHA145",
  name: "clear-text-client",
  severity: "error",
  reason: "From 3.2 on Kea refuses users and passwords of a control socket in the configuration.",
  source: "measured on Kea 3.2.0",
  kinds: ["client"],
  *place(client, server) {
    const socket = enclosing(client, "control-socket");
    if (socket === undefined || !refusesPlainHttp(server)) return;
    for (const key of ["user", "password"]) {
      if (!has(client.map, key)) continue;
      yield {
        path: [...client.path, key],
        message: `${labelOf(socket)} has a ${key} in clear text, which Kea ${server.kea} refuses.`,
        remedy: `Put it into a file, and name that in ${key}-file.`,
      };
    }
  },
};
