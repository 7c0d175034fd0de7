import { hooksOf } from "../../fleet/hooks";
import { misspelt } from "../../fleet/names";
import { has, map } from "../../json";
import { HOOK_LIBRARIES } from "../../schema/hook-libraries";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const hookName: Rule = {
  code: "KEAHA165",
  name: "hook-name",
  severity: "warning",
  reason: "Kea refuses a configuration with a hook library that it cannot find.",
  source: "HooksManager::validateLibraries; the libraries of Kea 2.6.3, 3.0.4 and 3.2.0",
  *server(server) {
    for (const { library, parameters, path } of hooksOf(server) ?? []) {
      if (library === undefined || HOOK_LIBRARIES.includes(library)) continue;
      const guess = has(map(parameters), "high-availability")
        ? "libdhcp_ha.so"
        : misspelt(library, HOOK_LIBRARIES);
      if (guess === undefined) continue;
      yield {
        path: [...path, "library"],
        message: `${plain(library)} is no library of Kea's.`,
        remedy: `Did you mean ${guess}?`,
      };
    }
  },
};
