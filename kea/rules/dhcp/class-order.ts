import { membersIn } from "../../fleet/classes";
import { labelOf } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { plain } from "../../words";
import type { Rule } from "../rule";

/** Classes that a test may refer to without a definition: not those that template classes make. */
const REFERABLE = /^(ALL|KNOWN|UNKNOWN|BOOTP|(VENDOR_CLASS|HA|AFTER|EXTERNAL)_.*)$/s;

export const classOrder: Rule = {
  code: "KEAHA131",
  name: "class-order",
  severity: "error",
  reason: "Kea refuses a test that refers to a class which is not defined before it.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    const names = new Set<string>();
    for (const place of placesOfKind(server, "client-class")) {
      const name: unknown = place.map.name;
      // After a class whose name is not known, any name may be one.
      if (typeof name !== "string") return;
      const test: unknown = place.map.test;
      for (const other of typeof test === "string" ? membersIn(test) : []) {
        if (REFERABLE.test(other) || (names.has(other) && other !== name)) continue;
        yield {
          path: [...place.path, "test"],
          message: `${labelOf(place)} refers to class ${plain(other)}, which is not defined before it.`,
          remedy: "Define the classes that a test names first.",
        };
      }
      names.add(name);
    }
  },
};
