import type { Side } from "../../fleet/fleet";
import { takerFor, unheard } from "../../fleet/shared-sockets";
import { hasListener } from "../../fleet/sides";
import type { Rule } from "../rule";

export const sharedListener: Rule = {
  code: "KEAHA050",
  name: "shared-listener",
  severity: "warning",
  reason:
    "Several relationships are made for a listener each; with one control socket for all, nobody has tried.",
  source: "Kea manual, Hub and Spoke Configuration",
  *server(server) {
    if (server.sides.length < 2 || unheard(server).length > 0) return;
    const served = new Map<unknown, Side[]>();
    for (const side of server.sides) {
      const taker = hasListener(side) === false ? takerFor(side) : undefined;
      if (taker !== undefined) served.set(taker, [...(served.get(taker) ?? []), side]);
    }
    for (const [first, ...others] of served.values()) {
      if (others.length === 0) continue;
      yield {
        path: [...first!.path, "multi-threading"],
        message: `${server.host} has no listener of its own for ${others.length + 1} of its relationships: one control socket or agent serves them.`,
        remedy:
          "Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true, and give every relationship and control socket a port of its own.",
      };
    }
  },
};
