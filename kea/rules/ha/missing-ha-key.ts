import { haMaps } from "../../fleet/ha-maps";
import { oncePer } from "../../remember";
import type { Keys } from "../../schema/schema";
import type { Rule } from "../rule";

const neededOf = oncePer((keys: Keys) => [...keys].filter(([, { needed }]) => needed !== undefined));

export const missingHaKey: Rule = {
  code: "KEAHA022",
  name: "missing-ha-key",
  severity: "error",
  reason: "Kea refuses a relationship without mode and members, and a member without name, URL and role.",
  source: "HAConfigParser::parseOneInternal; Kea manual, High Availability",
  *side(side) {
    for (const { keys, of, map, path } of haMaps(side)) {
      for (const [key, { needed, type }] of neededOf(keys)) {
        const value: unknown = map[key];
        const empty = type.is === "maps of" && Array.isArray(value) && value.length === 0;
        if (value !== undefined && !empty) continue;
        yield {
          path: [...path, key],
          message: `${key}${of} is ${empty ? "empty" : "missing"}.`,
          remedy: `Give ${needed}.`,
        };
      }
    }
  },
};
