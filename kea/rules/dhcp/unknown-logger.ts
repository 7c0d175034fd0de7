import { labelOf } from "../../fleet/labels";
import { hasLogger } from "../../fleet/loggers";
import { isMap, text } from "../../json";
import { FAMILIES } from "../../model/family";
import { DAEMONS } from "../../schema/daemons";
import type { Rule } from "../rule";

export const unknownLogger: Rule = {
  code: "KEAHA088",
  name: "unknown-logger",
  severity: "warning",
  reason:
    "Kea starts with a logger that it does not have, and its messages are missing when they are needed.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  kinds: ["logger"],
  *place(place, server) {
    const name = text(place.map.name);
    if (name === undefined || hasLogger(server, name)) return;
    // Of another program in the same file, which is told as that.
    const others = [...DAEMONS].filter(([root]) => isMap(server.config) && root in server.config);
    if (others.some(([, other]) => name === other || name.startsWith(`${other}.`))) return;
    const { daemon } = FAMILIES[server.family];
    yield {
      path: [...place.path, "name"],
      message: `${labelOf(place)} is no logger of ${daemon}.`,
      remedy: `Use ${daemon}, or ${daemon}.NAME.`,
    };
  },
};
