import { labelOf } from "../../fleet/labels";
import { hasLogger } from "../../fleet/loggers";
import { text } from "../../json";
import { FAMILIES } from "../../model/family";
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
    const { daemon } = FAMILIES[server.family];
    yield {
      path: [...place.path, "name"],
      message: `${labelOf(place)} is no logger of ${daemon}.`,
      remedy: `Use ${daemon}, or ${daemon}.NAME.`,
    };
  },
};
