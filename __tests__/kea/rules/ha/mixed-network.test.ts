import { mixedNetwork } from "../../../../kea/rules/ha/mixed-network";
import { describeRule } from "../describe-rule";

describeRule(
  mixedNetwork,
  [
    {
      finds: "a shared network with subnets of two relationships",
      breaks: (fleet) => {
        for (const host of ["hub", "backup"] as const) {
          const dhcp = fleet.dhcp(host);
          dhcp["shared-networks"] = [{ name: "campus", subnet4: dhcp.subnet4 }];
          delete dhcp.subnet4;
        }
      },
      says: [
        "error KEAHA036: relationship south, hub-dhcp4: shared network campus has subnet 10.1.0.0/24 (id 1) of relationship north and subnet 10.2.0.0/24 (id 2) of south. Keep all subnets of a shared network in one relationship, or take the network apart.",
      ],
    },
  ],
  [
    {
      allows: "a shared network whose subnets name different members of one relationship",
      breaks: (fleet) => {
        const dhcp = fleet.dhcp("hub");
        const [north, south] = dhcp.subnet4;
        dhcp["shared-networks"] = [
          {
            name: "campus",
            subnet4: [
              north,
              { ...north, id: 9, subnet: "10.9.0.0/24", "user-context": { "ha-server-name": "north.north" } },
            ],
          },
        ];
        dhcp.subnet4 = [south];
      },
    },
  ],
);
