import { hooksOf } from "../../fleet/hooks";
import { placesOfKind } from "../../fleet/places";
import { FAMILIES } from "../../model/family";
import { KeaVersion } from "../../model/release-lines";
import { databaseLibraries } from "../../schema/databases";
import type { Rule } from "../rule";

export const absentLibrary: Rule = {
  code: "KEAHA110",
  name: "absent-library",
  severity: "error",
  reason: "Kea does not start with a library of databases that its release line does not have.",
  source: "measured on Kea 2.6.3 and 3.0.4; Kea 2.7.4 moved the databases into hook libraries",
  *server(server) {
    const { kea } = server;
    if (kea === undefined) return;
    const { there, absent, users } = databaseLibraries(kea);
    const hooks = hooksOf(server) ?? [];
    const loaded = hooks.map(({ library }) => library);
    for (const { library, path } of hooks) {
      const [type] = Object.entries(absent).find(([, one]) => one === library) ?? [];
      if (type === undefined) continue;
      const instead = there[type]!;
      const old = kea === KeaVersion.V2_6;
      const isWanted = !old || placesOfKind(server, ...users).some(({ map }) => map.type === type);
      const removed = old ? "Remove it: up to 2.6 the databases are built in." : "Remove it.";
      yield {
        path: [...path, "library"],
        message: `${library} is loaded, and ${FAMILIES[server.family].daemon} ${kea} has no such library.`,
        remedy: isWanted && !loaded.includes(instead) ? `Load ${instead} in its place.` : removed,
      };
    }
  },
};
