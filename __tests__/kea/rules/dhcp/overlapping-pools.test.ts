import { Family } from "../../../../kea/family";
import { overlappingPools } from "../../../../kea/rules/dhcp/overlapping-pools";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(overlappingPools, [
{ finds: "pools with addresses in common, once for all members", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.pools = [{ pool: "10.1.0.10-10.1.0.99" }, { pool: "10.1.0.99-10.1.0.150" }, { pool: "10.1.0.64/26" }]; }), says: [] },
{ finds: "a pool of prefixes around the pool of addresses", family: Family.V6, breaks: ({ subnet }) => { subnet("north")["pd-pools"] = [{ prefix: "2001:db8::", "prefix-len": 32, "delegated-len": 64 }]; }, says: [] },
], [
{ allows: "pools that touch", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet.pools = [{ pool: "10.1.0.10-10.1.0.99" }, { pool: "10.1.0.100-10.1.0.150" }]; }) },
]);
