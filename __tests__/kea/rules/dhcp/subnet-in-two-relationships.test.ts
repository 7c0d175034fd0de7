import { UNKNOWN } from "../../../../kea/json";
import { subnetInTwoRelationships } from "../../../../kea/rules/dhcp/subnet-in-two-relationships";
import { describeRule } from "../describe-rule";
import { only, undeclared } from "../ha/members";

describeRule(
  subnetInTwoRelationships,
  [
    {
      finds: "a spoke that has the subnet of another one besides its own",
      breaks: ({ dhcp, subnet }) => {
        const tag = { "user-context": { "ha-server-name": "north.north" } };
        dhcp("north").subnet4.push({ ...structuredClone(subnet("south")), ...tag });
      },
      says: [
        "error KEAHA153: relationship north, north-dhcp4: subnet 10.2.0.0/24 (id 2) is in this relationship on north-dhcp4, and in relationship south on hub-dhcp4. Take it off north-dhcp4, or out of relationship south: a subnet is in one.",
      ],
    },
    {
      finds: "the same where the other spoke's configuration is not among those checked",
      breaks: (fleet) => {
        const tag = { "user-context": { "ha-server-name": "north.north" } };
        fleet.dhcp("north").subnet4.push({ ...structuredClone(fleet.subnet("south")), ...tag });
        only(fleet, "hub", "north", "backup");
      },
      says: [
        "error KEAHA153: relationship north, north-dhcp4: subnet 10.2.0.0/24 (id 2) is in this relationship on north-dhcp4, and in relationship south on hub-dhcp4. Take it off north-dhcp4, or out of relationship south: a subnet is in one.",
      ],
    },
    {
      finds: "a spoke whose subnet names a member of the other relationship, and is served all the same",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").subnet4.push(structuredClone(subnet("south")));
      },
      says: [
        "error KEAHA153: relationship north, north-dhcp4: subnet 10.2.0.0/24 (id 2) is in this relationship on north-dhcp4, and in relationship south on hub-dhcp4. Take it off north-dhcp4, or out of relationship south: a subnet is in one.",
      ],
    },
  ],
  [
    {
      allows: "the subnet of a relationship in whose place there is a copy: told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("hub", 1).peers = structuredClone(fleet.ha("hub").peers);
      },
    },
    {
      allows: "a hub that names the member of another relationship by mistake, which is told as that",
      breaks: ({ subnet }) => {
        subnet("hub", 1)["user-context"] = { "ha-server-name": "north.hub" };
      },
    },
    {
      allows: "a spoke with the members of another one, which is told as that",
      breaks: (fleet) => {
        undeclared(fleet);
        fleet.ha("south").peers = structuredClone(fleet.ha("north").peers);
      },
    },
    {
      allows: "subnets of which only Terraform knows yet what they are",
      breaks: ({ dhcp, subnet }) => {
        const [id, prefix] = [UNKNOWN, UNKNOWN];
        for (const host of ["south", "hub", "backup"] as const)
          Object.assign(subnet(host, host === "south" ? 0 : 1), { id, subnet: prefix });
        dhcp("north").subnet4.push({ ...structuredClone(subnet("north")), id, subnet: prefix });
      },
    },
    {
      allows: "a subnet that a hub has twice, which is another mistake",
      breaks: ({ dhcp, subnet }) => {
        const tag = { "user-context": { "ha-server-name": "north.hub" } };
        dhcp("hub").subnet4.unshift({ ...structuredClone(subnet("hub", 1)), ...tag });
      },
    },
    {
      allows: "a subnet that a spoke has alone",
      breaks: ({ dhcp, subnet }) => {
        dhcp("north").subnet4.push({ ...subnet("north"), id: 9, subnet: "10.9.0.0/24", pools: [] });
      },
    },
  ],
);
