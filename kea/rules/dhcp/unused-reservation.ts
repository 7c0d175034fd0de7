import { flagInForce } from "../../fleet/in-force";
import { IDENTIFIERS, labelOf, ofPlace } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { has, UNKNOWN } from "../../json";
import { FAMILIES, Family } from "../../model/family";
import { identifierBytes } from "../../schema/identifiers";
import { enumerate, plain, word } from "../../words";
import type { Rule } from "../rule";

const DEFAULT_IDENTIFIERS: Readonly<Record<Family, readonly string[]>> = {
  [Family.V4]: ["hw-address", "duid", "circuit-id", "client-id"],
  [Family.V6]: ["hw-address", "duid"],
};

export const unusedReservation: Rule = {
  code: "KEAHA082",
  name: "unused-reservation",
  severity: "warning",
  reason: "Kea takes reservations that it never looks up.",
  source: "Kea manual, host-reservation-identifiers and reservations-global; defaults read from config-get",
  *server(server) {
    const top = FAMILIES[server.family].root;
    const listed: unknown = server.root["host-reservation-identifiers"];
    const used: readonly unknown[] | undefined =
      listed === undefined ? DEFAULT_IDENTIFIERS[server.family] : Array.isArray(listed) ? listed : undefined;
    const reservations = placesOfKind(server, "reservation");
    for (const place of reservations) {
      const there = IDENTIFIERS.filter((key) => has(place.map, key));
      const [key] = there;
      if (used === undefined || used.includes(UNKNOWN) || key === undefined || there.length > 1) continue;
      const identifier: unknown = place.map[key];
      if (used.includes(key) || (typeof identifier === "string" && identifierBytes(identifier) === undefined))
        continue;
      yield {
        path: [...place.path, key],
        message: `${labelOf(place)} knows its client by ${key}, and the server looks for ${enumerate(used.map((one) => plain(word(one))))}.`,
        remedy: `Add ${key} to host-reservation-identifiers.`,
      };
    }
    const global = reservations.filter(({ above }) => above?.kind === "global");
    const scopes = placesOfKind(server, "global", "shared-network", "subnet");
    const flags = scopes.map((place) => flagInForce(place, "reservations-global", false));
    if (global.length > 0 && flags.every((flag) => flag === false)) {
      yield {
        path: [top, "reservations"],
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
