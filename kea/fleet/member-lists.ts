/** Where the servers of a relationship list different members. */
import { oncePer } from "../remember";
import { doubledNames } from "./copied-relationships";
import { isBackup, type Peer, type RelationshipView, type Side } from "./fleet";
import { lacksRole, vacantRoles } from "./roles";
import { backupsOf, clearSides, majority, membersKnown } from "./sides";
import { misnamed } from "./unlisted-servers";

/** A server that lists otherwise than most others that serve. */
export interface ListDifference {
  readonly side: Side;
  readonly reference: Side;
  /** What it lists and the other one does not. */
  readonly extra: readonly string[];
  /** What the other one lists and it does not. */
  readonly absent: readonly string[];
  /** The same, but for whoever's role it gives to nobody, which is told as that. */
  readonly missing: readonly string[];
  /** Whether it only records, by names of its own: it calls nobody, and nobody tells it a name. */
  readonly works: boolean;
}

/** All of them, but for what is told elsewhere. */
export const listDifferences = oncePer((relationship: RelationshipView): readonly ListDifference[] => {
  const sides = clearSides(relationship).filter(membersKnown);
  const backups = backupsOf(relationship);
  const active = sides.filter((side) => !isBackup(side));
  // Who leaves somebody out, as its own file shows, has not the list that others should have.
  const whole = active.filter((side) => side.own !== undefined && !lacksRole(side));
  const reference = majority(whole.length > 0 ? whole : active, (side) => [...namesOf(side, backups)].sort());
  if (reference === undefined) return [];
  return sides.flatMap((side): ListDifference[] => {
    if (side === reference || areAlike(side, reference, backups)) return [];
    // An entry by another name than the server's own is its own: told elsewhere.
    if (isItself(side, reference, backups)) return [];
    const only = (left: Side, right: Side) => lacking(left, right, backups).filter((name) => !own.has(name));
    // That a server is missing among its own members, or its entry is misnamed, is told elsewhere.
    const own = new Set([side, reference].flatMap((one) => ownNames(one, relationship)));
    const [extra, absent] = [only(side, reference), only(reference, side)];
    // A name that a server uses twice is told as that.
    if (extra.some((name) => isDoubled(side, name))) return [];
    if (absent.some((name) => isDoubled(reference, name))) return [];
    // So is an empty name, in the place of the one that is missing.
    const lists = [extra, absent];
    if (
      lists.some((names) => names.length === 1 && names[0] === "") &&
      lists.every(({ length }) => length < 2)
    )
      return [];
    // So is a role that nobody has.
    const vacant = side.own && extra.length === 0 ? vacantRoles(side) : [];
    const missing = absent.filter((name) => !vacant.includes(peerOf(reference, name)?.role ?? ""));
    if (extra.length + missing.length === 0) return [];
    const works = extra.length === missing.length && onlyRecords(side, sides);
    // Those that serve are told of each other.
    if (works && active.some((one) => areAlike(one, side, backups))) return [];
    return [{ side, reference, extra, absent, missing, works }];
  });
});

/** A member by its name, spaces around it aside. */
export function peerOf({ peers }: Side, name: string): Peer | undefined {
  return peers.find((peer) => peer.name?.trim() === name);
}

/** Whether a server is a backup, as it says itself and so does everybody who lists it. */
function onlyRecords(side: Side, sides: readonly Side[]): boolean {
  const entries = sides.flatMap(({ peers }) => peers.filter(({ name }) => name === side.self));
  return isBackup(side) && entries.every(({ role }) => role === "backup");
}

function isDoubled({ server }: Side, name: string): boolean {
  return doubledNames(server).has(name);
}

/** The names that one server lists, and another one does not. */
function lacking(left: Side, right: Side, backups: ReadonlySet<string>): string[] {
  const known = namesOf(right, backups);
  return [...namesOf(left, backups)].filter((name) => !known.has(name));
}

function areAlike(a: Side, b: Side, backups: ReadonlySet<string>): boolean {
  return lacking(a, b, backups).length + lacking(b, a, backups).length === 0;
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

/** The names that must be alike: nobody beats a backup. Spaces around one are told elsewhere. */
function namesOf({ peers }: Side, backups: ReadonlySet<string>): Set<string> {
  return new Set(peers.flatMap(({ name }) => (backups.has(name!) ? [] : name!.trim())));
}
