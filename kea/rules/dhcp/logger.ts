import { labelOf } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { text } from "../../json";
import { FAMILIES } from "../../model/family";
import { enumerate, plain } from "../../words";
import type { Problem, Rule } from "../rule";

const SEVERITIES = ["NONE", "FATAL", "ERROR", "WARN", "INFO", "DEBUG"];

export const logger: Rule = {
  code: "KEAHA088",
  name: "logger",
  severity: "warning",
  reason: "Kea starts with a logger that it cannot use, and its messages are missing when they are needed.",
  source: "measured on Kea 2.6.3 and 3.0.4: LOG_BAD_SEVERITY",
  *server(server) {
    const { daemon } = FAMILIES[server.family];
    const names = new Set<string>();
    for (const place of placesOfKind(server, "logger")) {
      const name = text(place.map.name);
      const severity = text(place.map.severity);
      const problem = (key: string, message: string, remedy: string): Problem => ({
        path: [...place.path, key],
        message: `${labelOf(place)} ${message}.`,
        remedy,
      });
      if (name !== undefined) {
        // "*" and other spellings stand for the root logger.
        if (name !== "" && name !== "*" && name !== daemon && !name.startsWith(`${daemon}.`))
          yield problem("name", `is no logger of ${daemon}`, `Use ${daemon}, or ${daemon}.NAME.`);
        else if (names.has(name)) yield problem("name", "is there twice", "Give one logger several outputs.");
        names.add(name);
      }
      if (severity !== undefined && !SEVERITIES.includes(severity.toUpperCase()))
        yield problem(
          "severity",
          `has severity ${plain(severity)}`,
          `Use one of ${enumerate(SEVERITIES, "or")}.`,
        );
    }
  },
};
