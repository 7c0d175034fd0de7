import { labelOf } from "../../fleet/labels";
import type { Rule } from "../rule";

export const emptyTest: Rule = {
  code: "KEAHA129",
  name: "empty-test",
  severity: "error",
  reason: "Kea refuses a class with a test that says nothing.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["client-class"],
  *place(place) {
    const test: unknown = place.map.test;
    if (typeof test !== "string" || test.trim() !== "") return;
    yield {
      path: [...place.path, "test"],
      message: `${labelOf(place)} has an empty test.`,
      remedy: "Leave test out, or write an expression.",
    };
  },
};
