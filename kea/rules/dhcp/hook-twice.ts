import { hooksOf } from "../../fleet/hooks";
import { HA_LIBRARY } from "../../schema/hook-libraries";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const hookTwice: Rule = {
  code: "KEAHA094",
  name: "hook-twice",
  severity: "warning",
  reason: "Kea loads a library twice without a word: what it does may happen twice, and once was meant.",
  source: "Kea accepts it and starts (measured on 2.6.3 and 3.0.4)",
  *server(server) {
    const loaded = new Set<string>();
    for (const { library, path } of hooksOf(server) ?? []) {
      if (library === undefined || library === "") continue;
      // The HA library twice is worse, and has a rule of its own.
      if (loaded.has(library) && library !== HA_LIBRARY) {
        yield {
          path,
          message: `${plain(library)} is loaded twice.`,
          remedy: "Load it once.",
        };
      }
      loaded.add(library);
    }
  },
};
