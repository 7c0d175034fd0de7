/** Names that partners have for members, and a server has not: where lists differ, which of them is right is not known. */
import { oncePer } from "../remember";
import type { Fleet, Server, Side } from "./fleet";
import { otherNames } from "./names-for-each-other";
import { lacksMember } from "./roles";
import { backupsOf, relationshipOf } from "./sides";

const NONE: ReadonlySet<string> = new Set();

/** The members, but for backups, of a server's relationships that only its partners list: that lists differ is told. */
export function namesOfPartners(fleet: Fleet, server: Server): ReadonlySet<string> {
  return allNames(fleet).get(server) ?? NONE;
}

/** Whether a member of a server's relationships is in no list: any name may be its. */
export function hasUnlistedMember(fleet: Fleet, { sides }: Server): boolean {
  return sides.some((side) => relationshipOf(fleet).get(side)!.sides.every(lacksMember));
}

const allNames = oncePer((fleet: Fleet): ReadonlyMap<Server, ReadonlySet<string>> => {
  const found = new Map<Server, Set<string>>();
  const add = (side: Side, partner: Side, backups: ReadonlySet<string>) => {
    const [ours, theirs] = [listed(side), listed(partner)];
    const lacking = [...theirs].filter((name) => !ours.has(name) && !backups.has(name));
    if (lacking.length > 0) found.set(side.server, new Set([...(found.get(side.server) ?? []), ...lacking]));
  };
  for (const relationship of fleet.relationships) {
    const { sides } = relationship;
    for (const side of sides)
      for (const partner of sides) if (partner !== side) add(side, partner, backupsOf(relationship));
  }
  for (const { side, owner, relationship, ownerRelationship, works } of otherNames(fleet)) {
    if (works) continue;
    add(side, owner, backupsOf(ownerRelationship));
    add(owner, side, backupsOf(relationship));
  }
  return found;
});

function listed({ peers }: Side): ReadonlySet<string> {
  return new Set(peers.flatMap(({ name }) => name?.trim() ?? []));
}
