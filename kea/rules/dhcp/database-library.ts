import { hooksOf } from "../../fleet/hooks";
import { labelOf } from "../../fleet/labels";
import { placesOfKind } from "../../fleet/places";
import { databaseLibraries } from "../../schema/databases";
import { word } from "../../words";
import type { Rule } from "../rule";

export const databaseLibrary: Rule = {
  code: "KEAHA087",
  name: "database-library",
  severity: "error",
  reason: "Kea refuses a database that it has no library for.",
  source: "measured on Kea 2.6.3 and 3.0.4; Kea 2.7.4 moved the databases into hook libraries",
  *server(server) {
    const hooks = hooksOf(server);
    // A library that is not known yet may be the one.
    if (hooks === undefined || hooks.some(({ library }) => library === undefined)) return;
    if (server.kea === undefined) return;
    const { there, absent, users } = databaseLibraries(server.kea);
    const loaded = new Set(hooks.map(({ library }) => library));
    const told = new Set<string>();
    for (const place of placesOfKind(server, ...users)) {
      const type: unknown = place.map.type;
      const library = typeof type === "string" ? there[type.toLowerCase()] : undefined;
      // With the other line's library in its place, that is told.
      if (library === undefined || loaded.has(absent[type as string])) continue;
      const isHook = place.above?.kind === "hook";
      const before = isHook
        ? hooks.slice(
            0,
            hooks.findIndex(({ map }) => map === place.above!.map),
          )
        : hooks;
      // Once, however many databases want it.
      if (told.has(library) || before.some((hook) => hook.library === library)) continue;
      told.add(library);
      const isLate = loaded.has(library);
      const user = isHook
        ? labelOf(place)
        : String(place.path.filter((step) => typeof step === "string").at(-1));
      yield {
        path: [...place.path, "type"],
        message: `${user} is of type ${word(type)}, and ${library} is ${isLate ? "loaded only after it" : "not loaded"}.`,
        remedy: isLate
          ? `Move it before ${user} in hooks-libraries.`
          : `Add { "library": "${library}" } to hooks-libraries${isHook ? `, before ${user}` : ""}.`,
      };
    }
  },
};
