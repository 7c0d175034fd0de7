import { isOverlooked } from "../../fleet/places";
import type { Rule } from "../rule";

export const httpHeader: Rule = {
  code: "KEAHA119",
  name: "http-header",
  severity: "error",
  reason: "Kea refuses an HTTP header without a name, or without a value.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["http-header"],
  *place(header) {
    for (const key of isOverlooked(header) ? [] : ["name", "value"]) {
      if ((header.map[key] as unknown) !== "") continue;
      yield {
        path: [...header.path, key],
        message: `an HTTP header has an empty ${key}.`,
        remedy: "Fill it, or remove the header.",
      };
    }
  },
};
