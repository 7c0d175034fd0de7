import { lacksSocket, topOf } from "../../fleet/control-sockets";
import type { Rule } from "../rule";

export const noControlSocket: Rule = {
  code: "KEAHA091",
  name: "no-control-socket",
  severity: "error",
  reason: "Kea takes a configuration without control socket, and after that no rollout reaches it any more.",
  source: "config-set accepts it (measured on Kea 3.0.4)",
  *server(server) {
    if (server.where === undefined || !lacksSocket(server)) return;
    yield {
      path: [topOf(server)],
      message: `${server.host} would have no control socket.`,
      remedy: "Leave the control sockets as they are made; add others with httpControlSockets.",
    };
  },
};
