import { Family } from "../../../../kea/family";
import { subnetPrefix } from "../../../../kea/rules/dhcp/subnet-prefix";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(subnetPrefix, [
{ finds: "an IPv6 prefix in an IPv4 server", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.subnet = "2001:db8::/64"; subnet.pools = []; }), says: [] },
{ finds: "an address without a length, and one that is none", family: Family.V6, breaks: ({ dhcp, subnet }) => { subnet("north").subnet = "2001:db8:1::"; dhcp("south").subnet6[0].subnet = "10.2.0.0/24"; }, says: [] },
{ finds: "ids out of range", breaks: ({ subnet }) => { subnet("north").id = 0; subnet("south").id = 4294967295; }, says: [] },
], [
{ allows: "spaces, which Kea ignores", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.subnet = " 10.1.0.0 / 24 "; }) },
{ allows: "the largest id", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.id = 4294967294; }) },
]);
