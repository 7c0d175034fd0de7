import type { Fleet, Server, Side } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { labelOf } from "../../fleet/labels";
import { ownerOf } from "../../fleet/owners";
import type { Place } from "../../fleet/places";
import { isOutside, type Pool, poolsOf } from "../../fleet/pools";
import { reservationsOf } from "../../fleet/reservations";
import { routersOf } from "../../fleet/routers";
import { urlOf } from "../../fleet/sides";
import { contains, formatAddress, hostAddress, type Range } from "../../ip";
import { list, UNKNOWN } from "../../json";
import { oncePer } from "../../remember";
import { isLoopback, isWildcard } from "../../url";
import type { Rule } from "../rule";

export const ownAddressInPool: Rule = {
  code: "KEAHA161",
  name: "own-address-in-pool",
  severity: "warning",
  reason: "Kea offers every address of a pool to clients, also that of a server or a router.",
  source: "measured on Kea 3.0.4: the primary offers its own address",
  *server(server, fleet) {
    for (const pool of poolsOf(server)) {
      // That a pool is not inside its subnet is told elsewhere.
      const inUse = pool.delegates || isOutside(pool) ? [] : inUseIn(pool, server, fleet);
      // Few pools have any: only then reservations are of interest.
      const reserved = inUse.length === 0 ? [] : reservedIn(pool.subnet, server);
      const given = inUse.filter(({ range }) => !reserved?.some((one) => contains(one, range)));
      if (reserved === undefined || given.length === 0) continue;
      yield {
        path: pool.place.path,
        message: `${labelOf(pool.place)} has ${told(given)}.`,
        remedy: `Leave ${given.length === 1 ? "it" : "them"} out of the pool.`,
      };
    }
  },
};

/** An address, and who has it. */
interface InUse {
  readonly range: Range;
  readonly by: string;
}

/** The addresses of a pool that a member or a router has, each once. */
function inUseIn({ place, subnet, range }: Pool, server: Server, fleet: Fleet): InUse[] {
  const routers = routersOf(place, server).map((router) => ({ range: router, by: "a router" }));
  const found = new Map<bigint, InUse>();
  for (const one of [...membersAt(subnet, server, fleet), ...routers]) {
    const { first } = one.range;
    if (contains(range, one.range) && !found.has(first)) found.set(first, one);
  }
  return [...found.values()].sort((a, b) => (a.range.first < b.range.first ? -1 : 1));
}

/** Where the members of a subnet's relationship are, as the server lists them. */
function membersAt(subnet: Place, server: Server, fleet: Fleet): InUse[] {
  const sides = ownerOf(fleet, server, subnet.path)?.sides.filter((side) => side.server === server) ?? [];
  return sides.flatMap(addressesIn);
}

const addressesIn = oncePer(({ peers }: Side): InUse[] =>
  peers.flatMap((peer) => {
    const address = urlOf(peer)?.address;
    if (address === undefined || isWildcard(address) || isLoopback(address)) return [];
    return [{ range: hostAddress(address)!, by: memberLabel(peer) }];
  }),
);

/** What Kea keeps for one client of a subnet; undefined: not known. */
function reservedIn(subnet: Place, server: Server): Range[] | undefined {
  const known = [subnet.map, server.root].every(({ reservations }) => {
    const value: unknown = reservations;
    return value !== UNKNOWN && !list(value).includes(UNKNOWN);
  });
  if (!known) return undefined;
  return hostsOf(server)
    .filter((reservation) => reservation.subnet === undefined || reservation.subnet === subnet)
    .flatMap(({ reserved }) => reserved)
    .flatMap(({ range, isPrefix }) => (range === undefined || isPrefix ? [] : [range]));
}

const hostsOf = oncePer(reservationsOf);

/** `10.1.0.11, which is north.hub's, and 10.1.0.254, which is a router's`. */
function told(addresses: readonly InUse[]): string {
  const parts = addresses.map(
    ({ range, by }) => `${formatAddress(range.bits, range.first)}, which is ${by}'s`,
  );
  const last = parts.at(-1);
  return parts.length === 1 ? last! : `${parts.slice(0, -1).join(", ")}, and ${last}`;
}
