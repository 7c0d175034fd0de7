import { number } from "../../json";
import type { Rule } from "../rule";

export const modeSettings: Rule = {
  code: "KEAHA031",
  name: "mode-settings",
  severity: "error",
  reason:
    "Kea refuses wait-backup-ack outside passive-backup, and delayed-updates-limit outside load-balancing.",
  source: "HAConfig::validate",
  *side({ mode, map, path }) {
    if (mode !== "hot-standby" && mode !== "load-balancing" && mode !== "passive-backup") return;
    if (map["wait-backup-ack"] === true && mode !== "passive-backup") {
      yield {
        path: [...path, "wait-backup-ack"],
        message: `it is ${mode}, and wait-backup-ack is true.`,
        remedy: "Only passive-backup can wait for backups: remove it.",
      };
    }
    const limit = number(map["delayed-updates-limit"]) ?? 0;
    if (limit > 0 && mode !== "load-balancing") {
      yield {
        path: [...path, "delayed-updates-limit"],
        message: `it is ${mode}, and delayed-updates-limit is ${limit}.`,
        remedy: "Only load-balancing delays updates: remove it.",
      };
    }
  },
};
