import { flagInForce, inForce, validLifetime } from "../../fleet/in-force";
import { ofPlace } from "../../fleet/labels";
import { has } from "../../json";
import type { Rule } from "../rule";

export const leaseTimers: Rule = {
  code: "KEAHA066",
  name: "lease-timers",
  severity: "warning",
  reason:
    "Clients are not told timers that are out of order: they renew later than was meant, or lose addresses.",
  source: 'Kea manual, "Sending T1 (Option 58) and T2 (Option 59)"; DHCPSRV_CFGMGR_RENEW_GTR_REBIND',
  kinds: ["global", "shared-network", "subnet"],
  *place(place, server) {
    // What is inherited unchanged is wrong where it is written.
    const told = (key: string) => has(place.map, key);
    if (!["renew-timer", "rebind-timer", "valid-lifetime"].some(told)) return;
    if (flagInForce(place, "calculate-tee-times", server) === undefined) return;
    const [renew, rebind] = ["renew-timer", "rebind-timer"].map((key) => inForce(place, key));
    const valid = validLifetime(place);
    type InForce = typeof renew;
    const pairs: [string, InForce, string, InForce][] = [
      ["renew-timer", renew, "rebind-timer", rebind],
      ["rebind-timer", rebind, "valid-lifetime", valid],
    ];
    if (rebind === "default") pairs.push(["renew-timer", renew, "valid-lifetime", valid]);
    for (const [low, a, high, b] of pairs) {
      if (typeof a !== "number" || typeof b !== "number" || a < b || b === 0) continue;
      if (!told(low) && !told(high)) continue;
      yield {
        path: [...place.path, told(low) ? low : high],
        message: `${low}${ofPlace(place)} is ${a}, not less than ${high} ${b}.`,
        remedy: "Make renew-timer < rebind-timer < valid-lifetime.",
      };
    }
  },
};
