import { unheard } from "../../fleet/shared-sockets";
import { hasListener } from "../../fleet/sides";
import type { Rule } from "../rule";

export const sharedListener: Rule = {
  code: "KEAHA050",
  name: "shared-listener",
  severity: "warning",
  reason:
    "Several relationships are made for a listener each; with one control socket for all, nobody has tried.",
  source: "Kea manual, Hub and Spoke Configuration",
  *server(server) {
    const [first, ...others] = server.sides.filter((side) => hasListener(side) === false);
    if (first === undefined || others.length === 0 || unheard(server).length > 0) return;
    yield {
      path: [...first.path, "multi-threading"],
      message: `${server.host} has no listener of its own for ${others.length + 1} of its relationships: one control socket serves them.`,
      remedy:
        "Leave enable-multi-threading (of the server and of the relationship) and http-dedicated-listener at true.",
    };
  },
};
