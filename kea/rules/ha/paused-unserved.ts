import { list, map, text } from "../../json";
import type { Rule } from "../rule";

/** States on the way to service, in which neither a member nor the partner that waits for it serves. */
const BEFORE_SERVICE = ["waiting", "syncing", "ready"];

export const pausedUnserved: Rule = {
  code: "KEAHA167",
  name: "paused-unserved",
  severity: "warning",
  reason:
    "When both members have started anew, nobody serves until ha-continue has reached the one that pauses on its way to service.",
  source: "Kea manual, Pausing the HA State Machine; measured on Kea 3.0.4",
  *side(side) {
    if (side.own?.role === "backup") return;
    for (const [index, entry] of list(map(side.map["state-machine"]).states).entries()) {
      const [state = "", pause = ""] = [text(map(entry).state), text(map(entry).pause)];
      if (!BEFORE_SERVICE.includes(state) || !["always", "once"].includes(pause)) continue;
      yield {
        path: [...side.path, "state-machine", "states", index, "pause"],
        message: `it pauses in ${state}${pause === "once" ? ", once," : ""} until somebody sends ha-continue.`,
        remedy: "Set pause to never, or have somebody at hand who sends it after each start and config-set.",
      };
    }
  },
};
