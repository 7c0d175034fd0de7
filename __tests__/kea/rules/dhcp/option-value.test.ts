import { Family } from "../../../../kea/family";
import { KeaVersion } from "../../../../kea/profiles";
import { optionValue } from "../../../../kea/rules/dhcp/option-value";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(optionValue, [
{ finds: "options that are unknown, misspelt or of the other family, once for all members", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["option-data"] = [{ name: "router", data: "10.1.0.1" }, { name: "dns-servers", data: "10.1.0.1" }, { name: "vlan-name", data: "x" }]; }), says: [] },
{ finds: "names and codes that do not fit", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["option-data"] = [{ name: "routers", code: 6, data: "10.1.0.1" }, { name: "routers", code: 250, data: "10.1.0.1" }, { code: 255, data: "01", "csv-format": false }, { code: 250, data: "0102" }]; }), says: [] },
{ finds: "values that clients could not read", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["option-data"] = [{ name: "routers", data: "2001:db8::1" }, { name: "subnet-mask", data: "24" }, { name: "domain-name", data: "" }, { name: "interface-mtu", data: "70000" }, { name: "ip-forwarding", data: "yes" }, { name: "routers", data: "xyz", "csv-format": false }]; }), says: [] },
{ finds: "an IPv4 address for an IPv6 option, and the other server's space", family: Family.V6, breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["option-data"] = [{ name: "dns-servers", data: "10.0.0.1" }, { name: "domain-search", data: "a.example", space: "dhcp4" }]; }), says: [] },
{ finds: "an option that came with 3.0", family: Family.V6, kea: KeaVersion.V2_6, breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["option-data"] = [{ name: "ntp-server", data: "" }]; }), says: [] },
], [
{ allows: "lists, hex digits, options defined here, and those of vendors", breaks: (fleet) => onNorth(fleet, (subnet, dhcp) => { dhcp["option-def"] = [{ name: "colour", code: 230, type: "string" }]; subnet["option-data"] = [{ name: "routers", data: " 10.1.0.1 , 10.1.0.2 " }, { name: "colour", data: "red" }, { code: 230, data: "red" }, { code: 250, data: "'abc'", "csv-format": false }, { code: 4, space: "vendor-4491", data: "01", "csv-format": false }, { code: 6, data: "10.0.0.1" }, { name: "interface-mtu", data: "0x5dc" }, { name: "routers", "never-send": true }]; }) },
{ allows: "names that a configuration database may define", breaks: ({ dhcp, subnet }) => { dhcp("north")["config-control"] = { "config-databases": [] }; subnet("north")["option-data"] = [{ name: "colour", data: "red" }]; } },
]);
