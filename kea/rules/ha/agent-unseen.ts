import { controlSockets } from "../../fleet/control-sockets";
import type { Side } from "../../fleet/fleet";
import { takerFor, unheard } from "../../fleet/shared-sockets";
import { hasListener, isCalledThroughSocket, isMultiThreaded, urlOf } from "../../fleet/sides";
import { plainUrl } from "../../words";
import type { Rule } from "../rule";

export const agentUnseen: Rule = {
  code: "KEAHA172",
  name: "agent-unseen",
  severity: "warning",
  reason:
    "A server whose listener is off, while its partner needs no control agent, is reached only if one is there: else both serve.",
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
    const other = others.find((one) => hasListener(one) === true) ?? others.find(hasOwnSocket);
    if (other === undefined) return;
    const isBySocket = hasListener(other) !== true;
    const lacks = isBySocket
      ? "has neither a listener of its own for HA nor a control socket at its URL"
      : "has no listener of its own for HA";
    yield {
      path: [...own.path, "url"],
      message: `${server.host} ${lacks}, as ${other.server.name} has: only a control agent at ${plainUrl(own.url)} takes what its partners send.`,
      remedy: isBySocket
        ? `Give it a control socket with socket-address ${urlOf(own)!.address} and socket-port ${urlOf(own)!.port}, or make sure that the agent runs.`
        : "Leave enable-multi-threading and http-dedicated-listener at true, as its partner does, or make sure that the agent runs.",
    };
  },
};

/** Whether the partners of a server reach a control socket of its own. */
function hasOwnSocket(side: Side): boolean {
  if (!isCalledThroughSocket(side)) return false;
  const taker = takerFor(side);
  return typeof taker === "object" && taker.kind === "control-socket";
}
