import { detection, threeBeats } from "../../fleet/timers";
import type { Rule } from "../rule";

export const shortResponseDelay: Rule = {
  code: "KEAHA038",
  name: "short-response-delay",
  severity: "warning",
  reason: "One lost heartbeat or two are no failure: a server should wait for three before it says so.",
  source: "ISC knowledge base, Kea HA timer settings",
  *side(side) {
    const timers = detection(side);
    if (timers === undefined || timers.silence <= timers.beat || timers.silence >= 3 * timers.beat) return;
    yield {
      path: [...side.path, "max-response-delay"],
      message: `${timers.given}: that is less than three heartbeats.`,
      remedy: threeBeats(timers.beat),
    };
  },
};
