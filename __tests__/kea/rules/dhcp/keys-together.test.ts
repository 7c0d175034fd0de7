import { Family } from "../../../../kea/family";
import { keysTogether } from "../../../../kea/rules/dhcp/keys-together";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(keysTogether, [
{ finds: "two spellings of one guard", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["client-class"] = "ALL"; subnet["client-classes"] = ["ALL"]; }), says: [] },
{ finds: "pairs that exclude each other", breaks: ({ dhcp, subnet }) => { const north = dhcp("north"); north["control-socket"] = { "socket-type": "unix", "socket-name": "x" }; north.loggers[0].output_options = [{ output: "stdout" }]; north["client-classes"] = [{ name: "a", "only-if-required": true, "only-in-additional-list": true, test: "member('ALL')", "template-test": "'x'" }]; subnet("north").pools[0]["client-class"] = "a"; subnet("north").pools[0]["client-classes"] = ["a"]; subnet("north")["require-client-classes"] = ["a"]; subnet("north")["evaluate-additional-classes"] = ["a"]; }, says: [] },
{ finds: "a subnet that is on a link and behind a relay's interface", family: Family.V6, breaks: ({ subnet }) => { subnet("north").interface = "eth0"; subnet("north")["interface-id"] = "vlan1"; }, says: [] },
]);
