import type { Side } from "../../fleet/fleet";
import { list, map, text } from "../../json";
import type { Rule } from "../rule";

/** States on the way to service, in which neither a member nor the partner that waits for it serves. */
const BEFORE_SERVICE = ["waiting", "syncing", "ready"];

export const pausedUnserved: Rule = {
  code: "KEAHA167",
  name: "paused-unserved",
  severity: "warning",
  reason:
    "When both members have started anew, nobody serves until ha-continue has reached the one that pauses on its way to service; one that pauses in service does not go on when its partner fails.",
  source:
    "Kea manual, Pausing the HA State Machine; HAService::normalStateHandler, communicationRecoveryHandler; measured on Kea 3.0.4",
  *side(side) {
    if (side.own?.role === "backup") return;
    for (const [index, entry] of list(map(side.map["state-machine"]).states).entries()) {
      const [state = "", pause = ""] = [text(map(entry).state), text(map(entry).pause)];
      if (!["always", "once"].includes(pause)) continue;
      const isBefore = BEFORE_SERVICE.includes(state);
      if (!isBefore && !isInService(state, side)) continue;
      const { role, map: member = {} } = side.own ?? {};
      // That a standby takes over from nobody is told as that.
      if (!isBefore && role === "standby" && member["auto-failover"] === false) continue;
      const loss =
        role === "primary" && side.mode === "hot-standby"
          ? "its clients get no answer"
          : "it does not take over";
      const told = isBefore ? "" : `; if its partner fails before that, ${loss}`;
      yield {
        path: [...side.path, "state-machine", "states", index, "pause"],
        message: `it pauses in ${state}${pause === "once" ? ", once," : ""} until somebody sends ha-continue${told}.`,
        remedy: `Set pause to never, or have somebody at hand who sends it ${isBefore ? "after each start and config-set" : "each time that it gets there"}.`,
      };
    }
  },
};

/** Whether a member is in a state while its partner may fail: from there it goes on when it takes over. */
function isInService(state: string, { mode, map }: Side): boolean {
  // Updates that are not kept are no reason to recover.
  if (state === "communication-recovery")
    return mode === "load-balancing" && map["delayed-updates-limit"] !== 0;
  return state === mode && mode !== "passive-backup";
}
