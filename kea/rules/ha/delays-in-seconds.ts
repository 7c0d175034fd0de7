import { isBackup, type Side } from "../../fleet/fleet";
import { delay } from "../../fleet/sides";
import { isInSeconds } from "../../fleet/timers";
import { RELATIONSHIP } from "../../schema/ha-keys";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

export const delaysInSeconds: Rule = {
  code: "KEAHA162",
  name: "delays-in-seconds",
  severity: "warning",
  reason:
    "By delays of some milliseconds one heartbeat that fails, as while a partner restarts, makes the other take over.",
  source: "Kea manual, High Availability: the delays are in milliseconds; measured on Kea 3.0.4",
  *side(side) {
    const found = keysInUse(side).flatMap((key) => {
      const value = delay(side, key);
      return isInSeconds(value) ? [{ key, value }] : [];
    });
    const [first, ...others] = found;
    if (first === undefined) return;
    const told = [`${first.key} is ${first.value}`, ...others.map(({ key, value }) => `${key} ${value}`)];
    const isTaken = found.every(({ key, value }) => value * 1000 <= RELATIONSHIP.get(key)!.range![1]);
    yield {
      path: [...side.path, first.key],
      message: `${enumerate(told)}: these are milliseconds.`,
      remedy: isTaken
        ? `Did you mean ${enumerate(found.map(({ value }) => String(value * 1000)))}?`
        : "Write milliseconds.",
    };
  },
};

/** A backup calls nobody; nor does the primary of passive-backup, unless it is told to sync. */
function keysInUse(side: Side): readonly string[] {
  if (isBackup(side)) return [];
  const detecting = side.mode === "passive-backup" ? [] : DETECTING;
  return [...detecting, "sync-timeout"];
}

const DETECTING = ["heartbeat-delay", "max-response-delay", "max-ack-delay"];
