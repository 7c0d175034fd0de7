import { lacksSocket, topOf } from "../../fleet/control-sockets";
import type { Rule } from "../rule";

export const unmanagedServer: Rule = {
  code: "KEAHA092",
  name: "unmanaged-server",
  severity: "warning",
  reason:
    "A server without control socket cannot be asked for its state, nor be given another configuration.",
  source: 'Kea manual, "Management API for the DHCPv4 Server"',
  *server(server) {
    // What is declared here is held to more.
    if (server.where !== undefined || server.sides.length === 0 || !lacksSocket(server)) return;
    yield {
      path: [topOf(server)],
      message: `${server.host} has no control socket.`,
      remedy: "Give it a unix control socket.",
    };
  },
};
