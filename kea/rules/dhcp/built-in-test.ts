import { labelOf } from "../../fleet/labels";
import type { Rule } from "../rule";

/** Classes that Kea assigns by itself: they have no test. */
const BUILT_IN: ReadonlySet<unknown> = new Set(["ALL", "KNOWN", "UNKNOWN", "BOOTP"]);

export const builtInTest: Rule = {
  code: "KEAHA130",
  name: "built-in-test",
  severity: "error",
  reason: "Kea refuses a test of a class that it assigns by itself.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["client-class"],
  *place(place) {
    const test: unknown = place.map.test;
    // An empty test is a mistake in every class.
    if (typeof test !== "string" || test.trim() === "" || !BUILT_IN.has(place.map.name)) return;
    yield {
      path: [...place.path, "test"],
      message: `${labelOf(place)} is built in, and has a test.`,
      remedy: "Leave test out, or use another name.",
    };
  },
};
