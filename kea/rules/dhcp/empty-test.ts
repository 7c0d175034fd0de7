import { labelOf } from "../../fleet/labels";
import { TESTS } from "../../schema/class-test-words";
import type { Rule } from "../rule";

export const emptyTest: Rule = {
  code: "KEAHA129",
  name: "empty-test",
  severity: "error",
  reason: "Kea refuses a class with a test that says nothing.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["client-class"],
  *place(place) {
    for (const key of TESTS) {
      const test: unknown = place.map[key];
      if (typeof test !== "string" || test.trim() !== "") continue;
      yield {
        path: [...place.path, key],
        message: `${labelOf(place)} has an empty ${key}.`,
        remedy: `Leave ${key} out, or write an expression.`,
      };
    }
  },
};
