import { controlSockets, hasHttp, hasUnknownSocket } from "../../fleet/control-sockets";
import type { Side } from "../../fleet/fleet";
import type { Place } from "../../fleet/places";
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
  source: "Kea manual, Multi-Threaded Configuration (HA+MT); measured on Kea 3.0.4",
  *member(side, { sides }) {
    const { own, server } = side;
    if (own?.url === undefined || !isCalledThroughSocket(side)) return;
    // One agent cannot be at the URLs of several relationships: where that leaves one unheard, it is told as that.
    if (isMultiThreaded(server) === false && unheard(server).length > 0) return;
    if (unheard(server).includes(side) || typeof takerFor(side) !== "string") return;
    // At another address of the host, behind a translation, a control socket may take it.
    if (controlSockets(server).some(({ port }) => port === urlOf(own)?.port)) return;
    const others = sides.filter((one) => one !== side);
    const other = others.find((one) => hasListener(one) === true) ?? others.find(socketOf);
    const url = plainUrl(own.url);
    const path = [...own.path, "url"];
    if (other === undefined) {
      // Up to 2.6 that is how HA was before it had listeners.
      if (!hasHttp(server) || hasUnknownSocket(server)) return;
      yield {
        path,
        message: `${server.host} has neither a listener of its own for HA nor an HTTP control socket at ${url}: only a control agent there takes what its partners send.`,
        remedy:
          "Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true, give it an HTTP control socket at that address and port, or make sure that the agent runs.",
      };
      return;
    }
    const isBySocket = hasListener(other) !== true;
    const lacks = isBySocket
      ? "has neither a listener of its own for HA nor an HTTP control socket at its URL"
      : "has no listener of its own for HA";
    yield {
      path,
      message: `${server.host} ${lacks}, as ${other.server.name} has: only a control agent at ${url} takes what its partners send.`,
      remedy: isBySocket
        ? `Give it an HTTP control socket (socket-type ${socketOf(other)!.map["socket-type"] === "https" ? "https" : "http"}) with socket-address ${urlOf(own)!.address} and socket-port ${urlOf(own)!.port}, or make sure that the agent runs.`
        : "Leave enable-multi-threading and http-dedicated-listener at true, as its partner does, or make sure that the agent runs.",
    };
  },
};

/** The control socket of a server's own that its partners reach. */
function socketOf(side: Side): Place | undefined {
  const taker = isCalledThroughSocket(side) ? takerFor(side) : undefined;
  return typeof taker === "object" && taker.kind === "control-socket" ? taker : undefined;
}
