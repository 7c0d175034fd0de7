import { KeaVersion } from "../../model/release-lines";
import type { Rule } from "../rule";

/** Keys that not every database takes, and whose they are; undefined: since 3.0, of any but a memfile. */
const OWNERS: Readonly<Record<string, string | undefined>> = {
  "max-reconnect-tries": undefined,
  "reconnect-wait-time": undefined,
  "read-timeout": "mysql",
  "write-timeout": "mysql",
  "tcp-user-timeout": "postgresql",
};

export const databaseOption: Rule = {
  code: "KEAHA112",
  name: "database-option",
  severity: "error",
  reason: "Kea refuses for one type of database what only another one has.",
  source: "measured on Kea 2.6.3 and 3.0.4; DbAccessParser",
  kinds: ["lease-database", "hosts-database", "config-database"],
  *place(place, server) {
    const { type } = place.map;
    if (!["memfile", "mysql", "postgresql"].includes(type as string)) return;
    for (const [option, owner] of Object.entries(OWNERS)) {
      const wait: unknown = place.map[option];
      if (typeof wait !== "number" || wait <= 0 || wait > 4294967295) continue;
      if (owner === undefined ? type !== "memfile" || server.kea === KeaVersion.V2_6 : type === owner)
        continue;
      const key = String(place.path.filter((step) => typeof step === "string").at(-1));
      yield {
        path: [...place.path, option],
        message: `${option} of ${key} is ${wait}, and its type is ${String(type)}.`,
        remedy: `Remove it: ${owner ?? "a database on another machine"} has it.`,
      };
    }
  },
};
