import type { JsonMap } from "../../kea/json";
import { FAMILIES } from "../../kea/model/family";
import type { DeclaredServer } from "./declaration";
import { factsOf, ownScopes, partnerOf, type Role } from "./facts";
import type { Survey } from "./survey";

/**
 * What servers would say of themselves if every one were healthy and ran the given configuration: for
 * a plan without asking anybody. A server without one is taken for fresh: it serves nobody yet.
 */
export function assumedSurveys(
  servers: readonly DeclaredServer[],
  running: ReadonlyMap<string, JsonMap>,
): Map<string, Survey> {
  return new Map(
    servers.map((server): [string, Survey] => {
      const config = running.get(server.name) ?? { [FAMILIES[server.family].root]: {} };
      const { roles } = factsOf(server.family, config);
      return [
        server.name,
        {
          version: `${server.kea}.0`,
          running: config,
          status: roles.length > 0 ? { "high-availability": roles.map(healthy) } : {},
          commands: roles.length > 0 ? ["ha-heartbeat"] : [],
          configured: undefined,
        },
      ];
    }),
  );
}

/** What `status-get` says of a healthy relationship. */
function healthy(role: Role): JsonMap {
  const partner = partnerOf(role);
  const state = role.role === "backup" ? "backup" : role.mode;
  return {
    "ha-servers": {
      local: { "server-name": role.self, state, scopes: [...ownScopes(role)] },
      ...(partner && { remote: { "last-state": role.mode, "in-touch": true } }),
    },
  };
}
