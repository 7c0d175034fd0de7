import { hooksOf } from "../../fleet/hooks";
import { list, map } from "../../json";
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
    const ha = hooks.findIndex(({ library }) => library === "libdhcp_ha.so");
    for (const { library, parameters, path } of ha < 0 ? [] : hooks.slice(ha)) {
      if (library !== "libdhcp_lease_cmds.so") continue;
      if (list(map(parameters)["binding-variables"]).length === 0) continue;
      yield {
        path: [...path, "parameters", "binding-variables"],
        message: "libdhcp_lease_cmds.so, which has binding-variables, is loaded after libdhcp_ha.so.",
        remedy: "Load it before libdhcp_ha.so.",
      };
    }
  },
};
