import { number } from "../../json";
import type { Rule } from "../rule";

export const delayedUpdatesLimit: Rule = {
  code: "KEAHA141",
  name: "delayed-updates-limit",
  severity: "error",
  reason: "Kea refuses delayed-updates-limit outside load-balancing.",
  source: "HAConfig::validate",
  *side({ mode, map, path }) {
    if (mode !== "hot-standby" && mode !== "passive-backup") return;
    const limit = number(map["delayed-updates-limit"]) ?? 0;
    if (limit > 0)
      yield {
        path: [...path, "delayed-updates-limit"],
        message: `it is ${mode}, and delayed-updates-limit is ${limit}.`,
        remedy: "Only load-balancing delays updates: remove it.",
      };
  },
};
