/** What can be said of HA's own classes: whose they are depends on members and roles, which may be in dispute. */
import { oncePer } from "../remember";
import { assignedClasses, haMember, testMentions } from "./classes";
import { type Fleet, lists, type Server } from "./fleet";
import {
  classesOf,
  GUARD_KEYS,
  type GuardClass,
  guardClasses,
  guardedPlaces,
  isInVain,
  keepsAllOut,
} from "./guards";
import { misspelt } from "./misspelt-names";
import { hasUnlistedMember, namesOfPartners } from "./partner-names";
import type { Place } from "./places";
import { areRolesSettled } from "./role-differences";
import { relationshipOf, relationshipsKnown } from "./sides";
import { unloadedMembers } from "./without-ha";

/** What names one of HA's classes. */
export interface Mention extends GuardClass {
  readonly place: Place;
  /** Whether it guards the place; else a test refers to it. */
  readonly guards: boolean;
}

/** Guards that name one of HA's classes, and guarding classes whose tests do. */
export const haMentions = oncePer((server: Server): readonly Mention[] => {
  const guarded = guardedPlaces(server);
  if (guarded.length === 0) return [];
  const guards = guarded.flatMap((place) =>
    classesOf(place, GUARD_KEYS).map((mention) => ({ ...mention, place, guards: true })),
  );
  const tests = testMentions(server)
    .filter(({ place }) => guardClasses(server).has(String(place.map.name)))
    .map((mention) => ({ ...mention, guards: false }));
  return [...guards, ...tests].filter(({ name }) => haMember(name) !== undefined);
});

/** Whether nobody gets in; where some clients do all the same, it is no more than a class that nothing assigns. */
export function isForNobody(
  server: Server,
  { place, name, guards }: Mention,
  assigned: ReadonlySet<string>,
): boolean {
  if (assigned.has(name)) return false;
  return guards ? keepsAllOut(server, place, assigned) : isInVain(server, place, assigned);
}

/** Guards by HA's classes that let nobody in, on a server without HA: they show that it is to be a member. */
export const guardsWithoutHa = oncePer((server: Server): readonly Mention[] => {
  const assigned = assignedClasses(server);
  if (server.sides.length > 0 || assigned === undefined || !relationshipsKnown(server)) return [];
  return haMentions(server).filter((mention) => isForNobody(server, mention, assigned));
});

/** Whether a mistake elsewhere, which is told as that, leaves open who is in the class of a member. */
export function isClassOpen(fleet: Fleet, server: Server, member: string): boolean {
  const { sides } = server;
  const owners = sides.filter((side) => lists(side, member));
  if (owners.length > 0)
    return owners.some((side) => !areRolesSettled(side, relationshipOf(fleet).get(side)!));
  if (sides.length === 0)
    return unloadedMembers(fleet).some(
      (one) => one.server === server && one.relationship.sides.some((side) => lists(side, member)),
    );
  if (namesOfPartners(fleet, server).has(member)) return true;
  // The member that is missing may be the one that is meant, but for what is like the name of another.
  const names = sides.flatMap(({ peers }) => peers.flatMap(({ name }) => name ?? []));
  return hasUnlistedMember(fleet, server) && misspelt(member, names) === undefined;
}
