import type { Rule } from "../../rule";
import { eachSide } from "./sides";
import { detection } from "./timers";

export const responseDelay: Rule = {
  code: "KEAHA037",
  name: "response-delay",
  severity: "error",
  reason:
    "A server that waits no longer than one heartbeat loses sight of a healthy partner again and again.",
  source: "ISC knowledge base, Kea HA timer settings; vyos/vyos-1x pull request 5382",
  check: (fleet) =>
    eachSide(fleet, function* (side) {
      const timers = detection(side);
      if (timers === undefined || timers.silence > timers.beat) return;
      yield {
        path: [...side.path, "max-response-delay"],
        message: `${timers.given}: every heartbeat comes too late.`,
        remedy: "Make max-response-delay at least three times heartbeat-delay.",
      };
    }),
};
