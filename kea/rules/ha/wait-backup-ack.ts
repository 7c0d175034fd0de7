import type { Rule } from "../rule";

export const waitBackupAck: Rule = {
  code: "KEAHA031",
  name: "wait-backup-ack",
  severity: "error",
  reason: "Kea refuses wait-backup-ack outside passive-backup.",
  source: "HAConfig::validate",
  *side({ mode, map, path }) {
    if (mode !== "hot-standby" && mode !== "load-balancing") return;
    if (map["wait-backup-ack"] !== true) return;
    yield {
      path: [...path, "wait-backup-ack"],
      message: `it is ${mode}, and wait-backup-ack is true.`,
      remedy: "Only passive-backup can wait for backups: remove it.",
    };
  },
};
