import { spelling } from "../../fleet/alike";
import { balancedPools, type ServedPool } from "../../fleet/balance";
import { haMember, membersIn, servedClasses } from "../../fleet/classes";
import type { Server } from "../../fleet/fleet";
import { guardOf } from "../../fleet/guards";
import { areStoredTogether } from "../../fleet/lease-database";
import { type Place, placesOfKind } from "../../fleet/places";
import { activeSides } from "../../fleet/sides";
import { oncePer } from "../../remember";
import { enumerate, plain } from "../../words";
import { once, type Repeated } from "../once";
import type { Rule } from "../rule";

export const unsplitPool: Rule = {
  code: "KEAHA149",
  name: "unsplit-pool",
  severity: "warning",
  reason: "In load-balancing two members that give from one pool may give one address to two clients.",
  source: "Kea manual, High Availability, note on load-balancing and hot-standby",
  *relationship(relationship, fleet) {
    const servers = activeSides(relationship).map(({ server }) => server);
    const [first, ...others] = servers;
    // One table has each address once.
    if (first === undefined || areStoredTogether(servers)) return;
    const told = new Set<unknown>();
    for (const server of servers) {
      const opened = openedClasses(server).filter(({ map }) => !told.has(map.name));
      for (const { map } of opened) told.add(map.name);
      for (const problem of once(opened.map(opening), server, fleet)) yield { server, ...problem };
    }
    const theirs = others.map((server) => new Set(balancedPools(server).filter(isForBoth).map(rangeOf)));
    const unsplit = balancedPools(first).filter(
      // A pool that not both have is another mistake.
      (pool) => isForBoth(pool) && theirs.every((ranges) => ranges.has(rangeOf(pool))),
    );
    for (const problem of once(unsplit.map(mistake), first, fleet)) yield { server: first, ...problem };
  },
};

function mistake({ place, classes }: ServedPool): Repeated {
  const names = [...classes!].map(plain);
  const members = enumerate(names.map((name) => haMember(name)!));
  const guard = [...(guardOf(place) ?? [])];
  const test = guard.map((name) => `member('${plain(name)}')`).join(" or ");
  return {
    ...{ place, path: place.path },
    said: `is for the clients of both members, ${members}`,
    remedy:
      guard.length === 0 || guard.some((name) => haMember(name) !== undefined)
        ? `Split it in two, and guard each half by the class of a member: ${enumerate(names, "or")}.`
        : `Split it in two, and guard each half by a class with such a test: ${guard.length > 1 ? `(${test})` : test} and member('${names[0]}').`,
  };
}

/** Classes of HA's own that guard pools, and have a test: who passes it is in them, whoever serves. */
const openedClasses = oncePer((server: Server): readonly Place[] => {
  const guards = new Set(
    balancedPools(server).flatMap((pool) => pool.guards.flatMap(({ place }) => [...(guardOf(place) ?? [])])),
  );
  if (guards.size === 0) return [];
  const own = server.sides.flatMap(servedClasses).filter((name) => guards.has(name));
  return placesOfKind(server, "client-class").filter(({ map: { name, test } }) => {
    if (typeof name !== "string" || !own.includes(name)) return false;
    // One that asks for the class itself gives it to nobody else.
    return typeof test === "string" && test.trim() !== "" && !membersIn(test).includes(name);
  });
});

function opening(place: Place): Repeated {
  return {
    ...{ place, path: [...place.path, "test"] },
    said: "is HA's own, and its test lets the clients of both members into what it guards",
    remedy: "Take the test away, or give the class another name.",
  };
}

function isForBoth({ classes }: ServedPool): boolean {
  return classes?.size === 2;
}

function rangeOf({ place: { map } }: ServedPool): string | undefined {
  return spelling({ pool: map.pool, prefix: map.prefix });
}
