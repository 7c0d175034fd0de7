import { type Fleet, membersOf, type RelationshipView } from "../../kea/fleet/fleet";
import { offersIn } from "./facts";
import { groupsOf, type Heirs } from "./heirs";
import type { Plan } from "./plan";
import { isServed, servedBy, type Service, service } from "./service";
import { moments } from "./simulate";
import { servesIn, type World } from "./world";

/** How a relationship's clients are served while a rollout is at work. */
export interface WhoServes {
  /**
   * Servers that are set, in order, and who serves while they are. Where `by` is empty nobody does; with `isNeeded`,
   * although there are clients then.
   */
  readonly sets: readonly {
    readonly server: string;
    readonly by: readonly string[];
    readonly isNeeded: boolean;
  }[];
  /** Milliseconds in which a failure would leave it without service, since one of its servers is busy. */
  readonly aloneMs: number;
}

/** Who serves the clients of each declared relationship meanwhile, by its name: read from the simulated moments. */
export function whoServes(
  { waves, world: start, names, heirs }: Plan,
  { relationships }: Fleet,
): Map<string, WhoServes> {
  const wasServed = keysServed(start);
  const told = relationships.map((relationship) => ({
    relationship,
    keys: keysOf(relationship),
    had: hadBy(start, relationship.name, names),
    active: membersOf(relationship).flatMap(({ role, server }) =>
      role === "backup" || !server ? [] : [server.name],
    ),
    sets: [] as WhoServes["sets"][number][],
    aloneMs: 0,
  }));
  let world = start;
  for (const step of waves.flat().flatMap(({ steps }) => steps)) {
    let last = world;
    for (const moment of moments(world, step)) {
      for (const one of told)
        if (
          one.active.length > 1 &&
          !one.active.every((server) => canServe(last, server, one.relationship.name, names))
        )
          one.aloneMs += moment.now - last.now;
      last = moment;
    }
    if (step.kind === "set") {
      keysServed(world).forEach((key) => wasServed.add(key));
      const found = service(moments(world, step)[0]!);
      for (const one of told) {
        if (!one.active.includes(step.server)) continue;
        const isKnown = (key: string) => groupsOf(key, heirs).some((group) => isAll(group, wasServed));
        // What comes has clients once somebody serves it, and what goes has some for as long.
        const goes = [...one.had].filter((key) => !one.keys.has(key) && isServed(found.get(key)));
        const needed = [...[...one.keys].filter(isKnown), ...goes];
        const by = serving(found, needed, heirs);
        one.sets.push({ server: step.server, by, isNeeded: needed.length > 0 });
      }
    }
    world = last;
  }
  return new Map(told.map(({ relationship, sets, aloneMs }) => [relationship.name, { sets, aloneMs }]));
}

/** Subnets of which a relationship is to give something. */
function keysOf(relationship: RelationshipView): ReadonlySet<string> {
  return new Set(offersIn(relationship).flatMap(({ key, offers }) => (offers.length > 0 ? [key] : [])));
}

/** Subnets that members of a relationship serve at a moment. */
function hadBy(world: World, relationship: string, names: Plan["names"]): ReadonlySet<string> {
  const all = [...world.servers.values()].flatMap((server) => servedBy(server));
  const own = all.filter(({ server, role }) => role && names(server.name, role.self) === relationship);
  return new Set(own.map(({ key }) => key));
}

const keysServed = (world: World) =>
  new Set([...service(world)].flatMap(([key, services]) => (isServed(services) ? [key] : [])));

const isAll = (group: readonly string[], served: ReadonlySet<string>) =>
  group.every((key) => served.has(key));

/** Servers that serve these subnets at a moment; none unless all their clients are served. */
function serving(
  found: ReadonlyMap<string, readonly Service[]>,
  keys: readonly string[],
  heirs: Heirs,
): string[] {
  const ways = keys.map((key) =>
    groupsOf(key, heirs).find((group) => group.every((one) => isServed(found.get(one)))),
  );
  if (ways.includes(undefined)) return [];
  const all = ways.flatMap((group) => group!.flatMap((key) => found.get(key) ?? []));
  return [...new Set(all.map(({ server }) => server.name))];
}

function canServe(world: World, name: string, relationship: string, names: Plan["names"]): boolean {
  const server = world.servers.get(name);
  if (!server || server.dead || server.off.length > 0) return false;
  return server.facts.roles.some(
    ({ self }, index) => names(name, self) === relationship && servesIn(server.members[index]!.state),
  );
}
