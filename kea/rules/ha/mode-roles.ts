import type { Rule } from "../../findings";

/** Which roles a mode needs once, and which it cannot have. */
const ROLES: Readonly<Record<string, { needs: readonly string[]; refuses: readonly string[] }>> = {
  "hot-standby": { needs: ["primary", "standby"], refuses: ["secondary"] },
  "load-balancing": { needs: ["primary", "secondary"], refuses: ["standby"] },
  "passive-backup": { needs: ["primary"], refuses: ["secondary", "standby"] },
};

export const modeRoles: Rule = {
  code: "KEAHA006",
  name: "mode-roles",
  severity: "error",
  reason: "Kea refuses a relationship whose members do not fit its mode.",
  *check({ relationships }) {
    for (const { name, where, sides } of relationships) {
      const side = sides[0];
      if (side === undefined) continue;
      const at = { server: side.server.name, relationship: name, where, path: [...side.path, "peers"] };
      const known = ROLES[side.mode ?? ""];
      if (side.mode !== undefined && !known) {
        yield {
          ...at,
          path: [...side.path, "mode"],
          message: `its mode is ${side.mode}.`,
          remedy: `Use one of ${Object.keys(ROLES).join(", ")}.`,
        };
      }
      if (!known) continue;
      const remedy = `A ${side.mode} relationship has one ${known.needs.join(" and one ")}, and may have backups.`;
      const named = (role: string) =>
        side.peers.filter((peer) => peer.role === role).map((peer) => peer.name ?? "?");
      for (const role of known.needs) {
        const members = named(role);
        if (members.length === 0) yield { ...at, message: `it is ${side.mode} and has no ${role}.`, remedy };
        if (members.length > 1)
          yield { ...at, message: `${members.join(" and ")} are all its ${role}.`, remedy };
      }
      for (const role of known.refuses) {
        for (const member of named(role))
          yield { ...at, message: `it is ${side.mode}, and ${member} is its ${role}.`, remedy };
      }
      for (const peer of side.peers) {
        if (peer.role === undefined || ["primary", "secondary", "standby", "backup"].includes(peer.role))
          continue;
        yield {
          ...at,
          path: [...peer.path, "role"],
          message: `the role of ${peer.name} is ${peer.role}.`,
          remedy: "Use one of primary, secondary, standby, backup.",
        };
      }
    }
  },
};
