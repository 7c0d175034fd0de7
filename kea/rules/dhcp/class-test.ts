import { labelOf } from "../../fleet/labels";
import { readClassTest } from "../../schema/class-test";
import { TESTS } from "../../schema/class-test-words";
import { mayBeOption } from "../../fleet/custom-options";
import { misreadRemedy, misreadWhere } from "../misread";
import type { Rule } from "../rule";

export const classTest: Rule = {
  code: "KEAHA156",
  name: "class-test",
  severity: "error",
  reason: "Kea refuses a class with a test that it cannot read.",
  source: "Kea manual, Using Expressions in Classification; measured on Kea 2.6.3 and 3.0.4",
  kinds: ["client-class"],
  *place(place, server) {
    const reader = { ...server, isOption: (name: string) => mayBeOption(server, name) };
    for (const key of TESTS) {
      const text: unknown = place.map[key];
      // Another rule tells of those that say nothing.
      if (typeof text !== "string" || text.trim() === "") continue;
      const { misread } = readClassTest(text, key === "test" ? "condition" : "text", reader);
      if (misread === undefined) continue;
      yield {
        path: [...place.path, key],
        message: `${labelOf(place)} has a ${key} that ${misreadWhere(misread)}.`,
        remedy: misreadRemedy(text, misread, server.kea),
      };
    }
  },
};
