import { isCopy } from "../../fleet/alike";
import type { Server } from "../../fleet/fleet";
import { hooksOf } from "../../fleet/hooks";
import { activeSides } from "../../fleet/sides";
import { isMap, map, raw, UNKNOWN } from "../../json";
import type { Rule } from "../rule";

const FLEX_ID = "libdhcp_flex_id.so";

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
      ...flexIdOf(server),
    }));
    for (const other of others) {
      if (first!.parameters === UNKNOWN || other.parameters === UNKNOWN) continue;
      if (isCopy(first!.parameters, other.parameters)) continue;
      const [having, lacking] = first!.parameters === undefined ? [other, first!] : [first!, other];
      // Where it replaces nothing, it is asked for reservations alone, of which others tell.
      if (lacking.parameters === undefined && !replaces(having.parameters)) continue;
      yield {
        server: having.server,
        path: having.path,
        message:
          lacking.parameters === undefined
            ? `${having.server.name} loads ${FLEX_ID}, and ${lacking.server.name} does not.`
            : `${FLEX_ID} has other parameters on ${having.server.name} than on ${lacking.server.name}.`,
        remedy: "Load it with the same parameters on all members.",
      };
    }
  },
};

function replaces(parameters: unknown): boolean {
  return ["replace-client-id", "ignore-iaid"].some((key) => raw(map(parameters), key) === true);
}

/** What a server tells flex_id; undefined where it does not load it. */
function flexIdOf(server: Server): {
  readonly parameters: unknown;
  readonly path: readonly (string | number)[];
} {
  const hooks = hooksOf(server);
  if (hooks?.every(({ library }) => library !== undefined) !== true) return { parameters: UNKNOWN, path: [] };
  const loaded = hooks.find(({ library }) => library === FLEX_ID);
  if (loaded === undefined) return { parameters: undefined, path: [] };
  const { parameters, path } = loaded;
  const isKnown = isMap(parameters) && Object.values(parameters).every((one: unknown) => one !== UNKNOWN);
  return { parameters: isKnown ? parameters : UNKNOWN, path };
}
