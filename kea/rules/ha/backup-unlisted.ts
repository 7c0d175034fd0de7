import { backupsOf, clearSides, membersKnown } from "../../fleet/sides";
import { isBackup } from "../../fleet/fleet";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

export const backupUnlisted: Rule = {
  code: "KEAHA163",
  name: "backup-unlisted",
  severity: "warning",
  reason: "A server sends its leases to the backups that it lists: others do not know them.",
  source: "HAService::asyncSendLeaseUpdates; nobody beats a backup",
  *relationship(relationship) {
    const known = backupsOf(relationship);
    // A backup that does not list itself is one, too.
    const sides = clearSides(relationship).filter(
      (side) => membersKnown(side) && !isBackup(side) && !known.has(side.self ?? ""),
    );
    const backups = [...known];
    for (const side of sides) {
      const listed = new Set(side.peers.map(({ name }) => name));
      const missing = backups.filter((name) => !listed.has(name)).map(plain);
      if (missing.length === 0) continue;
      const [are, get] = missing.length === 1 ? ["is a backup", "gets"] : ["are backups", "get"];
      yield {
        server: side.server,
        path: [...side.path, "peers"],
        message: `it does not list ${enumerate(missing)}, which ${are} of the relationship elsewhere and ${get} none of its leases.`,
        remedy: "List the same members, by the same names, on every server.",
      };
    }
  },
};
