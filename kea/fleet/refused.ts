import { parsePool } from "../ip";
import type { JsonMap } from "../json";
import { oncePer } from "../remember";
import type { Server, SubnetView } from "./fleet";
import { isOutsideOf } from "./pools";
import { addressFault, badIdentifier, reservationsOf } from "./reservations";

/** Whether Kea takes a pool of a subnet: addresses, all of them of its prefix, if that can be read. */
export function isPoolOf({ prefix }: SubnetView, pool: string): boolean {
  const range = parsePool(pool);
  return range !== undefined && !isOutsideOf(prefix, range);
}

/** Whether Kea refuses a pool, or a reservation, of a subnet for what it is. */
export function isRefused(server: Server, subnet: SubnetView, key: string): boolean {
  if (key === "reservations") return refusedReservations(server).has(subnet.map);
  return key === "pools" && subnet.pools.some(({ pool }) => pool !== undefined && !isPoolOf(subnet, pool));
}

/** The subnets with a reservation that Kea refuses. */
const refusedReservations = oncePer((server: Server): ReadonlySet<JsonMap | undefined> => {
  const bad = reservationsOf(server).filter(
    (one) =>
      badIdentifier(one.place, server) !== undefined ||
      one.reserved.some((reserved) => addressFault(reserved, one, server) !== undefined),
  );
  return new Set(bad.map(({ subnet }) => subnet?.map));
});
