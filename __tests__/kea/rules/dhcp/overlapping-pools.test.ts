import { Family } from "../../../../kea/model/family";
import { overlappingPools } from "../../../../kea/rules/dhcp/overlapping-pools";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  overlappingPools,
  [
    {
      finds: "pools with addresses in common, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.pools = [
            { pool: "10.1.0.10-10.1.0.99" },
            { pool: "10.1.0.99-10.1.0.150" },
            { pool: "10.1.0.64/26" },
          ];
        }),
      says: [
        "error KEAHA070: relationship north, hub-dhcp4: pool 10.1.0.99-10.1.0.150 overlaps pool 10.1.0.64/26 in subnet 10.1.0.0/24 (id 1). Give the pools of a subnet no address in common.",
        "error KEAHA070: relationship north, hub-dhcp4: pool 10.1.0.64/26 overlaps pool 10.1.0.10-10.1.0.99 in subnet 10.1.0.0/24 (id 1). Give the pools of a subnet no address in common.",
      ],
    },
    {
      finds: "a pool of prefixes around the pool of addresses",
      family: Family.V6,
      breaks: ({ subnet }) => {
        subnet("north")["pd-pools"] = [{ prefix: "2001:db8::", "prefix-len": 32, "delegated-len": 64 }];
      },
      says: [
        "error KEAHA070: relationship north, north-dhcp6: pool 2001:db8:1::1000-2001:db8:1::ffff overlaps pd-pool 2001:db8::/32 in subnet 2001:db8:1::/64 (id 1). Give the pools of a subnet no address in common.",
      ],
    },
  ],
  [
    {
      allows: "pools that touch",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet.pools = [{ pool: "10.1.0.10-10.1.0.99" }, { pool: "10.1.0.100-10.1.0.150" }];
        }),
    },
  ],
);
