/** Kea's own statistics tell how many leases a partner would fetch. */
import { readFleet } from "../../kea/fleet/read";
import type { JsonMap } from "../../kea/json";
import { FAMILIES, Family } from "../../kea/model/family";
import { Lab } from "../../lab/lab";
import type { KeaRelease } from "../../lab/image/recipes";
import { sitesLab } from "../../lab/network/sites";
import type { Channel } from "../../rollout/channels/channel";
import { fetchMs } from "../../rollout/run/fetch-time";
import { describeLab } from "./support";

const HOOK = { library: "libdhcp_lease_cmds.so" };
const SUBNETS: Readonly<Record<Family, readonly JsonMap[]>> = {
  [Family.V4]: [{ id: 7, subnet: "10.1.1.0/24", pools: [{ pool: "10.1.1.0/24" }] }],
  [Family.V6]: [
    {
      ...{ id: 8, subnet: "2001:db8:1::/64", pools: [{ pool: "2001:db8:1::/64" }] },
      "pd-pools": [{ prefix: "2001:db8:2::", "prefix-len": 48, "delegated-len": 64 }],
    },
  ],
};
const LEASES: Readonly<Record<Family, readonly JsonMap[]>> = {
  [Family.V4]: [1, 2, 3].map((n) => ({ "ip-address": `10.1.1.${n}`, "hw-address": `02:00:00:00:00:0${n}` })),
  [Family.V6]: [
    { "ip-address": "2001:db8:1::1", duid: "01:02:03:04:05:01", iaid: 1, "subnet-id": 8 },
    {
      ...{ "ip-address": "2001:db8:2:1::", type: "IA_PD", "prefix-len": 64 },
      ...{ duid: "01:02:03:04:05:01", iaid: 2, "subnet-id": 8 },
    },
  ],
};

describe.each<KeaRelease>(["3.0.4", "2.6.3"])("Kea %s", (kea) => {
  describeLab(
    "that has leases",
    () => {
      let lab: Lab;
      beforeAll(async () => {
        lab = await Lab.up({ kea, topology: sitesLab(1), families: [Family.V4, Family.V6] });
      }, 60_000);
      afterAll(() => lab?.down());

      test.each([Family.V4, Family.V6])("says how many, family %s", async (family) => {
        const { root } = FAMILIES[family];
        const { [root]: running } = (await lab.command("hub", "config-get", undefined, family)).arguments as {
          readonly [root: string]: JsonMap;
        };
        const { hash: _, ...base } = running!;
        const config = {
          [root]: { ...base, "hooks-libraries": [HOOK], [`subnet${family.slice(1)}`]: SUBNETS[family] },
        };
        expect(await lab.command("hub", "config-set", config, family)).toMatchObject({ result: 0 });
        for (const lease of LEASES[family])
          expect(await lab.command("hub", `lease${family.slice(1)}-add`, lease, family)).toMatchObject({
            result: 0,
          });
        const channel = {
          send: (command: string, args: unknown) => lab.command("hub", command, args, family),
        } as unknown as Channel;
        const fleet = readFleet([{ host: "hub", family, addresses: [], config }], []);
        const ms = await fetchMs(fleet.servers[0]!.name, fleet, { channel: () => channel });
        expect(ms).toBeCloseTo(LEASES[family].length * 0.06);
      });
    },
    kea,
  );
});
