import { Family } from "../../../../kea/family";
import { interfaceList } from "../../../../kea/rules/dhcp/interface-list";
import { describeRule } from "../describe-rule";


describeRule(interfaceList, [
{ finds: "interfaces that are there twice, unnamed, or have no address", breaks: ({ dhcp }) => { dhcp("north")["interfaces-config"].interfaces = ["eth0", "eth0", "", "eth1/", "eth1/zz", "*", "*"]; }, says: [] },
{ finds: "an IPv4 address in an IPv6 server", family: Family.V6, breaks: ({ dhcp }) => { dhcp("north")["interfaces-config"].interfaces = ["eth0/10.0.0.1"]; }, says: [] },
], [
{ allows: "two addresses of one interface, and all besides one", breaks: ({ dhcp }) => { dhcp("north")["interfaces-config"].interfaces = ["eth0/10.0.0.1", "eth0/10.0.0.2", "*"]; } },
]);
