import { membersIn } from "../../fleet/classes";
import { labelOf, ofPlace } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { has } from "../../json";
import { plain } from "../../words";
import type { Rule } from "../rule";

/** Classes that a test may refer to without a definition. */
const REFERABLE = /^(ALL|KNOWN|UNKNOWN|BOOTP|(VENDOR_CLASS|HA|AFTER|EXTERNAL)_.*)$/s;
/** Classes that Kea assigns by itself: they have no test. */
const BUILT_IN: ReadonlySet<string> = new Set(["ALL", "KNOWN", "UNKNOWN", "BOOTP"]);

export const clientClass: Rule = {
  code: "KEAHA085",
  name: "client-class",
  severity: "error",
  reason: "Kea refuses two classes of one name, and a class without a name or with an empty test.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    const names = new Set<string>();
    // After a class whose name is not known, any name may be one.
    let opaque = false;
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
      if (typeof name !== "string") opaque = true;
      if (has(place.map, "template-test") && typeof name === "string") names.add(`SPAWN_${name}`);
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
      for (const other of opaque ? [] : membersIn(test)) {
        if (REFERABLE.test(other) || other.startsWith("SPAWN_") || (names.has(other) && other !== name))
          continue;
        yield {
          path: [...place.path, "test"],
          message: `${labelOf(place)} refers to class ${plain(other)}, which is not defined before it.`,
          remedy: "Define the classes that a test names first.",
        };
      }
    }
    for (const place of placesOfKind(server, "subnet", "shared-network", "pool", "pd-pool")) {
      const guards: unknown = place.map["client-classes"];
      if (!Array.isArray(guards) || !guards.includes("")) continue;
      yield {
        path: [...place.path, "client-classes", guards.indexOf("")],
        message: `client-classes${ofPlace(place)} has an empty name.`,
        remedy: "Name a class, or leave it out.",
      };
    }
  },
};
