import { Family } from "../../../kea/model/family";
import { readFleet } from "../../../kea/fleet/read";
import { fetchMs } from "../../../rollout/run/fetch-time";
import type { Servers } from "../../../rollout/run/servers";

/** A hub with two subnets that has these statistics, and what it was asked. */
async function hub(family: Family, statistics: Readonly<Record<string, number>>) {
  const asked: string[] = [];
  const send = async (_: string, { name }: { name: string }) => {
    asked.push(name);
    if (!(name in statistics)) return { result: 0, text: "", arguments: {} };
    if (statistics[name]! < 0) throw new Error("it does not answer");
    return {
      result: 0,
      text: "",
      arguments: {
        [name]: [
          [statistics[name], "2026-11-27 08:00:00.000000"],
          [7, ""],
        ],
      },
    };
  };
  const servers = { channel: () => ({ send }) } as unknown as Pick<Servers, "channel">;
  const subnets = [1, 2].map((id) =>
    family === Family.V4 ? { id, subnet: `10.0.${id}.0/24` } : { id, subnet: `2001:db8:${id}::/64` },
  );
  const config = family === Family.V4 ? { Dhcp4: { subnet4: subnets } } : { Dhcp6: { subnet6: subnets } };
  const fleet = readFleet([{ host: "hub", family, addresses: [], config }], []);
  const ms = await fetchMs(fleet.servers[0]!.name, fleet, servers);
  return { ms, asked };
}

test("how long a fetch may take follows from the leases of all subnets", async () => {
  const { ms } = await hub(Family.V4, {
    "subnet[1].assigned-addresses": 15_000,
    "subnet[2].assigned-addresses": 5_000,
  });
  expect(ms).toBeCloseTo(1_200);
});

test("of a server of IPv6, leases of addresses and of prefixes count", async () => {
  const { ms, asked } = await hub(Family.V6, {
    "subnet[1].assigned-nas": 9_000,
    "subnet[2].assigned-pds": 1_000,
  });
  expect(ms).toBeCloseTo(600);
  expect(asked).toHaveLength(4);
});

test("what a server does not tell counts as nothing", async () => {
  const { ms } = await hub(Family.V4, {
    "subnet[1].assigned-addresses": -1,
    "subnet[2].assigned-addresses": 1_000,
  });
  expect(ms).toBeCloseTo(60);
});
