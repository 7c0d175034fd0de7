import { flagInForce } from "../../fleet/in-force";
import { ofPlace } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { FAMILIES } from "../../model/family";
import type { Rule } from "../rule";

export const unusedReservation: Rule = {
  code: "KEAHA082",
  name: "unused-reservation",
  severity: "warning",
  reason: "Kea takes reservations in a place where it never looks them up.",
  source: "Kea manual, reservations-global and reservations-in-subnet",
  *server(server) {
    const global = placesOfKind(server, "reservation").some(({ above }) => above?.kind === "global");
    const scopes = placesOfKind(server, "global", "shared-network", "subnet");
    const flags = scopes.map((place) => flagInForce(place, "reservations-global", false));
    if (global && flags.every((flag) => flag === false)) {
      yield {
        path: [FAMILIES[server.family].root, "reservations"],
        message: `there are global reservations, and reservations-global is nowhere true.`,
        remedy: "Set reservations-global to true, or move them into their subnets.",
      };
    }
    for (const place of scopes.filter(({ kind }) => kind === "subnet")) {
      const own: unknown = place.map.reservations;
      if (!Array.isArray(own) || own.length === 0) continue;
      if (flagInForce(place, "reservations-in-subnet", true) !== false) continue;
      yield {
        path: [...place.path, "reservations"],
        message: `reservations${ofPlace(place)} are there, and reservations-in-subnet is false.`,
        remedy: "Set reservations-in-subnet to true, or remove them.",
      };
    }
  },
};
