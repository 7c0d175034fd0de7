import { unheard } from "../../fleet/shared-sockets";
import { relationshipOf } from "../../fleet/sides";
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
