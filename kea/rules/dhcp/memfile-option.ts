import { KeaVersion } from "../../model/profiles";
import type { Rule } from "../rule";

/** Keys that a memfile has no use for, and whose they are; undefined: since 3.0, of any other. */
const NOT_IN_MEMFILE: Readonly<Record<string, string | undefined>> = {
  "max-reconnect-tries": undefined,
  "reconnect-wait-time": undefined,
  "read-timeout": "mysql",
  "write-timeout": "mysql",
  "tcp-user-timeout": "postgresql",
};

export const memfileOption: Rule = {
  code: "KEAHA112",
  name: "memfile-option",
  severity: "error",
  reason: "Kea refuses for a memfile what only a database on a network has.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["lease-database", "hosts-database", "config-database"],
  *place(place, server) {
    if (place.map.type !== "memfile") return;
    for (const [option, onlyFor] of Object.entries(NOT_IN_MEMFILE)) {
      const wait: unknown = place.map[option];
      if (typeof wait !== "number" || wait <= 0 || wait > 4294967295) continue;
      if (onlyFor === undefined && server.kea === KeaVersion.V2_6) continue;
      const key = String(place.path.filter((step) => typeof step === "string").at(-1));
      yield {
        path: [...place.path, option],
        message: `${option} of ${key} is ${wait}, and its type is memfile.`,
        remedy: `Remove it: ${onlyFor ?? "a database on another machine"} has it.`,
      };
    }
  },
};
