import { Family } from "../../../../kea/model/family";
import { poolOutsideSubnet } from "../../../../kea/rules/dhcp/pool-outside-subnet";
import { describeRule } from "../describe-rule";

describeRule(
  poolOutsideSubnet,
  [
    {
      finds: "a pool that is not inside its subnet",
      breaks: ({ subnet }) => {
        for (const host of ["north", "hub", "backup"] as const)
          subnet(host).pools[0].pool = "10.7.0.10-10.7.0.20";
      },
      says: [
        "error KEAHA007: relationship north, hub-dhcp4: pool 10.7.0.10-10.7.0.20 is not inside subnet 10.1.0.0/24 (id 1). Write FIRST-LAST or a prefix, both inside the subnet.",
      ],
    },
    {
      finds: "an IPv4 pool in an IPv6 subnet",
      family: Family.V6,
      breaks: ({ subnet }) => (subnet("south").pools[0].pool = "10.2.0.1-10.2.0.9"),
      says: [
        "error KEAHA007: relationship south, south-dhcp6: pool 10.2.0.1-10.2.0.9 is not inside subnet 2001:db8:2::/64 (id 2). Write FIRST-LAST or a prefix, both inside the subnet.",
      ],
    },
    {
      finds: "a pool of one member outside of its prefix, and of others in another one",
      breaks: ({ subnet }) => {
        subnet("north").subnet = "10.7.0.0/24";
        subnet("north").pools[0].pool = "10.9.0.10-10.9.0.20";
      },
      says: [
        "error KEAHA007: relationship north, north-dhcp4: pool 10.9.0.10-10.9.0.20 is not inside subnet 10.7.0.0/24 (id 1). Write FIRST-LAST or a prefix, both inside the subnet.",
      ],
    },
  ],
  [
    {
      allows: "the pools of its partners, where the prefix alone is another one: another mistake",
      breaks: ({ subnet }) => (subnet("north").subnet = "10.7.0.0/24"),
    },
    {
      allows: "a pool written as a prefix, or with spaces",
      breaks: ({ subnet }) =>
        (subnet("south").pools = [{ pool: "10.2.0.0/25" }, { pool: "10.2.0.130 - 10.2.0.140" }]),
    },
  ],
);
