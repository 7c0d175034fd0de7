import { refusesPlainHttp } from "../../fleet/control-sockets";
import type { Server } from "../../fleet/fleet";
import { enclosing, type Place, placesOfKind } from "../../fleet/places";
import { has } from "../../json";
import { once, type Repeated } from "../once";
import type { Rule } from "../rule";

export const clearTextClient: Rule = {
  code: "KEAHA145",
  name: "clear-text-client",
  severity: "error",
  reason: "From 3.2 on Kea refuses users and passwords of a control socket in the configuration.",
  source: "measured on Kea 3.2.0",
  *server(server, fleet) {
    if (!refusesPlainHttp(server)) return;
    const clients = placesOfKind(server, "client").filter((client) => enclosing(client, "control-socket"));
    yield* once(
      clients.flatMap((place) => inClearText(place, server)),
      server,
      fleet,
    );
  },
};

function inClearText(place: Place, { kea }: Server): Repeated[] {
  const { map, path } = place;
  const keys = ["user", "password"].filter((key) => has(map, key));
  const [key, other] = keys;
  if (key === undefined) return [];
  return [
    {
      ...{ place, path: [...path, key] },
      said: `has ${other ? "user and password" : `a ${key}`} in clear text, which Kea ${kea} refuses`,
      remedy: other
        ? "Put them into a file, as USER:PASSWORD, and name that in password-file."
        : `Put it into a file, and name that in ${key}-file.`,
    },
  ];
}
