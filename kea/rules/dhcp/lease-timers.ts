import { flagInForce, inForce } from "../../fleet/in-force";
import { ofPlace } from "../../fleet/labels";
import { has } from "../../json";
import { Family } from "../../model/family";
import type { Rule } from "../rule";

const TIMERS = ["renew-timer", "rebind-timer", "valid-lifetime", "preferred-lifetime"];

export const leaseTimers: Rule = {
  code: "KEAHA066",
  name: "lease-timers",
  severity: "warning",
  reason:
    "Clients are not told timers that are out of order: they renew later than was meant, or lose addresses.",
  source: 'Kea manual, "Sending T1 (Option 58) and T2 (Option 59)"; DHCPSRV_CFGMGR_RENEW_GTR_REBIND',
  kinds: ["global", "shared-network", "subnet"],
  *place(place, server) {
    if (!TIMERS.some((key) => has(place.map, key))) return;
    const keys = TIMERS.slice(0, 3);
    const calculated = flagInForce(place, "calculate-tee-times", server.family === Family.V6);
    const [renew, rebind, valid] = keys.map((key) => {
      const value = inForce(place, key);
      return value === "default" ? (key === "valid-lifetime" ? 7200 : null) : value;
    });
    const told = (key: string) => has(place.map, key);
    if (calculated !== undefined && keys.some(told)) {
      const pairs: [string, number | null | undefined, string, number | null | undefined][] = [
        ["renew-timer", renew, "rebind-timer", rebind],
        ["rebind-timer", rebind, "valid-lifetime", valid],
        ...(rebind === null
          ? [["renew-timer", renew, "valid-lifetime", valid] as [string, typeof renew, string, typeof valid]]
          : []),
      ];
      for (const [low, a, high, b] of pairs) {
        if (typeof a !== "number" || typeof b !== "number" || a < b || b === 0) continue;
        if (!told(low) && !told(high)) continue;
        yield {
          path: [...place.path, told(low) ? low : high],
          message: `${low}${ofPlace(place)} is ${a}, not less than ${high} ${b}.`,
          remedy: "Make renew-timer < rebind-timer < valid-lifetime.",
        };
      }
    }
    if (server.family !== Family.V6 || !(told("preferred-lifetime") || told("valid-lifetime"))) return;
    const preferred = inForce(place, "preferred-lifetime");
    if (typeof preferred !== "number" || typeof valid !== "number" || preferred <= valid) return;
    yield {
      path: [...place.path, told("preferred-lifetime") ? "preferred-lifetime" : "valid-lifetime"],
      message: `preferred-lifetime${ofPlace(place)} is ${preferred}, more than valid-lifetime ${valid}.`,
      remedy: "Make preferred-lifetime <= valid-lifetime: clients ignore the address otherwise (RFC 8415).",
    };
  },
};
