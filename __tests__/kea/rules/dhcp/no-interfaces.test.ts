import { UNKNOWN } from "../../../../kea/fleet";
import { noInterfaces } from "../../../../kea/rules/dhcp/no-interfaces";
import { describeRule } from "../describe-rule";


describeRule(noInterfaces, [
{ finds: "a server that listens nowhere", breaks: ({ dhcp }) => { dhcp("north")["interfaces-config"].interfaces = []; }, says: [] },
{ finds: "a server that is not told where to listen", breaks: ({ dhcp }) => { delete dhcp("south")["interfaces-config"]; }, says: [] },
], [
{ allows: "interfaces known only at apply", breaks: ({ dhcp }) => { dhcp("north")["interfaces-config"].interfaces = UNKNOWN; dhcp("south")["interfaces-config"] = UNKNOWN; } },
]);
