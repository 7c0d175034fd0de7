import { type Fleet, membersOf, type RelationshipView, subnetsOf } from "../../kea/fleet/fleet";
import type { Plan } from "./plan";
import { isServed, service } from "./service";
import { moments } from "./simulate";
import { servesIn, type World } from "./world";

/** How a relationship's clients are served while a rollout is at work. */
export interface WhoServes {
  /** Servers that are set, in order, and who serves while they are; nobody where `by` is empty. */
  readonly sets: readonly { readonly server: string; readonly by: readonly string[] }[];
  /** Milliseconds in which a failure would leave it without service, since one of its servers is busy. */
  readonly aloneMs: number;
}

/** Who serves the clients of each declared relationship meanwhile, by its name: read from the simulated moments. */
export function whoServes(
  { waves, world: start, names }: Plan,
  { relationships }: Fleet,
): Map<string, WhoServes> {
  const told = relationships.map((relationship) => ({
    relationship,
    keys: keysOf(relationship),
    active: membersOf(relationship).flatMap(({ role, server }) =>
      role === "backup" || !server ? [] : [server.name],
    ),
    sets: [] as { server: string; by: string[] }[],
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
      const [set] = moments(world, step);
      for (const one of told)
        if (one.active.includes(step.server))
          one.sets.push({ server: step.server, by: serving(set!, one.keys) });
    }
    world = last;
  }
  return new Map(told.map(({ relationship, sets, aloneMs }) => [relationship.name, { sets, aloneMs }]));
}

function keysOf({ family, sides }: RelationshipView): ReadonlySet<string> {
  return new Set(sides.flatMap((side) => subnetsOf(side).map(({ prefix }) => `${family} ${prefix}`)));
}

/** Servers that serve these subnets at a moment; none unless all their clients are served. */
function serving(world: World, keys: ReadonlySet<string>): string[] {
  const found = service(world);
  const all = [...keys].flatMap((key) => found.get(key) ?? []);
  return [...keys].every((key) => isServed(found.get(key)))
    ? [...new Set(all.map(({ server }) => server.name))]
    : [];
}

function canServe(world: World, name: string, relationship: string, names: Plan["names"]): boolean {
  const server = world.servers.get(name);
  if (!server || server.dead || server.off.length > 0) return false;
  return server.facts.roles.some(
    ({ self }, index) => names(name, self) === relationship && servesIn(server.members[index]!.state),
  );
}
