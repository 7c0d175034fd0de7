import { controlSockets, hasHttp, hasUnknownSocket } from "../../fleet/control-sockets";
import { takerFor, unheard } from "../../fleet/shared-sockets";
import { hasListener, isCalledThroughSocket, isMultiThreaded, urlOf } from "../../fleet/sides";
import { plainUrl } from "../../words";
import type { Rule } from "../rule";

export const agentUnseen: Rule = {
  code: "KEAHA172",
  name: "agent-unseen",
  severity: "warning",
  reason:
    "A server whose listener is off is reached only if a control socket or agent is there: else both serve.",
  source: "Kea manual, Multi-Threaded Configuration (HA+MT)",
  *member(side, { sides }) {
    const { own, server } = side;
    if (own?.url === undefined || !isCalledThroughSocket(side)) return;
    // One agent cannot be at the URLs of several relationships: where that leaves one unheard, it is told as that.
    if (isMultiThreaded(server) === false && unheard(server).length > 0) return;
    if (unheard(server).includes(side) || typeof takerFor(side) !== "string") return;
    // At another address of the host, behind a translation, a control socket may take it.
    if (controlSockets(server).some(({ port }) => port === urlOf(own)?.port)) return;
    const path = [...own.path, "url"];
    const other = sides.find((one) => one !== side && hasListener(one) === true);
    if (other === undefined) {
      // Up to 2.6 that is how HA was before it had listeners.
      if (!hasHttp(server) || hasUnknownSocket(server)) return;
      yield {
        path,
        message: `${server.host} has neither a listener of its own for HA nor an HTTP control socket at ${plainUrl(own.url)}: only a control agent there takes what its partners send.`,
        remedy:
          "Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true, give it an HTTP control socket at that address and port, or make sure that the agent runs.",
      };
      return;
    }
    yield {
      path,
      message: `${server.host} has no listener of its own for HA, as ${other.server.name} has: only a control agent at ${plainUrl(own.url)} takes what its partners send.`,
      remedy:
        "Leave enable-multi-threading and http-dedicated-listener at true, as its partner does, or make sure that the agent runs.",
    };
  },
};
