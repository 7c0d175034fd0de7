import { leaseTimers } from "../../../../kea/rules/dhcp/lease-timers";
import { describeRule } from "../describe-rule";
import { onNorth } from "./members";

describeRule(
  leaseTimers,
  [
    {
      finds: "timers out of order, once for all members",
      breaks: (fleet) =>
        onNorth(fleet, (subnet) => {
          subnet["renew-timer"] = 900;
          subnet["rebind-timer"] = 600;
        }),
      says: [
        "warning KEAHA066: relationship north, hub-dhcp4: renew-timer of subnet 10.1.0.0/24 (id 1) is 900, not less than rebind-timer 600. Make renew-timer < rebind-timer < valid-lifetime.",
      ],
    },
    {
      finds: "timers beyond the lifetime",
      breaks: ({ dhcp }) => {
        Object.assign(dhcp("north"), { "rebind-timer": 9000 });
        Object.assign(dhcp("south"), { "renew-timer": 700, "valid-lifetime": 600 });
      },
      says: [
        "warning KEAHA066: north-dhcp4: rebind-timer is 9000, not less than valid-lifetime 7200. Make renew-timer < rebind-timer < valid-lifetime.",
        "warning KEAHA066: south-dhcp4: renew-timer is 700, not less than valid-lifetime 600. Make renew-timer < rebind-timer < valid-lifetime.",
      ],
    },
  ],
  [
    {
      allows: "timers in order",
      breaks: ({ dhcp }) => {
        Object.assign(dhcp("north"), { "renew-timer": 900, "rebind-timer": 1800, "valid-lifetime": 3600 });
      },
    },
  ],
);
