import { Family } from "../../../../kea/model/family";
import { overlappingSubnets } from "../../../../kea/rules/dhcp/overlapping-subnets";
import { describeRule } from "../describe-rule";

describeRule(
  overlappingSubnets,
  [
    {
      finds: "a subnet inside another relationship's",
      breaks: ({ subnet }) => {
        for (const host of ["south", "hub", "backup"] as const)
          subnet(host, host === "south" ? 0 : 1).subnet = "10.0.0.0/8";
      },
      says: [
        "warning KEAHA069: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 1) overlaps subnet 10.0.0.0/8 (id 2), in relationship south. Use prefixes that are disjoint; put several subnets of one link into a shared network.",
      ],
    },
    {
      finds: "the same subnet with other bits of the host",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").subnet4.push({ ...subnet("north"), id: 9, subnet: "10.1.0.7/24", pools: [] });
      },
      says: [
        "warning KEAHA069: relationship north, north-dhcp4: subnet 10.1.0.7/24 (id 9) overlaps subnet 10.1.0.0/24 (id 1). Use prefixes that are disjoint; put several subnets of one link into a shared network.",
      ],
    },
    {
      finds: "two subnets of one relationship",
      family: Family.V6,
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").subnet6.push({ ...subnet("north"), id: 9, subnet: "2001:db8::/32", pools: [] });
      },
      says: [
        "warning KEAHA069: relationship north, north-dhcp6: subnet 2001:db8:1::/64 (id 1) overlaps subnet 2001:db8::/32 (id 9). Use prefixes that are disjoint; put several subnets of one link into a shared network.",
      ],
    },
  ],
  [
    {
      allows: "neighbours",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").subnet4.push({ ...subnet("north"), id: 9, subnet: "10.1.1.0/24", pools: [] });
      },
    },
  ],
);
