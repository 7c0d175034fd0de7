import { ADDITIONAL_KEYS } from "../../fleet/classes";
import { labelOf } from "../../fleet/labels";
import { TESTS } from "../../schema/class-test-words";
import type { Rule } from "../rule";

/** Classes that Kea assigns by itself: they have no test. */
const BUILT_IN: ReadonlySet<unknown> = new Set(["ALL", "KNOWN", "UNKNOWN", "BOOTP"]);

export const builtInTest: Rule = {
  code: "KEAHA130",
  name: "built-in-test",
  severity: "error",
  reason:
    "Kea refuses a test of a class that it assigns by itself, and one that it should not assign at once.",
  source: "measured on Kea 2.6.3 and 3.0.4; ClientClassDefParser",
  kinds: ["client-class"],
  *place(place) {
    const { name }: { readonly [key: string]: unknown } = place.map;
    for (const key of BUILT_IN.has(name) ? TESTS : []) {
      const test: unknown = place.map[key];
      // An empty test is a mistake in every class.
      if (typeof test !== "string" || test.trim() === "") continue;
      yield {
        path: [...place.path, key],
        message: `${labelOf(place)} is built in, and has a ${key}.`,
        remedy: `Leave ${key} out, or use another name.`,
      };
    }
    for (const key of BUILT_IN.has(name) || name === "DROP" ? ADDITIONAL_KEYS : []) {
      if (place.map[key] !== true) continue;
      yield {
        path: [...place.path, key],
        message: `${labelOf(place)} is built in, and has ${key}.`,
        remedy: `Leave ${key} out, or use another name.`,
      };
    }
  },
};
