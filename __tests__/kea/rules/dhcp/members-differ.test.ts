import { Family } from "../../../../kea/family";
import { UNKNOWN } from "../../../../kea/fleet";
import { membersDiffer } from "../../../../kea/rules/dhcp/members-differ";
import { describeRule } from "../describe-rule";


describeRule(membersDiffer, [
{ finds: "pools, options and reservations that one member has otherwise", breaks: ({ subnet }) => { subnet("north").pools = [{ pool: "10.1.0.10-10.1.0.99" }]; subnet("north")["option-data"] = [{ name: "routers", data: "10.1.0.1" }]; subnet("hub").reservations = [{ "hw-address": "00:11:22:33:44:55", "ip-address": "10.1.0.5" }]; }, says: [] },
{ finds: "lifetimes and options that one member inherits otherwise", breaks: ({ dhcp }) => { dhcp("north")["valid-lifetime"] = 600; dhcp("north")["option-data"] = [{ name: "domain-name-servers", data: "10.0.0.53" }]; }, says: [] },
{ finds: "pools of prefixes", family: Family.V6, breaks: ({ subnet }) => { subnet("north")["pd-pools"] = [{ prefix: "2001:db8:8000::", "prefix-len": 40, "delegated-len": 56 }]; }, says: [] },
], [
{ allows: "selectors, contexts, and another order", breaks: ({ subnet }) => { const { north, hub, backup } = { north: subnet("north"), hub: subnet("hub"), backup: subnet("backup") }; north.interface = "eth0"; delete north.relay; north["user-context"].site = "north"; const options = [{ name: "routers", data: "10.1.0.1" }, { name: "domain-name", data: "a.example" }]; north["option-data"] = options; hub["option-data"] = backup["option-data"] = [...options].reverse(); } },
{ allows: "Kea's default on one, and the same value on another", breaks: ({ dhcp, subnet }) => { dhcp("north")["valid-lifetime"] = 7200; subnet("north")["option-data"] = []; } },
{ allows: "one guard, in the words of two release lines", breaks: ({ subnet }) => { subnet("hub")["client-class"] = subnet("backup")["client-class"] = "ALL"; subnet("north")["client-classes"] = ["ALL"]; } },
{ allows: "an option on the subnet of one and on the server of the others", breaks: ({ dhcp, subnet }) => { const option = { name: "domain-name-servers", data: "10.0.0.53" }; subnet("north")["option-data"] = [{ code: 6, data: "10.0.0.53" }]; for (const host of ["hub", "backup", "south"] as const) dhcp(host)["option-data"] = [option]; } },
{ allows: "what is known only at apply", breaks: ({ subnet }) => { subnet("north").pools = [{ pool: UNKNOWN }]; } },
]);
