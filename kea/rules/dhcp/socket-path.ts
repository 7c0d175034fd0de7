import { socketsOf, unixPath } from "../../fleet/control-sockets";
import { plain } from "../../words";
import type { Rule } from "../rule";

/** Characters of a unix socket's path: what the kernel takes, less the end mark. */
const LONGEST = 107;

export const socketPath: Rule = {
  code: "KEAHA089",
  name: "socket-path",
  severity: "error",
  reason:
    "The kernel takes no longer path of a unix socket, and Kea notices only when it has given up the old one.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    for (const place of socketsOf(server)) {
      const path = unixPath(place);
      if (path === undefined) continue;
      // No character takes more than three bytes of its code units.
      const length = path.length * 3 > LONGEST ? new TextEncoder().encode(path).length : path.length;
      if (length <= LONGEST) continue;
      yield {
        path: [...place.path, "socket-name"],
        message: `the path of the control socket, ${plain(path)}, is ${length} bytes long.`,
        remedy: `Unix allows ${LONGEST}: use a shorter name.`,
      };
    }
  },
};
