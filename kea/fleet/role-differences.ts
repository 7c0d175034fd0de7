/** Where the servers of a relationship say different modes or roles of it. */
import { oncePer } from "../remember";
import { isBackup, type Peer, type RelationshipView, type Side } from "./fleet";
import { areCrossed } from "./misspelt-names";
import { fits, MODES, mustBeHotStandby, ROLES } from "./roles";
import { clearSides, concerns, majority } from "./sides";

/** A server that says otherwise than most others. */
export interface RoleDifference {
  readonly side: Side;
  readonly reference: Side;
  /** Whether only the others' roles are those of their mode, so that this server is wrong. */
  readonly isWrong: boolean;
  /** The members whose roles differ; undefined where the mode does: another mode has other roles. */
  readonly peers: readonly Peer[] | undefined;
}

/** All of them; a server whose roles are not those of its mode is not whom others should follow. */
export const roleDifferences = oncePer((relationship: RelationshipView): readonly RoleDifference[] => {
  const sides = clearSides(relationship);
  const sound = sides.filter(isSound);
  const reference = majority(sound.length > 0 ? sound : sides, (side) => [
    side.mode,
    side.peers.map(({ name, role }) => `${name} ${role}`).sort(),
  ]);
  if (reference === undefined) return [];
  return sides.flatMap((side): RoleDifference[] => {
    if (side === reference) return [];
    const isWrong = isSound(reference) && !isSound(side);
    if (areModes(side.mode, reference.mode) && side.mode !== reference.mode && !isBackup(side)) {
      // Which mode is wrong is known there, and told elsewhere; what the roles should be follows from it.
      if ([side, reference].some(mustBeHotStandby)) return [];
      return [{ side, reference, isWrong, peers: undefined }];
    }
    const peers = concerns(side).filter((peer) => isOther(peer, side, reference));
    return peers.length > 0 ? [{ side, reference, isWrong, peers }] : [];
  });
});

/** Whether the roles of a relationship are those of its mode, and no server of it says otherwise. */
export function areRolesSettled(side: Side, relationship: RelationshipView): boolean {
  return isSound(side) && roleDifferences(relationship).length === 0;
}

function isSound(side: Side): boolean {
  return areModes(side.mode) && fits(side, side.mode!);
}

function areModes(...modes: (string | undefined)[]): boolean {
  return modes.every((mode) => mode !== undefined && MODES.has(mode));
}

/** Whether a member has another role on another server; a word that is no role is told elsewhere. */
function isOther({ name, role }: Peer, side: Side, reference: Side): boolean {
  const theirs = name === undefined ? undefined : roleOn(reference, name);
  return (
    [role, theirs].every((one) => one !== undefined && ROLES.includes(one)) &&
    role !== theirs &&
    !areCrossed(side, reference, name!)
  );
}

/** The role that a server gives a member. */
export function roleOn({ peers }: Side, name: string): string | undefined {
  return peers.find((peer) => peer.name === name)?.role;
}
