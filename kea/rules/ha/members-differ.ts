import { isBackup, type Side } from "../../fleet/fleet";
import { otherNames } from "../../fleet/other-names";
import { backupsOf, clearSides, majority, membersKnown } from "../../fleet/sides";
import { misnamed } from "../../fleet/strangers";
import { enumerate, plain, plainUrl } from "../../words";
import type { Rule } from "../rule";

export const membersDiffer: Rule = {
  code: "KEAHA040",
  name: "members-differ",
  severity: "error",
  reason:
    "Kea refuses messages of a partner that calls itself by a name it does not know: both go partner-down, and both serve.",
  source: "HAImpl::heartbeatHandler; measured on Kea 3.0.4",
  /** Servers of one relationship that list different members. */
  *relationship(relationship) {
    const sides = clearSides(relationship).filter(membersKnown);
    const backups = backupsOf(relationship);
    const active = sides.filter((side) => !isBackup(side));
    const reference = majority(active, (side) => [...namesOf(side, backups)].sort());
    if (reference === undefined) return;
    for (const side of sides) {
      if (side === reference) continue;
      const only = (left: Side, right: Side) => {
        const known = namesOf(right, backups);
        return [...namesOf(left, backups)].filter((name) => !known.has(name)).map(plain);
      };
      const entry = misnamed(side, relationship)?.peer.name;
      const [found, absent] = [only(side, reference), only(reference, side)];
      // What it calls itself is told elsewhere.
      const extra = found.filter((name) => entry === undefined || name !== plain(entry));
      // That a server is missing among its own members is told elsewhere.
      const missing = absent.filter((name) => side.own !== undefined || name !== plain(side.self ?? ""));
      if (extra.length + missing.length === 0) continue;
      const other = reference.server.name;
      const message =
        extra.length > 0 && missing.length > 0
          ? `it lists ${enumerate(extra)} where ${other} lists ${enumerate(missing)}.`
          : extra.length > 0
            ? `it lists ${enumerate(extra)}, and ${other} does not.`
            : `it does not list ${enumerate(missing)}, and ${other} does.`;
      yield {
        server: side.server,
        path: [...side.path, "peers"],
        message,
        remedy: "List the same members, by the same names, on every server.",
      };
    }
  },
  /** Servers that dial each other and share no name at all, so that they look like two relationships. */
  *fleet(fleet) {
    for (const { relationship, side, peer, owner, works } of otherNames(fleet)) {
      if (works) continue;
      yield {
        relationship,
        server: side.server,
        path: [...peer.path, "name"],
        message: `it dials ${plain(peer.name!)} at ${plainUrl(peer.url!)}, where ${owner.server.name} calls itself ${plain(owner.self!)}.`,
        remedy: "List the same members, by the same names, on every server.",
      };
    }
  },
};

/** The names that must be alike: nobody beats a backup. Spaces around one are told elsewhere. */
function namesOf({ peers }: Side, backups: ReadonlySet<string>): Set<string> {
  return new Set(peers.flatMap(({ name }) => (backups.has(name!) ? [] : name!.trim())));
}
