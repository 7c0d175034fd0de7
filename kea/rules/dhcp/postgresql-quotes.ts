import { raw } from "../../json";
import type { Rule } from "../rule";

/** What Kea puts between apostrophes. */
const QUOTED = ["host", "user", "password", "name"];

/** Between apostrophes, PostgreSQL's library takes a backslash for the start of one of these. */
const QUOTABLE = /^(?:[^\\']|\\[\\'])*$/;

export const postgresqlQuotes: Rule = {
  code: "KEAHA166",
  name: "postgresql-quotes",
  severity: "error",
  reason:
    "Kea hands PostgreSQL its values between apostrophes, as they are: an apostrophe ends one, and a backslash is left out.",
  source: "PgSqlConnection::getConnParameters; refused by Kea 2.6.3 and 3.0.4",
  kinds: ["lease-database", "hosts-database", "config-database"],
  *place({ map, path }) {
    if (map.type !== "postgresql") return;
    for (const key of QUOTED) {
      const value = raw(map, key);
      // An apostrophe alone is told for every database.
      if (typeof value !== "string" || QUOTABLE.test(value) || value === "'") continue;
      // Not the value: it may be a secret.
      yield {
        path: [...path, key],
        message: `${key} of ${String(path.filter((step) => typeof step === "string").at(-1))} has an apostrophe or a backslash.`,
        remedy: "Choose another one, or put a backslash before it; JSON spells that one \\\\.",
      };
    }
  },
};
