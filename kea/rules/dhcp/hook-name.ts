import { hooksOf, lacksLeaseCommands, meantLibrary } from "../../fleet/hooks";
import { LEASE_COMMANDS } from "../../schema/hook-libraries";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const hookName: Rule = {
  code: "KEAHA165",
  name: "hook-name",
  severity: "warning",
  reason: "Kea refuses a configuration with a hook library that it cannot find.",
  source: "HooksManager::validateLibraries; the libraries of Kea 2.6.3, 3.0.4 and 3.2.0",
  *server(server) {
    for (const hook of hooksOf(server) ?? []) {
      const guess = meantLibrary(hook);
      if (guess === undefined) continue;
      // Where HA lacks it, it is told as that.
      if (guess === LEASE_COMMANDS && lacksLeaseCommands(server)) continue;
      yield {
        path: [...hook.path, "library"],
        message: `${plain(hook.library!)} is no library of Kea's.`,
        remedy: `Did you mean ${guess}?`,
      };
    }
  },
};
