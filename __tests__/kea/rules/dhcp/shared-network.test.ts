import { Family } from "../../../../kea/family";
import { sharedNetwork } from "../../../../kea/rules/dhcp/shared-network";
import { describeRule } from "../describe-rule";
import { inNetwork } from "./members";


describeRule(sharedNetwork, [
{ finds: "two networks of one name, once for all members", breaks: (fleet) => { inNetwork(fleet, {}); for (const host of ["hub", "north", "backup"] as const) fleet.dhcp(host)["shared-networks"].push({ name: "campus" }, { name: "" }); }, says: [] },
{ finds: "subnets on two interfaces", breaks: (fleet) => inNetwork(fleet, { interface: "eth0" }, (subnet) => (subnet.interface = "eth1")), says: [] },
{ finds: "subnets with authority of their own", breaks: (fleet) => inNetwork(fleet, {}, (subnet) => (subnet.authoritative = true)), says: [] },
{ finds: "rapid commit on one subnet only", family: Family.V6, breaks: (fleet) => { inNetwork(fleet, {}, (subnet) => (subnet["rapid-commit"] = true)); const [network] = fleet.dhcp("north")["shared-networks"]; network.subnet6.push({ id: 9, subnet: "2001:db8:9::/64", "user-context": network.subnet6[0]["user-context"] }); }, says: [] },
], [
{ allows: "a network that sets what its subnets share", breaks: (fleet) => inNetwork(fleet, { interface: "eth0", authoritative: true }, (subnet) => { subnet.interface = "eth0"; subnet.authoritative = true; }) },
]);
