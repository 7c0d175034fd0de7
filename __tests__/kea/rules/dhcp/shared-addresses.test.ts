import { Family } from "../../../../kea/model/family";
import { sharedAddresses } from "../../../../kea/rules/dhcp/shared-addresses";
import { describeRule } from "../describe-rule";

describeRule(
  sharedAddresses,
  [
    {
      finds: "pools of two relationships with addresses in common",
      breaks: ({ subnet }) => {
        for (const host of ["south", "hub", "backup"] as const) {
          const south = subnet(host, host === "south" ? 0 : 1);
          south.subnet = "10.0.0.0/8";
          south.pools = [{ pool: "10.1.0.200-10.2.0.20" }];
        }
      },
      says: [
        "error KEAHA068: relationship south, hub-dhcp4: pool 10.1.0.200-10.2.0.20 of subnet 10.0.0.0/8 (id 2) shares addresses with pool 10.1.0.10-10.1.0.250 of subnet 10.1.0.0/24 (id 1), in relationship north. Give every address to the pools of one relationship.",
      ],
    },
    {
      finds: "prefixes that two relationships delegate",
      family: Family.V6,
      breaks: ({ subnet }) => {
        const pool = { prefix: "2001:db8:8000::", "prefix-len": 40, "delegated-len": 56 };
        for (const host of ["north", "hub", "backup"] as const) subnet(host)["pd-pools"] = [pool];
        for (const host of ["south", "hub", "backup"] as const)
          subnet(host, host === "south" ? 0 : 1)["pd-pools"] = [{ ...pool, "prefix-len": 44 }];
      },
      says: [
        "error KEAHA068: relationship south, hub-dhcp6: pd-pool 2001:db8:8000::/44 of subnet 2001:db8:2::/64 (id 2) shares addresses with pd-pool 2001:db8:8000::/40 of subnet 2001:db8:1::/64 (id 1), in relationship north. Give every address to the pools of one relationship.",
      ],
    },
  ],
  [
    {
      allows: "overlapping subnets whose pools are disjoint",
      breaks: ({ subnet }) => {
        for (const host of ["south", "hub", "backup"] as const)
          subnet(host, host === "south" ? 0 : 1).subnet = "10.0.0.0/8";
      },
    },
    {
      allows: "a pool that is in the wrong subnet: another mistake",
      breaks: ({ subnet }) => {
        subnet("hub", 1).pools = [{ pool: "10.1.0.10-10.1.0.250" }];
      },
    },
    {
      allows: "one subnet on many servers",
      breaks: ({ servers }) => {
        for (const server of servers) Object.assign(server, { where: undefined });
      },
    },
  ],
);
