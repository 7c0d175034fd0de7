import type { Server } from "../../fleet/fleet";
import { FLEX_ID, hooksOf } from "../../fleet/hooks";
import { activeSides } from "../../fleet/sides";
import { isMap, type Path, raw, UNKNOWN } from "../../json";
import { Family } from "../../model/family";
import type { Rule } from "../rule";

export const clientIdentityDiffers: Rule = {
  code: "KEAHA171",
  name: "client-identity-differs",
  severity: "warning",
  reason:
    "A server that makes up the identity of its clients in another way knows none of them on the day that it takes over.",
  source: "flex_id of Kea 3.0.4: it replaces the client identifier, or the DUID, before leases are looked up",
  *relationship(relationship) {
    const [first, ...others] = activeSides(relationship).map(({ server }) => ({
      server,
      ...identity(server),
    }));
    for (const other of others) {
      if ([first!.by, other.by].includes(undefined) || first!.by === other.by) continue;
      const [having, lacking] = first!.by === "" ? [other, first!] : [first!, other];
      yield {
        server: having.server,
        path: having.path,
        message: `${FLEX_ID} replaces the identity of clients on ${having.server.name}, and ${lacking.by === "" ? "not" : "otherwise"} on ${lacking.server.name}.`,
        remedy: "Load it with the same parameters on all members.",
      };
    }
  },
};

/** What a server knows its clients by instead of what they say; empty: nothing; undefined: not known. */
function identity(server: Server): { readonly by: string | undefined; readonly path: Path } {
  const hooks = hooksOf(server);
  if (hooks?.every(({ library }) => library !== undefined) !== true) return { by: undefined, path: [] };
  const { parameters, path = [] } = hooks.find(({ library }) => library === FLEX_ID) ?? {};
  if (parameters !== undefined && !isMap(parameters)) return { by: undefined, path };
  const [expression, replaced, ignored] = ["identifier-expression", "replace-client-id", "ignore-iaid"].map(
    (key) => raw(parameters ?? {}, key),
  );
  if ([expression, replaced, ignored].includes(UNKNOWN)) return { by: undefined, path };
  const ways = [replaced === true && expression, server.family === Family.V6 && ignored === true];
  return { by: ways.some(Boolean) ? JSON.stringify(ways) : "", path };
}
