import type { Rule } from "../../rule";
import { plain } from "../ha/words";
import { judge, labelOf, placesOfKind, type Problem } from "./maps";

/** Classes that Kea assigns by itself: they have no test. */
const BUILT_IN: ReadonlySet<string> = new Set(["ALL", "KNOWN", "UNKNOWN", "BOOTP"]);

export const clientClass: Rule = {
  code: "KEAHA085",
  name: "client-class",
  severity: "error",
  reason: "Kea refuses two classes of one name, and a class without a name or with an empty test.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *check(fleet) {
    yield* judge(fleet, function* (server): Generator<Problem> {
      const names = new Set<string>();
      for (const place of placesOfKind(server, "client-class")) {
        const name: unknown = place.map.name;
        if (typeof name === "string") {
          if (name === "" || names.has(name)) {
            yield {
              path: [...place.path, "name"],
              message: name === "" ? "a class has an empty name." : `class ${plain(name)} is defined twice.`,
              remedy: "Name each class differently.",
            };
          }
          names.add(name);
        }
        const test: unknown = place.map.test;
        if (typeof test !== "string") continue;
        if (test.trim() === "") {
          yield {
            path: [...place.path, "test"],
            message: `${labelOf(place)} has an empty test.`,
            remedy: "Leave test out, or write an expression.",
          };
        } else if (typeof name === "string" && BUILT_IN.has(name)) {
          yield {
            path: [...place.path, "test"],
            message: `${labelOf(place)} is built in, and has a test.`,
            remedy: "Leave test out, or use another name.",
          };
        }
      }
    });
  },
};
