import { labelOf } from "../../fleet/labels";
import { hasLogger } from "../../fleet/loggers";
import { placesOfKind } from "../../fleet/places";
import { text } from "../../json";
import type { Rule } from "../rule";

export const duplicateLogger: Rule = {
  code: "KEAHA134",
  name: "duplicate-logger",
  severity: "warning",
  reason: "Kea starts with two loggers of one name, and cannot use both: messages are missing when needed.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    const names = new Set<string>();
    for (const place of placesOfKind(server, "logger")) {
      const name = text(place.map.name);
      if (name === undefined || !hasLogger(server, name)) continue;
      if (names.has(name)) {
        yield {
          path: [...place.path, "name"],
          message: `${labelOf(place)} is there twice.`,
          remedy: "Give one logger several outputs.",
        };
      }
      names.add(name);
    }
  },
};
