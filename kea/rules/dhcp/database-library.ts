import { hooksOf } from "../../fleet/hooks";
import { placesOfKind } from "../../fleet/places";
import { KeaVersion } from "../../model/profiles";
import { CONFIG_LIBRARIES, DATABASE_LIBRARIES } from "../../schema/databases";
import { word } from "../../words";
import type { Rule } from "../rule";

/** What needs a library only since the databases are in one. */
const BUILT_IN = ["lease-database", "hosts-database"];

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
    const old = server.kea === KeaVersion.V2_6;
    const [libraries, other, kinds] = old
      ? [CONFIG_LIBRARIES, DATABASE_LIBRARIES, []]
      : [DATABASE_LIBRARIES, CONFIG_LIBRARIES, BUILT_IN];
    const there = new Set(hooks.map(({ library }) => library));
    for (const place of placesOfKind(server, ...kinds, "config-database")) {
      const type: unknown = place.map.type;
      const library = typeof type === "string" ? libraries[type.toLowerCase()] : undefined;
      // With the other line's library in its place, that is told.
      if (library === undefined || there.has(library) || there.has(other[type as string])) continue;
      // Once, however many databases want it.
      there.add(library);
      yield {
        path: [...place.path, "type"],
        message: `${String(place.path.filter((step) => typeof step === "string").at(-1))} is of type ${word(type)}, and ${library} is not loaded.`,
        remedy: `Add { "library": "${library}" } to hooks-libraries.`,
      };
    }
  },
};
