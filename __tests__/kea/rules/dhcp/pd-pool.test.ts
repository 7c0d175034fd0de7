import { Family } from "../../../../kea/family";
import { pdPool } from "../../../../kea/rules/dhcp/pd-pool";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(pdPool, [
{ finds: "larger prefixes than the pool", family: Family.V6, breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["pd-pools"] = [{ prefix: "2001:db8:8000::", "prefix-len": 40, "delegated-len": 36 }]; }), says: [] },
{ finds: "a prefix with host bits, one with its length, one of IPv4, and lengths out of range", family: Family.V6, breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["pd-pools"] = [{ prefix: "2001:db8:8000::1", "prefix-len": 40, "delegated-len": 56 }, { prefix: "2001:db8:9000::/40", "prefix-len": 40, "delegated-len": 56 }, { prefix: "10.0.0.0", "prefix-len": 16, "delegated-len": 24 }, { prefix: "::", "prefix-len": 0, "delegated-len": 56 }, { prefix: "2001:db8:a000::", "prefix-len": 40, "delegated-len": 129 }]; }), says: [] },
{ finds: "an excluded prefix that does not fit", family: Family.V6, breaks: (fleet) => onNorth(fleet, (subnet) => { const pool = { "prefix-len": 40, "delegated-len": 56 }; subnet["pd-pools"] = [{ ...pool, prefix: "2001:db8:8000::", "excluded-prefix": "2001:db8:8001::", "excluded-prefix-len": 72 }, { ...pool, prefix: "2001:db8:9000::", "excluded-prefix": "2001:db8:9000::", "excluded-prefix-len": 56 }, { ...pool, prefix: "2001:db8:a000::", "excluded-prefix": "2001:db8:a000::" }]; }), says: [] },
], [
{ allows: "the whole pool at once, and an excluded prefix inside", family: Family.V6, breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["pd-pools"] = [{ prefix: "2001:db8:8000::", "prefix-len": 56, "delegated-len": 56, "excluded-prefix": "2001:db8:8000:0:ff::", "excluded-prefix-len": 72 }]; }) },
]);
