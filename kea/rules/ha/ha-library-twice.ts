import { haLibraries } from "../../fleet/hooks";
import { times } from "../../words";
import type { Rule } from "../rule";

export const haLibraryTwice: Rule = {
  code: "KEAHA033",
  name: "ha-library-twice",
  severity: "error",
  reason: "Kea refuses a second HA library: a server has one list of relationships.",
  source: "Kea 3.0.4: a relationship already exists, also for other names",
  *server(server) {
    const loaded = haLibraries(server);
    if (loaded.length < 2) return;
    yield {
      path: [...loaded[1]!.path, "library"],
      message: `libdhcp_ha.so is loaded ${times(loaded.length)}.`,
      remedy: "Load it once, with all relationships in its list.",
    };
  },
};
