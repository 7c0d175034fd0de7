import { labelOf } from "../../fleet/labels";
import { text } from "../../json";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

const SEVERITIES = ["NONE", "FATAL", "ERROR", "WARN", "INFO", "DEBUG"];

export const loggerSeverity: Rule = {
  code: "KEAHA135",
  name: "logger-severity",
  severity: "warning",
  reason: "Kea starts with a severity that it does not know, and messages are missing when they are needed.",
  source: "measured on Kea 2.6.3 and 3.0.4: LOG_BAD_SEVERITY",
  kinds: ["logger"],
  *place(place) {
    const severity = text(place.map.severity);
    if (severity === undefined || SEVERITIES.includes(severity.toUpperCase())) return;
    yield {
      path: [...place.path, "severity"],
      message: `${labelOf(place)} has severity ${plain(severity)}.`,
      remedy: `Use one of ${enumerate(SEVERITIES, "or")}.`,
    };
  },
};
