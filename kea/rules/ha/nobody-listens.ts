import { agentOf, notForwarded } from "../../fleet/control-agent";
import { httpAddress, lacksUnixSocket } from "../../fleet/control-sockets";
import type { Side } from "../../fleet/fleet";
import { missedBy, takerFor, unheard } from "../../fleet/shared-sockets";
import { isMultiThreaded, urlOf } from "../../fleet/sides";
import { FAMILIES } from "../../model/family";
import { plain, plainUrl } from "../../words";
import { ownListener } from "../own-listener";
import type { Rule } from "../rule";

export const nobodyListens: Rule = {
  code: "KEAHA049",
  name: "nobody-listens",
  severity: "error",
  reason:
    "Without a listener of its own a server is reached only where a control socket or agent has its URL's port.",
  source: "Kea manual, Multi-Threaded Configuration (HA+MT): DHCP multi-threading off turns the listener off",
  *member(side) {
    const { own, server } = side;
    if (own === undefined || !unheard(server).includes(side)) return;
    // Where an agent has the address, a socket cannot take it.
    const socket = typeof takerFor(side) === "object" ? undefined : missedBy(side);
    if (socket !== undefined) {
      yield {
        path: socket.path,
        message: `${server.host} has no listener of its own for HA, and its control socket with the port of ${plainUrl(own.url!)} listens on ${plain(socket.address)}.`,
        remedy: `Give it the socket-address ${urlOf(own)!.address}, or ${ownListener(side)}.`,
      };
      return;
    }
    const agent = agentFault(side);
    const isOff = isMultiThreaded(server) === false;
    // What one key of the server switches off is told once.
    const alike = isOff && agent === undefined ? unheard(server).filter(isReachedByNothing) : [side];
    if (alike[0] !== side) return;
    const more = alike.length > 1 ? ` (and at ${alike.length - 1} more)` : "";
    yield {
      path: isOff
        ? [FAMILIES[server.family].root, "multi-threading", "enable-multi-threading"]
        : [...own.path, "url"],
      message: `${server.host} has no listener of its own for HA, and ${agent?.problem ?? `nothing else listens at ${plainUrl(own.url!)}${more}`}.`,
      remedy: agent
        ? `${agent.mend}; or ${ownListener(side)}.`
        : "Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
    };
  },
};

/** Whether neither a control socket nor an agent is there that could be moved to its URL. */
function isReachedByNothing(side: Side): boolean {
  return missedBy(side) === undefined && agentFault(side) === undefined;
}

/** What keeps the control agent, whose file is known, from taking the messages of partners. */
function agentFault({ server, own }: Side): { problem: string; mend: string } | undefined {
  const [agent, url] = [agentOf(server), urlOf(own)];
  if (agent === undefined || url === undefined) return undefined;
  const who = `the control agent, which would take what is sent to ${plainUrl(own!.url!)},`;
  const passing = notForwarded(server);
  const at = httpAddress(agent.map);
  if (passing === undefined) {
    return {
      problem: `${who} listens ${at ? `on ${plain(at.address)} port ${at.port}` : "elsewhere"}`,
      mend: `Give it http-host ${url.address} and http-port ${url.port}`,
    };
  }
  const { service, daemon } = FAMILIES[server.family];
  return {
    problem: `${who} ${passing}`,
    mend: lacksUnixSocket(server)
      ? `Give ${daemon} a unix control socket, and the agent's control-sockets a ${service} with its path`
      : `Give its control-sockets a ${service} with the path of ${daemon}'s`,
  };
}
