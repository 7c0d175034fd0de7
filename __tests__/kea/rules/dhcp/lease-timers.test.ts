import { Family } from "../../../../kea/family";
import { leaseTimers } from "../../../../kea/rules/dhcp/lease-timers";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";


describeRule(leaseTimers, [
{ finds: "timers out of order, once for all members", breaks: (fleet) => onNorth(fleet, (subnet) => { subnet["renew-timer"] = 900; subnet["rebind-timer"] = 600; }), says: [] },
{ finds: "timers beyond the lifetime", breaks: ({ dhcp }) => { Object.assign(dhcp("north"), { "rebind-timer": 9000 }); Object.assign(dhcp("south"), { "renew-timer": 700, "valid-lifetime": 600 }); }, says: [] },
{ finds: "a preferred lifetime that is the longer one", family: Family.V6, breaks: ({ dhcp }) => { Object.assign(dhcp("north"), { "valid-lifetime": 100, "preferred-lifetime": 200 }); }, says: [] },
], [
{ allows: "timers in order", breaks: ({ dhcp }) => { Object.assign(dhcp("north"), { "renew-timer": 900, "rebind-timer": 1800, "valid-lifetime": 3600 }); } },
]);
