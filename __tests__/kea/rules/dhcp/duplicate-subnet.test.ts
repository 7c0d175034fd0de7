import { Family } from "../../../../kea/family";
import { duplicateSubnet } from "../../../../kea/rules/dhcp/duplicate-subnet";
import { describeRule } from "../describe-rule";


describeRule(duplicateSubnet, [
{ finds: "an id and a prefix that two relationships use", breaks: ({ subnet }) => { for (const host of ["south", "hub", "backup"] as const) { const south = subnet(host, host === "south" ? 0 : 1); south.id = 1; south.subnet = "10.1.0.0/24"; } }, says: [] },
{ finds: "one prefix twice, under another spelling", family: Family.V6, breaks: ({ dhcp, subnet }) => { dhcp("north").subnet6.push({ ...subnet("north"), id: 9, subnet: "2001:DB8:1::/64" }); }, says: [] },
], [
{ allows: "the ids of others on servers that do not meet", breaks: ({ dhcp, servers }) => { servers.splice(0, servers.length, ...servers.filter(({ host }) => host === "north" || host === "south")); dhcp("south").subnet4[0].id = 1; } },
]);
