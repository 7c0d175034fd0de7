/** What can be said of HA's own classes: whose they are depends on members and roles, which may be in dispute. */
import type { Fleet, Server } from "./fleet";
import { misspelt } from "./names";
import { hasUnlistedMember, namesOfPartners } from "./partner-names";
import { areRolesSettled } from "./role-differences";
import { relationshipOf } from "./sides";
import { unloadedMembers } from "./without-ha";

/** Whether a mistake elsewhere, which is told as that, leaves open who is in the class of a member. */
export function isClassOpen(fleet: Fleet, server: Server, member: string): boolean {
  const { sides } = server;
  const owners = sides.filter(({ peers }) => peers.some(({ name }) => name === member));
  if (owners.length > 0)
    return owners.some((side) => !areRolesSettled(side, relationshipOf(fleet).get(side)!));
  if (sides.length === 0) return unloadedMembers(fleet).some((one) => one.server === server);
  if (namesOfPartners(fleet, server).has(member)) return true;
  // The member that is missing may be the one that is meant, but for what is like the name of another.
  const names = sides.flatMap(({ peers }) => peers.flatMap(({ name }) => name ?? []));
  return hasUnlistedMember(fleet, server) && misspelt(member, names) === undefined;
}
