import { haMaps } from "../../fleet/ha-maps";
import { isBackup, type Side } from "../../fleet/fleet";
import { number } from "../../json";
import type { Rule } from "../rule";

/** What Kea takes as 0, and then does not do. */
const IDLE_AT_ZERO = ["heartbeat-delay", "sync-page-limit"];

export const haValueRange: Rule = {
  code: "KEAHA014",
  name: "ha-value-range",
  severity: "error",
  reason: "Kea takes the server out of service on a value that it refuses, and chokes on some that it takes.",
  source:
    "HAConfigParser::getAndValidateInteger; a sync-page-limit of 0 never syncs, a heartbeat-delay of 0 never beats",
  *side(side) {
    for (const { keys, of, map, path } of haMaps(side)) {
      for (const key of Object.keys(map)) {
        const value = number(map[key]);
        const range = value === undefined ? undefined : keys.get(key)?.range;
        if (range === undefined || value === undefined) continue;
        const [low, high] = range;
        if (Number.isInteger(value) && value >= low && value <= high) continue;
        if (value === 0 && IDLE_AT_ZERO.includes(key) && !beatsAndSyncs(side)) continue;
        yield {
          path: [...path, key],
          message: `${key}${of} is ${value}.`,
          remedy: `It takes whole numbers from ${low} to ${high}.`,
        };
      }
    }
  },
};

/** A backup does neither, nor does who has no partners but backups. */
function beatsAndSyncs(side: Side): boolean {
  return side.mode !== "passive-backup" && !isBackup(side);
}
