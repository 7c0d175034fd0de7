import { doubledNames } from "../../fleet/copies";
import { isBackup, type RelationshipView, type Side } from "../../fleet/fleet";
import { guardClasses } from "../../fleet/guards";
import { otherNames } from "../../fleet/other-names";
import { lacksRole, vacantRoles } from "../../fleet/roles";
import { backupsOf, clearSides, majority, membersKnown } from "../../fleet/sides";
import { misnamed, misplaced } from "../../fleet/strangers";
import { enumerate, plain } from "../../words";
import { LIST_ALIKE, otherName } from "../other-name";
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
    // Who leaves somebody out, as its own file shows, has not the list that others should have.
    const whole = active.filter((side) => side.own !== undefined && !lacksRole(side));
    const reference = majority(whole.length > 0 ? whole : active, (side) =>
      [...namesOf(side, backups)].sort(),
    );
    if (reference === undefined) return;
    for (const side of sides) {
      if (side === reference) continue;
      // An entry by another name than the server's own is its own: told elsewhere.
      if (isItself(side, reference, backups)) continue;
      const only = (left: Side, right: Side) =>
        lacking(left, right, backups).filter((name) => !own.has(name));
      // That a server is missing among its own members, or its entry is misnamed, is told elsewhere.
      const own = new Set([side, reference].flatMap((one) => ownNames(one, relationship)));
      const [extra, absent] = [only(side, reference), only(reference, side)];
      // A name that a server uses twice is told as that.
      if (extra.some((name) => isDoubled(side, name))) continue;
      if (absent.some((name) => isDoubled(reference, name))) continue;
      // So is a role that nobody has.
      const vacant = side.own && extra.length === 0 ? vacantRoles(side) : [];
      const missing = absent.filter((name) => !vacant.includes(roleOf(name, reference) ?? "")).map(plain);
      if (extra.length + missing.length === 0) continue;
      const other = reference.server.name;
      const message =
        extra.length > 0 && missing.length > 0
          ? `it lists ${enumerate(extra.map(plain))} where ${other} lists ${enumerate(missing)}.`
          : extra.length > 0
            ? `it lists ${enumerate(extra.map(plain))}, and ${other} does not.`
            : `it does not list ${enumerate(missing)}, and ${other} does.`;
      yield {
        server: side.server,
        path: [...side.path, "peers"],
        message,
        remedy: `${LIST_ALIKE}${nameInUse(extra, absent, side, reference)}.`,
      };
    }
  },
  /** Servers that dial each other and share no name at all, so that they look like two relationships. */
  *fleet(fleet) {
    for (const one of otherNames(fleet)) {
      // So is whoever lists the members of another relationship than its own.
      const homes = [one.side, one.owner].map((side) => misplaced(fleet).get(side));
      if (homes[0] === one.ownerRelationship || homes[1] === one.relationship) continue;
      if (!one.works) yield otherName(one, `${LIST_ALIKE}.`);
    }
  },
};

/** By which of its two names the servers refer to a member, where they do so by one: the other is to be changed. */
function nameInUse([ours, ...more]: string[], [theirs, ...others]: string[], a: Side, b: Side): string {
  if (ours === undefined || theirs === undefined || more.length + others.length > 0) return "";
  if (roleOf(ours, a) !== roleOf(theirs, b)) return "";
  const servers = [a.server, b.server];
  const used = [ours, theirs].flatMap((name) => {
    if (servers.some(({ subnets }) => subnets.some(({ haServerName }) => haServerName === name)))
      return [`: ha-server-name says ${plain(name)}`];
    return servers.some((server) => guardClasses(server).has(`HA_${name}`))
      ? [`: guards name class HA_${plain(name)}`]
      : [];
  });
  return used.length === 1 ? used[0]! : "";
}

function isDoubled({ server }: Side, name: string): boolean {
  return doubledNames(server).has(name);
}

/** The names that one server lists, and another one does not. */
function lacking(left: Side, right: Side, backups: ReadonlySet<string>): string[] {
  const known = namesOf(right, backups);
  return [...namesOf(left, backups)].filter((name) => !known.has(name));
}

/** Whether a server that does not find itself differs by one entry only, where the other one lists it. */
function isItself(side: Side, reference: Side, backups: ReadonlySet<string>): boolean {
  const [extra, absent] = [lacking(side, reference, backups), lacking(reference, side, backups)];
  return side.own === undefined && extra.length === 1 && absent.join("\0") === side.self?.trim();
}

/** What a server that does not find itself calls itself, and its entry. */
function ownNames(side: Side, relationship: RelationshipView): (string | undefined)[] {
  return side.own ? [] : [side.self, misnamed(side, relationship)?.peer.name?.trim()];
}

function roleOf(name: string, { peers }: Side): string | undefined {
  return peers.find((peer) => peer.name?.trim() === name)?.role;
}

/** The names that must be alike: nobody beats a backup. Spaces around one are told elsewhere. */
function namesOf({ peers }: Side, backups: ReadonlySet<string>): Set<string> {
  return new Set(peers.flatMap(({ name }) => (backups.has(name!) ? [] : name!.trim())));
}
