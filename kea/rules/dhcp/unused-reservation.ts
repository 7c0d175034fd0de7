import { serviceOf, LOOKUP_KEY } from "../../fleet/service";
import { type Fleet, type Server, subnetsOf } from "../../fleet/fleet";
import { flag, flagInForce } from "../../fleet/in-force";
import { ofPlace } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { poolsBySubnet } from "../../fleet/pools";
import { reservationsOf } from "../../fleet/reservations";
import { contains } from "../../ip";
import { FAMILIES } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const unusedReservation: Rule = {
  code: "KEAHA082",
  name: "unused-reservation",
  severity: "warning",
  reason: "Kea takes reservations in a place where it never looks them up.",
  source:
    "Kea manual, reservations-global, reservations-in-subnet and reservations-out-of-pool (measured on 3.0.4)",
  *server(server, fleet) {
    const global = placesOfKind(server, "reservation").some(({ above }) => above?.kind === "global");
    const scopes = placesOfKind(server, "global", "shared-network", "subnet");
    const flags = scopes.map((place) => flagInForce(place, "reservations-global", server));
    const early = flag(server.root, "global", "early-global-reservations-lookup", server);
    if (
      global &&
      early === false &&
      flags.every((flag) => flag === false) &&
      !isToldAsPartners(server, fleet)
    ) {
      yield {
        path: [FAMILIES[server.family].root, "reservations"],
        message: `there are global reservations, and reservations-global is nowhere true.`,
        remedy: "Set reservations-global to true, or move them into their subnets.",
      };
    }
    for (const place of scopes.filter(({ kind }) => kind === "subnet")) {
      const own: unknown = place.map.reservations;
      if (!Array.isArray(own) || own.length === 0) continue;
      if (flagInForce(place, "reservations-in-subnet", server) !== false) continue;
      yield {
        path: [...place.path, "reservations"],
        message: `reservations${ofPlace(place)} are there, and reservations-in-subnet is false.`,
        remedy: "Set reservations-in-subnet to true, or remove them.",
      };
    }
    for (const { subnet, reserved } of reservationsOf(server)) {
      if (subnet === undefined || flagInForce(subnet, "reservations-out-of-pool", server) !== true) continue;
      if (flagInForce(subnet, "reservations-in-subnet", server) === false) continue;
      for (const { path, text, range, isPrefix } of reserved) {
        const pools = poolsBySubnet(server).get(subnet.map) ?? [];
        if (!range || !pools.some((pool) => pool.delegates === isPrefix && contains(pool.range, range)))
          continue;
        yield {
          path,
          message: `${plain(text)}${ofPlace(subnet)} is reserved and in a pool, and reservations-out-of-pool is true: any client may get it.`,
          remedy: `Reserve ${isPrefix ? "a prefix" : "an address"} outside the pools, or set reservations-out-of-pool to false.`,
        };
      }
    }
  },
};

/** Whether a partner looks global reservations up for subnets that both serve: told as a difference. */
function isToldAsPartners(server: Server, { relationships }: Fleet): boolean {
  return relationships
    .filter(({ sides }) => sides.some((side) => side.server === server))
    .flatMap(({ sides }) => sides)
    .some((side) => subnetsOf(side).some((subnet) => looksUpGlobals(serviceOf(side.server, subnet))));
}

function looksUpGlobals(settings: ReadonlyMap<string, unknown>): boolean {
  const lookups = settings.get(LOOKUP_KEY);
  return Array.isArray(lookups) && lookups.includes("reservations-global");
}
