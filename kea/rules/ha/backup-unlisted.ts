import { isBackup, type Peer, type Side } from "../../fleet/fleet";
import { listDifferences } from "../../fleet/member-lists";
import { backupsOf, clearSides, membersKnown } from "../../fleet/sides";
import { arePlacedAlike, placeOf } from "../../fleet/urls";
import { enumerate, plain, plainUrl } from "../../words";
import { LIST_ALIKE } from "../other-name";
import type { Rule } from "../rule";

export const backupUnlisted: Rule = {
  code: "KEAHA163",
  name: "backup-unlisted",
  severity: "warning",
  reason: "A server sends its leases to the backups that it lists: others do not know them.",
  source: "HAService::asyncSendLeaseUpdates, which goes by URLs; nobody beats a backup",
  *relationship(relationship) {
    const sides = clearSides(relationship).filter(membersKnown);
    const selves = new Set(sides.map(({ self }) => self));
    const told = new Set<string>();
    const backups = backupsOf(relationship);
    // A backup that does not list itself is one, too.
    for (const side of sides.filter((one) => !isBackup(one) && !backups.has(one.self ?? ""))) {
      const missing: Listed[] = [];
      for (const entry of listedElsewhere(side, sides, backups)) {
        const twin = side.peers.find((peer) => peer.role === "backup" && arePlacedAlike(peer, entry.peer));
        if (twin === undefined) {
          missing.push(entry);
          continue;
        }
        // Who calls it as it calls itself is right: the others are told.
        const names = [twin.name, entry.peer.name].sort().join("\0");
        if (selves.has(twin.name) || told.has(names)) continue;
        told.add(names);
        const { side: by, peer } = entry;
        yield {
          server: side.server,
          path: [...twin.path, "name"],
          message: `the backup at ${plainUrl(twin.url!)} is ${plain(twin.name!)} here, and ${by.server.name} ${peer === by.own ? "calls itself" : "lists it as"} ${plain(peer.name!)}.`,
          remedy: `Leases get there. ${LIST_ALIKE}: tools take them for two.`,
        };
      }
      if (missing.length === 0) continue;
      const [are, get] = missing.length === 1 ? ["is a backup", "gets"] : ["are backups", "get"];
      // Where it is not known, it may be one of those that are listed.
      const isSure = missing.every(({ peer }) => placeOf(peer) !== undefined);
      yield {
        server: side.server,
        path: [...side.path, "peers"],
        message: `it does not list ${enumerate(missing.map(({ peer }) => plain(peer.name!)))}, which ${are} of the relationship elsewhere${isSure ? ` and ${get} none of its leases` : ""}.`,
        remedy: `${LIST_ALIKE}.`,
      };
    }
    for (const { side, reference, extra, missing, works } of listDifferences(relationship)) {
      if (!works) continue;
      yield {
        server: side.server,
        path: [...side.path, "peers"],
        message: `this backup lists ${enumerate(extra.map(plain))} where ${reference.server.name} lists ${enumerate(missing.map(plain))}.`,
        remedy: `Leases get here. ${LIST_ALIKE}: tools take them for two.`,
      };
    }
  },
};

/** A member as a server lists it. */
interface Listed {
  readonly side: Side;
  readonly peer: Peer;
}

/** The backups that a server does not list by their names, each as it lists itself, or else as another one does. */
function listedElsewhere({ peers }: Side, sides: readonly Side[], backups: ReadonlySet<string>): Listed[] {
  const names = [...backups].filter((name) => !peers.some((peer) => peer.name === name));
  return names.flatMap((name) => {
    const all = sides.flatMap((side) =>
      side.peers.flatMap((peer) => (peer.name === name ? [{ side, peer }] : [])),
    );
    return all.find(({ side, peer }) => peer === side.own) ?? all.slice(0, 1);
  });
}
