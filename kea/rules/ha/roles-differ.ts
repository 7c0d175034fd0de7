import { isBackup } from "../../fleet/fleet";
import { memberLabel } from "../../fleet/ha-maps";
import { areCrossed } from "../../fleet/names";
import { MODES, mustBeHotStandby, ROLES } from "../../fleet/roles";
import { clearSides, concerns, majority } from "../../fleet/sides";
import { enumerate, plain } from "../../words";
import type { Rule } from "../rule";

export const rolesDiffer: Rule = {
  code: "KEAHA041",
  name: "roles-differ",
  severity: "error",
  reason: "Kea never compares roles and modes: with two primaries both serve, with two standbys nobody does.",
  source: "measured on Kea 3.0.4: a role flip on one side only",
  *relationship(relationship) {
    const sides = clearSides(relationship);
    const reference = majority(sides, (side) => [
      side.mode,
      side.peers.map(({ name, role }) => `${name} ${role}`).sort(),
    ]);
    for (const side of sides) {
      if (reference === undefined || side === reference) continue;
      const other = reference.server.name;
      const remedy = "Give every server the same mode and roles.";
      const { mode } = side;
      const known = [mode, reference.mode].every((one) => one !== undefined && MODES.has(one));
      if (known && mode !== reference.mode && !isBackup(side)) {
        // Which of them is wrong is known, and told elsewhere.
        if ([side, reference].some(mustBeHotStandby)) continue;
        yield {
          server: side.server,
          path: [...side.path, "mode"],
          message: `its mode is ${plain(mode!)}, and ${plain(reference.mode!)} on ${other}.`,
          remedy,
        };
        // Another mode has other roles.
        continue;
      }
      const expected = new Map(reference.peers.map(({ name, role }) => [name, role]));
      const different = concerns(side).filter(({ name, role }) => {
        const known = name === undefined ? undefined : expected.get(name);
        return (
          // A word that is no role is told elsewhere.
          [role, known].every((one) => one !== undefined && ROLES.includes(one)) &&
          role !== known &&
          !areCrossed(side, reference, name!)
        );
      });
      if (different.length === 0) continue;
      const roles = different.map(
        (peer) =>
          `${memberLabel(peer)} is ${plain(peer.role!)} (${plain(expected.get(peer.name)!)} on ${other})`,
      );
      yield {
        server: side.server,
        path: [...different[0]!.path, "role"],
        message: `${enumerate(roles)}.`,
        remedy,
      };
    }
  },
};
