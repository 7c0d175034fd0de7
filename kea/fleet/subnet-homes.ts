/** Which relationships servers have their subnets in, and where they disagree. */
import { oncePer } from "../remember";
import { identityOf } from "./alike";
import {
  type Fleet,
  type RelationshipView,
  type Server,
  type Side,
  subnetsOf,
  type SubnetView,
} from "./fleet";
import { relationshipOf } from "./sides";
import { misplaced } from "./unlisted-servers";

/** A subnet of a relationship that a member of it has in another one. */
export interface Intruder {
  readonly subnet: SubnetView;
  readonly side: Side;
  readonly relationship: RelationshipView;
  readonly key: string;
  readonly elsewhere: { readonly server: Server; readonly relationship: RelationshipView };
}

/** Subnets that all known members of another relationship have in that one: they are in two. */
export const intruders = oncePer((fleet: Fleet): ReadonlyMap<SubnetView, Intruder> => {
  const relationships = relationshipOf(fleet);
  const strangers = misplaced(fleet);
  const found = new Map<SubnetView, Intruder>();
  for (const relationship of fleet.relationships) {
    for (const side of relationship.sides) {
      // Whoever belongs to another relationship is told that.
      if (strangers.has(side)) continue;
      for (const subnet of servedFor(side)) {
        const key = identityOf(subnet);
        const home = key === undefined ? undefined : elsewhere(relationship, key);
        const other = home && relationships.get(home);
        // A wrong name on some members of the other one leaves the rest without it: that is another mistake.
        if (key === undefined || !other || !isWhole(other, key)) continue;
        found.set(subnet, {
          subnet,
          side,
          relationship,
          key,
          elsewhere: { server: home.server, relationship: other },
        });
      }
    }
  }
  return found;
});

/** A subnet with the tag of one relationship, where the other members have it in another one. */
export interface WrongTag {
  /** The relationship that it should be in, and a member that has it there. */
  readonly home: RelationshipView;
  readonly owner: Server;
}

/** What servers in several relationships have in the wrong one of them, as far as other members show. */
export const wrongTags = oncePer((fleet: Fleet): ReadonlyMap<SubnetView, WrongTag> => {
  const relationships = relationshipOf(fleet);
  const found = new Map<SubnetView, WrongTag>();
  for (const relationship of fleet.relationships) {
    for (const side of relationship.sides) {
      if (side.server.sides.length < 2) continue;
      for (const subnet of subnetsOf(side)) {
        const key = identityOf(subnet);
        const partners = relationship.sides.filter(({ server }) => server !== side.server);
        if (key === undefined || partners.length === 0 || homesOf(side.server).get(key) !== side) continue;
        if (partners.some((one) => homesOf(one.server).get(key) === one)) continue;
        for (const other of side.server.sides) {
          const home = relationships.get(other)!;
          const owner = other === side ? undefined : ownerIn(home, key, side.server);
          if (owner) found.set(subnet, { home, owner });
        }
      }
    }
  }
  return found;
});

/** A server of a relationship that serves a subnet in it. */
export function ownerIn({ sides }: RelationshipView, key: string, except?: Server): Server | undefined {
  return sides.find((side) => side.server !== except && homesOf(side.server).get(key) === side)?.server;
}

/** The relationship that a subnet's tag names and that serves it, where its own server does not have that. */
export function absentHome(fleet: Fleet, server: Server, subnet: SubnetView): RelationshipView | undefined {
  const key = identityOf(subnet);
  const name = subnet.haServerName;
  if (key === undefined || name === undefined) return undefined;
  return listing(fleet)
    .get(name)
    ?.find(
      (one) =>
        one.family === server.family &&
        one.sides.every((side) => side.server !== server) &&
        ownerIn(one, key) !== undefined,
    );
}

/** The relationships in which some server lists a member of a name. */
const listing = oncePer(({ relationships }: Fleet): ReadonlyMap<string, RelationshipView[]> => {
  const byName = new Map<string, RelationshipView[]>();
  for (const relationship of relationships) {
    const names = relationship.sides.flatMap(({ peers }) => peers.flatMap(({ name }) => name?.trim() ?? []));
    for (const name of new Set(names)) byName.set(name, [...(byName.get(name) ?? []), relationship]);
  }
  return byName;
});

/** The side of a member that has a subnet in another relationship. */
function elsewhere({ sides }: RelationshipView, key: string): Side | undefined {
  for (const side of sides) {
    const home = homesOf(side.server).get(key);
    if (home !== undefined && home !== side) return home;
  }
  return undefined;
}

/** Whether all members of a relationship that are known have a subnet in it. */
function isWhole({ sides }: RelationshipView, key: string): boolean {
  return sides.every((side) => homesOf(side.server).get(key) === side);
}

/** The subnets that a server serves for a relationship: all that it has, where that is its only one, and no copy. */
function servedFor(side: Side): readonly SubnetView[] {
  return side.server.sides.length === 1 && side.again.length === 0 ? side.server.subnets : subnetsOf(side);
}

/** Which of its relationships a server has each subnet in; none for what it has twice, which is another mistake. */
const homesOf = oncePer(({ sides }: Server): ReadonlyMap<string, Side | undefined> => {
  const homes = new Map<string, Side | undefined>();
  for (const side of sides)
    for (const subnet of servedFor(side)) {
      const key = identityOf(subnet);
      if (key !== undefined) homes.set(key, homes.has(key) ? undefined : side);
    }
  return homes;
});
