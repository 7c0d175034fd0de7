import { Family } from "../../../../kea/family";
import { relayAddress } from "../../../../kea/rules/dhcp/relay-address";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(relayAddress, [
{ finds: "relays that are no IPv4 addresses", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.relay["ip-addresses"] = ["2001:db8::1", "relay.example", "10.9.9.9"]; }), says: [] },
{ finds: "one relay twice, under another spelling", family: Family.V6, breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.relay["ip-addresses"] = ["2001:db8:9::9", "2001:DB8:9:0::9"]; }), says: [] },
], [
{ allows: "a list that is empty", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.relay["ip-addresses"] = []; }) },
]);
