import { missedBy, unheard } from "../../fleet/shared-sockets";
import { urlOf } from "../../fleet/sides";
import { plain, plainUrl } from "../../words";
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
    const socket = missedBy(side);
    if (socket !== undefined) {
      yield {
        path: socket.path,
        message: `${server.host} has no listener of its own for HA, and its control socket with the port of ${plainUrl(own.url!)} listens on ${plain(socket.address)}.`,
        remedy: `Give it the socket-address ${urlOf(own)!.address}, or leave http-dedicated-listener at true.`,
      };
      return;
    }
    yield {
      path: [...own.path, "url"],
      message: `${server.host} has no listener of its own for HA, and nothing else listens at ${plainUrl(own.url!)}.`,
      remedy:
        "Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
    };
  },
};
