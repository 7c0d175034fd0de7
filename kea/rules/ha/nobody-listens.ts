import { controlSockets } from "../../fleet/control-sockets";
import { isBackup, type Server, type Side } from "../../fleet/fleet";
import { hasListener, relationshipOf, urlOf } from "../../fleet/sides";
import { sameAddress } from "../../ip";
import { KeaVersion } from "../../model/profiles";
import { isWildcard } from "../../url";
import { plainUrl } from "../../words";
import { standing } from "../per-side";
import type { Rule } from "../rule";

export const nobodyListens: Rule = {
  code: "KEAHA049",
  name: "nobody-listens",
  severity: "error",
  reason:
    "Without a listener of its own a server is reached only where a control socket or agent has its URL's port.",
  source: "Kea manual, Multi-Threaded Configuration (HA+MT): DHCP multi-threading off turns the listener off",
  *check(fleet) {
    const relationships = relationshipOf(fleet);
    for (const server of fleet.servers) {
      for (const side of unheard(server)) {
        const own = side.own!;
        yield {
          ...standing(relationships.get(side), server),
          path: [...own.path, "url"],
          message: `${server.host} has no listener of its own for HA, and nothing else listens at ${plainUrl(own.url!)}.`,
          remedy:
            "Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
        };
      }
    }
  },
};

/** The relationships at whose URL nobody can listen on their server. */
export function unheard(server: Server): Side[] {
  const sockets = controlSockets(server);
  const places = new Set<string>();
  return server.sides.filter((side) => {
    const url = urlOf(side.own);
    // Nobody calls the primary of a passive-backup relationship.
    const called = side.mode !== "passive-backup" || isBackup(side);
    if (url === undefined || !called || hasListener(side) !== false) return false;
    const served = sockets.some(
      ({ address, port }) => port === url.port && (isWildcard(address) || sameAddress(address, url.address)),
    );
    if (served) return false;
    places.add(`${url.address} ${url.port}`);
    // Up to Kea 3.0 a control agent may have one address and port.
    return places.size > 1 || server.kea === KeaVersion.V3_2;
  });
}
