import { hooksOf } from "../../fleet/hooks";
import { list, map } from "../../json";
import { HA_LIBRARY, LEASE_COMMANDS } from "../../schema/hook-libraries";
import type { Rule } from "../rule";

export const bindingVariablesLate: Rule = {
  code: "KEAHA182",
  name: "binding-variables-late",
  severity: "warning",
  reason:
    "Hook libraries work on a lease in the order in which they are loaded: the partner gets it before its binding variables are there.",
  source: "measured on Kea 3.0.4; Kea manual, Lease Commands, Binding Variables",
  *server(server) {
    if (server.sides.length === 0) return;
    const hooks = hooksOf(server) ?? [];
    const ha = hooks.findIndex(({ library }) => library === HA_LIBRARY);
    for (const { library, parameters, path } of ha < 0 ? [] : hooks.slice(ha)) {
      if (library !== LEASE_COMMANDS) continue;
      if (list(map(parameters)["binding-variables"]).length === 0) continue;
      yield {
        path: [...path, "parameters", "binding-variables"],
        message: `${LEASE_COMMANDS}, which has binding-variables, is loaded after ${HA_LIBRARY}.`,
        remedy: `Load it before ${HA_LIBRARY}.`,
      };
    }
  },
};
