import { mustBeHotStandby } from "../../fleet/roles";
import { enumerate } from "../../words";
import type { Rule } from "../rule";

export const severalNeedHotStandby: Rule = {
  code: "KEAHA005",
  name: "several-need-hot-standby",
  severity: "error",
  reason: "Kea takes several relationships in one server only when all of them are hot-standby.",
  source: "HAConfigParser::validateRelationships",
  *relationship(relationship) {
    const [first, ...others] = relationship.sides.filter(mustBeHotStandby);
    if (first === undefined) return;
    const hosts = [...new Set([first, ...others].map(({ server }) => server.host))];
    const count = hosts.length === 1 ? `is in ${first.server.sides.length}` : "are in several";
    yield {
      server: first.server,
      path: [...first.path, "mode"],
      message: `its mode is ${first.mode}, and ${enumerate(hosts)} ${count} relationships: Kea allows that in mode hot-standby only.`,
      remedy: `Make it hot-standby, or take ${enumerate(hosts)} out of ${hosts.length === 1 ? "its" : "their"} other relationships.`,
    };
  },
};
