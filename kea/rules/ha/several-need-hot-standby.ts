import type { Rule } from "../../findings";

export const severalNeedHotStandby: Rule = {
  code: "KEAHA005",
  name: "several-need-hot-standby",
  severity: "error",
  reason: "Kea takes several relationships in one server only when all of them are hot-standby.",
  *check({ servers, relationships }) {
    for (const server of servers) {
      if (server.sides.length < 2) continue;
      for (const side of server.sides) {
        if (side.mode === undefined || side.mode === "hot-standby") continue;
        const relationship = relationships.find((r) => r.sides.includes(side));
        yield {
          server: server.name,
          relationship: relationship?.name,
          where: relationship?.where ?? server.where,
          path: [...side.path, "mode"],
          message: `its mode is ${side.mode}, and ${server.host} is in ${server.sides.length} relationships: Kea allows that in mode hot-standby only.`,
          remedy: `Make it hot-standby, or take ${server.host} out of its other relationships.`,
        };
      }
    }
  },
};
