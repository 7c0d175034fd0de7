import { Family } from "../../../../kea/family";
import { UNKNOWN } from "../../../../kea/fleet";
import { subnetMismatch } from "../../../../kea/rules/dhcp/subnet-mismatch";
import { describeRule } from "../describe-rule";


describeRule(subnetMismatch, [
{ finds: "one id for two prefixes", breaks: ({ subnet }) => { subnet("north").subnet = "10.9.0.0/24"; subnet("north").pools = []; }, says: [] },
{ finds: "one prefix under two ids", breaks: ({ subnet }) => { subnet("north").id = 7; }, says: [] },
{ finds: "a subnet that one member lacks", breaks: ({ dhcp, subnet }) => { dhcp("north").subnet4.push({ ...subnet("north"), id: 9, subnet: "10.9.0.0/24", pools: [] }); }, says: [] },
{ finds: "a member without any of the subnets", breaks: ({ dhcp }) => { dhcp("backup").subnet4 = []; }, says: [] },
], [
{ allows: "one configuration alone", breaks: ({ servers, subnet }) => { subnet("north").id = 7; servers.splice(0, servers.length, servers.find(({ host }) => host === "north")!); } },
{ allows: "another spelling of one prefix, and other selectors", family: Family.V6, breaks: ({ subnet }) => { subnet("north").subnet = "2001:DB8:1:0::/64"; subnet("north").interface = "eth0"; delete subnet("north").relay; } },
{ allows: "what is known only at apply", breaks: ({ subnet }) => { subnet("north").id = UNKNOWN; } },
]);
