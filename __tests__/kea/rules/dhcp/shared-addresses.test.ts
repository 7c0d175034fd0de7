import { Family } from "../../../../kea/family";
import { sharedAddresses } from "../../../../kea/rules/dhcp/shared-addresses";
import { describeRule } from "../describe-rule";


describeRule(sharedAddresses, [
{ finds: "pools of two relationships with addresses in common", breaks: ({ subnet }) => { for (const host of ["south", "hub", "backup"] as const) { const south = subnet(host, host === "south" ? 0 : 1); south.subnet = "10.0.0.0/8"; south.pools = [{ pool: "10.1.0.200-10.2.0.20" }]; } }, says: [] },
{ finds: "prefixes that two relationships delegate", family: Family.V6, breaks: ({ subnet }) => { const pool = { prefix: "2001:db8:8000::", "prefix-len": 40, "delegated-len": 56 }; for (const host of ["north", "hub", "backup"] as const) subnet(host)["pd-pools"] = [pool]; for (const host of ["south", "hub", "backup"] as const) subnet(host, host === "south" ? 0 : 1)["pd-pools"] = [{ ...pool, "prefix-len": 44 }]; }, says: [] },
], [
{ allows: "overlapping subnets whose pools are disjoint", breaks: ({ subnet }) => { for (const host of ["south", "hub", "backup"] as const) subnet(host, host === "south" ? 0 : 1).subnet = "10.0.0.0/8"; } },
{ allows: "one subnet on many servers", breaks: ({ servers }) => { for (const server of servers) Object.assign(server, { where: undefined }); } },
]);
