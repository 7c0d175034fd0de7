import { socketsOf, unixPath } from "../../fleet/control-sockets";
import type { Server } from "../../fleet/fleet";
import { FAMILIES } from "../../model/family";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const unixSocketClash: Rule = {
  code: "KEAHA152",
  name: "unix-socket-clash",
  severity: "error",
  reason:
    "Kea locks its unix control socket: of two servers with the same one, the second ends when it starts.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *fleet({ servers }) {
    const taken = new Map<string, Server>();
    for (const server of servers) {
      for (const place of socketsOf(server)) {
        const path = unixPath(place);
        if (path === undefined) continue;
        const key = `${server.host} ${path}`;
        const other = taken.get(key);
        if (other === undefined) taken.set(key, server);
        // Two in one configuration are another mistake.
        if (other === undefined || other === server) continue;
        yield {
          server,
          path: [...place.path, "socket-name"],
          message: `the unix control socket is ${plain(path)}, and so is that of ${other.name}: they cannot run at the same time.`,
          remedy: `Give each a socket of its own, for example ${FAMILIES[server.family].socket} for ${FAMILIES[server.family].daemon}.`,
        };
      }
    }
  },
};
