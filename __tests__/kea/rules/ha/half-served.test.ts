import { Family } from "../../../../kea/model/family";
import { halfServed } from "../../../../kea/rules/ha/half-served";
import { balanced } from "../balanced";
import { describeRule } from "../describe-rule";

const [OURS, THEIRS] = ["HA_north.north", "HA_north.hub"] as const;

describeRule(
  halfServed,
  [
    {
      finds: "a subnet of a load-balancing pair that has addresses for the clients of one member alone",
      breaks: (fleet) => {
        balanced(fleet, (subnet) => {
          subnet.pools[0]["client-classes"] = [OURS];
        });
      },
      mended: (fleet) => {
        balanced(fleet, (subnet) => {
          subnet.pools = [
            { pool: "10.1.0.10-10.1.0.130", "client-classes": [OURS] },
            { pool: "10.1.0.131-10.1.0.250", "client-classes": [THEIRS] },
          ];
        });
      },
      says: [
        "warning KEAHA150: relationship north, hub-dhcp4: subnet 10.1.0.0/24 (id 1) has addresses for class HA_north.north alone: the clients of north.hub get none. Guard half of its pools by HA_north.north, the others by HA_north.hub, and nothing around them.",
      ],
    },
    {
      finds: "the guard of a subnet, and a class that tests for HA's own",
      family: Family.V6,
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: "ours", test: `member('${OURS}')` }];
          subnet["client-classes"] = [OURS];
          const prefixes = { prefix: "2001:db8:8000::", "prefix-len": 48, "delegated-len": 56 };
          subnet["pd-pools"] = [{ ...prefixes, "client-classes": ["ours"] }];
        });
      },
      says: [
        "warning KEAHA150: relationship north, hub-dhcp6: subnet 2001:db8:1::/64 (id 1) has prefixes for class HA_north.north alone: the clients of north.hub get none. Guard half of its pools by HA_north.north, the others by HA_north.hub, and nothing around them.",
        "warning KEAHA150: relationship north, hub-dhcp6: subnet 2001:db8:1::/64 (id 1) has addresses for class HA_north.north alone: the clients of north.hub get none. Guard half of its pools by HA_north.north, the others by HA_north.hub, and nothing around them.",
      ],
    },
    {
      finds: "a shared network of which that is so",
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          dhcp.subnet4 = [];
          dhcp["shared-networks"] = [{ name: "campus", "client-classes": [THEIRS], subnet4: [subnet] }];
        });
      },
      says: [
        "warning KEAHA150: relationship north, hub-dhcp4: shared network campus has addresses for class HA_north.hub alone: the clients of north.north get none. Guard half of its pools by HA_north.hub, the others by HA_north.north, and nothing around them.",
      ],
    },
  ],
  [
    {
      allows: "pools, or subnets with one relay, for the clients of each",
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          const other = {
            ...structuredClone(subnet),
            id: 9,
            subnet: "10.9.0.0/24",
            pools: [{ pool: "10.9.0.0/25" }],
          };
          dhcp.subnet4 = [
            { ...subnet, "client-classes": [OURS] },
            { ...other, "client-classes": [THEIRS] },
          ];
        });
      },
    },
    {
      allows: "subnets of one network for the clients of each",
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          const other = { id: 9, subnet: "10.9.0.0/24", pools: [{ pool: "10.9.0.0/25" }] };
          const subnets = [
            { ...subnet, "client-classes": [OURS] },
            { ...other, "client-classes": [THEIRS] },
          ];
          dhcp.subnet4 = [];
          dhcp["shared-networks"] = [{ name: "campus", subnet4: subnets }];
        });
      },
    },
    {
      allows: "a class of which nobody knows who is in it",
      breaks: (fleet) => {
        balanced(fleet, (subnet, dhcp) => {
          dhcp["client-classes"] = [{ name: "rest", test: `not member('${OURS}')` }];
          subnet.pools[0]["client-classes"] = ["rest"];
        });
      },
    },
    {
      allows: "members of one name: that is another mistake",
      breaks: (fleet) => {
        balanced(fleet, (subnet) => {
          subnet.pools[0]["client-classes"] = [OURS];
        });
        for (const host of ["hub", "north"] as const) fleet.ha(host).peers[1].name = "north.north";
      },
    },
  ],
);
