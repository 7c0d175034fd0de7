import { Family } from "../../../../kea/model/family";
import { duplicateSubnet } from "../../../../kea/rules/dhcp/duplicate-subnet";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  duplicateSubnet,
  [
    {
      finds: "an id and a prefix that two relationships use",
      breaks: ({ subnet }) => {
        for (const host of ["south", "hub", "backup"] as const) {
          const south = subnet(host, host === "south" ? 0 : 1);
          south.id = 1;
          south.subnet = "10.1.0.0/24";
        }
      },
      says: [
        "error KEAHA009: relationship south, hub-dhcp4: id 1 is used by two subnets, also in relationship north. Give every subnet an id and a prefix of its own.",
        "error KEAHA009: relationship south, hub-dhcp4: prefix 10.1.0.0/24 is used by two subnets, also in relationship north. Give every subnet an id and a prefix of its own.",
      ],
    },
    {
      finds: "one prefix twice, under another spelling",
      family: Family.V6,
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").subnet6.push({ ...subnet("north"), id: 9, subnet: "2001:DB8:1::/64" });
      },
      says: [
        "error KEAHA009: relationship north, north-dhcp6: prefix 2001:DB8:1::/64 is used by two subnets. Give every subnet an id and a prefix of its own.",
      ],
    },
  ],
  [
    {
      allows: "an id that Kea refuses anyway",
      breaks: (fleet) =>
        onNorth(fleet, (subnet, dhcp) => {
          dhcp.subnet4.push({ ...subnet, id: 0, subnet: "10.9.0.0/24", pools: [] });
          subnet.id = 0;
        }),
    },
    {
      allows: "the ids of others on servers that do not meet",
      breaks: ({ dhcp, servers }) => {
        servers.splice(
          0,
          servers.length,
          ...servers.filter(({ host }) => host === "north" || host === "south"),
        );
        dhcp("south").subnet4[0].id = 1;
      },
    },
  ],
);
