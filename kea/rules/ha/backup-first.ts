import type { Rule } from "../../findings";

export const backupFirst: Rule = {
  code: "KEAHA013",
  name: "backup-first",
  severity: "error",
  reason:
    "Kea's switch for the whole server belongs to the first relationship: a backup keeps it off for all.",
  *check({ servers, relationships }) {
    for (const server of servers) {
      const backup = server.sides.map((side) =>
        side.peers.some((p) => p.name === side.self && p.role === "backup"),
      );
      const last = backup.lastIndexOf(false);
      for (const [index, side] of server.sides.entries()) {
        if (!backup[index] || index > last) continue;
        const relationship = relationships.find((r) => r.sides.includes(side));
        yield {
          server: server.name,
          relationship: relationship?.name,
          where: relationship?.where ?? server.where,
          path: side.path,
          message: `${server.host} is a backup here and active in a relationship listed later: it would never serve anybody.`,
          remedy: "List the relationships in which it is a backup last.",
        };
      }
    }
  },
};
