import { isHttp, lacksHttp, socketsOf } from "../../fleet/control-sockets";
import { labelOf } from "../../fleet/labels";
import type { Rule } from "../rule";

export const noHttpSockets: Rule = {
  code: "KEAHA114",
  name: "no-http-sockets",
  severity: "error",
  reason: "Up to 2.6 a server has no HTTP control sockets of its own.",
  source: "measured on Kea 2.6.3",
  *server(server) {
    if (!lacksHttp(server)) return;
    for (const place of socketsOf(server).filter(isHttp)) {
      yield {
        path: [...place.path, "socket-type"],
        message: `${labelOf(place)} is one that Kea ${server.kea} does not have.`,
        remedy: "Use a unix socket, and the control agent for HTTP.",
      };
    }
  },
};
