import { agentOf, notForwarded } from "../../fleet/control-agent";
import { httpAddress, lacksUnixSocket } from "../../fleet/control-sockets";
import type { Side } from "../../fleet/fleet";
import { missedBy, takerFor, unheard } from "../../fleet/shared-sockets";
import { urlOf } from "../../fleet/sides";
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
    yield {
      path: [...own.path, "url"],
      message: `${server.host} has no listener of its own for HA, and ${agent?.problem ?? `nothing else listens at ${plainUrl(own.url!)}`}.`,
      remedy: agent
        ? `${agent.mend}; or ${ownListener(side)}.`
        : "Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
    };
  },
};

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
