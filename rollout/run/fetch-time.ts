import type { Fleet } from "../../kea/fleet/fleet";
import { list, map, number } from "../../kea/json";
import { Family } from "../../kea/model/family";
import type { Servers } from "./servers";

/** Milliseconds for each lease, as measured with both ends on one machine with two cores. */
const MS_PER_LEASE = 0.06;

/** Milliseconds that one statistic may take. */
const PATIENCE_MS = 5_000;

/** Kea's statistics of a subnet that count its leases (Kea manual, "Statistics in the DHCPv4/DHCPv6 Server"). */
const COUNTS: Readonly<Record<Family, readonly string[]>> = {
  [Family.V4]: ["assigned-addresses"],
  [Family.V6]: ["assigned-nas", "assigned-pds"],
};

/**
 * Milliseconds that fetching all leases of a server may take, by how many it says it has; 0 where it does not say.
 * Never throws.
 */
export async function fetchMs(
  name: string,
  fleet: Fleet,
  servers: Pick<Servers, "channel">,
): Promise<number> {
  const server = fleet.servers.find((one) => one.name === name);
  const statistics = (server?.subnets ?? []).flatMap(({ id }) =>
    COUNTS[server!.family].map((count) => `subnet[${id}].${count}`),
  );
  const leases = await Promise.all(statistics.map((statistic) => latest(name, statistic, servers)));
  return leases.reduce((sum, count) => sum + count, 0) * MS_PER_LEASE;
}

/** A statistic's value: Kea tells the newest of several first, each with its time. */
async function latest(name: string, statistic: string, servers: Pick<Servers, "channel">): Promise<number> {
  try {
    const reply = await servers.channel(name).send("statistic-get", { name: statistic }, PATIENCE_MS);
    return number(list(list(map(reply.arguments)[statistic])[0])[0]) ?? 0;
  } catch {
    return 0;
  }
}
