import { placesOfKind } from "../../fleet/places";
import { has } from "../../json";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const className: Rule = {
  code: "KEAHA085",
  name: "class-name",
  severity: "error",
  reason: "Kea refuses a class without a name of its own.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    const names = new Set<string>();
    for (const { map, path } of placesOfKind(server, "client-class")) {
      const name: unknown = map.name;
      if (typeof name !== "string") continue;
      if (name === "" || names.has(name)) {
        yield {
          path: [...path, "name"],
          message: name === "" ? "a class has an empty name." : `class ${plain(name)} is defined twice.`,
          remedy: "Name each class differently.",
        };
      }
      names.add(name);
      // A template takes a second name.
      if (has(map, "template-test")) names.add(`SPAWN_${name}`);
    }
  },
};
