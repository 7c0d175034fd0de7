import { hooksOf } from "../../fleet/hooks";
import { FAMILIES } from "../../model/family";
import { KeaVersion } from "../../model/profiles";
import { DATABASE_LIBRARIES } from "../../schema/databases";
import type { Rule } from "../rule";

export const databaseBuiltIn: Rule = {
  code: "KEAHA110",
  name: "database-built-in",
  severity: "error",
  reason: "Up to 2.6 Kea has its databases built in, and no libraries of them to load.",
  source: "measured on Kea 2.6.3",
  *server(server) {
    if (server.kea !== KeaVersion.V2_6) return;
    for (const { library, path } of hooksOf(server) ?? []) {
      if (library === undefined || !Object.values(DATABASE_LIBRARIES).includes(library)) continue;
      yield {
        path: [...path, "library"],
        message: `${library} is loaded, and ${FAMILIES[server.family].daemon} ${server.kea} has no such library.`,
        remedy: "Remove it: up to 2.6 the databases are built in.",
      };
    }
  },
};
