import { detection, threeBeats } from "../../fleet/timers";
import type { Rule } from "../rule";

export const responseDelay: Rule = {
  code: "KEAHA037",
  name: "response-delay",
  severity: "warning",
  reason:
    "A server that waits no longer than one heartbeat takes over as soon as a single one is late, and both serve.",
  source: "ISC knowledge base, Kea HA timer settings; measured on Kea 3.0.4: nothing else happens",
  *side(side) {
    const timers = detection(side);
    if (timers === undefined || timers.silence > timers.beat) return;
    yield {
      path: [...side.path, "max-response-delay"],
      message: `${timers.given}: one that is late, and the partner counts as dead.`,
      remedy: threeBeats(timers.beat),
    };
  },
};
