import { haLibraries } from "../../fleet/hooks";
import { has, isMap, type JsonMap, map, UNKNOWN } from "../../json";
import { keysOf } from "../../schema/schema";
import { meant, plain, show } from "../../words";
import type { Rule } from "../rule";

export const noHaConfiguration: Rule = {
  code: "KEAHA020",
  name: "no-ha-configuration",
  severity: "error",
  reason: "Kea refuses to load the HA library without a list of relationships, and goes out of service.",
  source: "log message HA_MISSING_CONFIGURATION; HAConfigParser::parseAllInternal",
  *server(server) {
    const loaded = haLibraries(server);
    // That there are several is told elsewhere.
    for (const { parameters, path, map: hook } of loaded.length === 1 ? loaded : []) {
      if ((parameters as unknown) === UNKNOWN) continue;
      // Kea's grammar takes nothing but a map here: any other type is told elsewhere.
      if (parameters !== undefined && !isMap(parameters)) continue;
      if (isAstray(hook)) continue;
      const given = parameters ?? {};
      const value: unknown = given["high-availability"];
      if (value === UNKNOWN || (Array.isArray(value) && value.length > 0)) continue;
      const typo = Object.keys(given).find((key) => key !== "high-availability" && isMeant(key));
      const what = Array.isArray(value) ? "empty" : show(value);
      yield {
        path: [...path, "parameters", "high-availability"],
        message:
          value === undefined
            ? `libdhcp_ha.so is loaded without the parameter high-availability${typo === undefined ? "" : `, but with ${plain(typo)}`}.`
            : `the parameter high-availability is ${what}.`,
        remedy: "Give it a list of relationships, or do not load the library.",
      };
    }
  },
};

const isMeant = (key: string) => meant(key, ["high-availability"]) !== undefined;

/** Whether the list stands beside the parameters, or in what is not called so: unknown keys, told as that. */
function isAstray(hook: JsonMap): boolean {
  return Object.entries(hook).some(
    ([key, value]) => !keysOf("hook").has(key) && (isMeant(key) || has(map(value), "high-availability")),
  );
}
