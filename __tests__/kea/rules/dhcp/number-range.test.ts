import { KeaVersion } from "../../../../kea/profiles";
import { numberRange } from "../../../../kea/rules/dhcp/number-range";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(numberRange, [
{ finds: "numbers that Kea refuses", breaks: ({ dhcp, subnet }) => { const north = dhcp("north"); north["multi-threading"] = { "enable-multi-threading": true, "thread-pool-size": 70000, "packet-queue-size": -1 }; north["lease-database"]["lfc-interval"] = -1; north["decline-probation-period"] = 4294967296; north.loggers[0].debuglevel = 100; subnet("north").pools[0]["pool-id"] = 0; }, says: [] },
{ finds: "lifetimes that Kea turns into others, once for all members", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["valid-lifetime"] = 4294967296; subnet["renew-timer"] = -1; }), says: [] },
{ finds: "a share of one", kea: KeaVersion.V2_6, breaks: ({ dhcp }) => { dhcp("north")["cache-threshold"] = 1; dhcp("south")["cache-threshold"] = 0.0; }, says: [] },
], [
{ allows: "the largest values", breaks: ({ dhcp }) => { dhcp("north")["valid-lifetime"] = 4294967295; dhcp("north")["multi-threading"] = { "enable-multi-threading": true, "thread-pool-size": 65535, "packet-queue-size": 0 }; dhcp("north").loggers[0].debuglevel = 99; } },
]);
