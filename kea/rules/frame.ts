/** Walks a fleet for the rules, says where what they find stands, and tells no copy twice. */
import type { Fleet, RelationshipView, Server } from "../fleet/fleet";
import { subnetLabel } from "../fleet/labels";
import type { Spots } from "../fleet/setting-origins";
import { ownerOf, relationshipsByName, stepsToSubnet } from "../fleet/owners";
import { placesOf, placesOfKind } from "../fleet/places";
import { type Path, UNKNOWN } from "../json";
import { oncePer } from "../remember";
import { enumerate, show } from "../words";
import type { Hit, Looks, Problem, Rule } from "./rule";

/** What each rule finds, one rule after the other. */
export function judge(rules: readonly Rule[], fleet: Fleet): (readonly [Rule, Hit])[] {
  const found = rules.map((rule) => {
    const told: Told = { once: new Map(), all: [] };
    for (const look of Object.keys(WALKS) as Look[]) if (rule[look]) WALKS[look](rule, fleet, told);
    return [rule, told] as const;
  });
  const errors = found.filter(([{ severity }]) => severity === "error");
  return found.flatMap(([rule, { once }]) =>
    [...once.values()]
      .filter(({ problem }) => !doesFollow(problem, rule, errors))
      .map((one) => [rule, hitOf(one)] as const),
  );
}

/** Whether all that may have caused a problem was told by other rules ({@link Problem.follows}). */
function doesFollow(
  { follows = [] }: Problem,
  rule: Rule,
  errors: readonly (readonly [Rule, Told])[],
): boolean {
  if (follows.length === 0) return false;
  const others = errors.filter(([other]) => other !== rule);
  const isMade = (spots: readonly Spots[]) => {
    const told = spots.map((spot) => codesAt(spot, others));
    return new Set(told).size > 1;
  };
  return follows.every(isMade);
}

/** The rules that tell something in places of a server. */
function codesAt({ server, paths }: Spots, found: readonly (readonly [Rule, Told])[]): string {
  const isThere = ({ server: its, path: first, more = [] }: Problem) =>
    its === server && paths.some((path) => [first, ...more].some((one) => isIn(one, path)));
  const rules = found.filter(([, { all }]) => all.some(isThere));
  return rules.map(([{ code }]) => code).join();
}

function isIn(path: Path | undefined, whole: Path): boolean {
  return path !== undefined && whole.every((step, index) => path[index] === step);
}

type Look = Exclude<keyof Looks, "kinds">;

interface Told {
  /** What a rule has told, by what makes another one a copy. */
  readonly once: Map<string | symbol, Once>;
  /** The same with all copies. */
  readonly all: Problem[];
}

interface Once {
  readonly problem: Problem;
  /** Other servers that say it too, where a message names them. */
  readonly also: Set<string>;
}

/** Tells a problem, but for a copy: the one that was told first comes back. */
function tell(told: Told, problem: Problem, copy?: string): Once | undefined {
  told.all.push(problem);
  const known = copy === undefined ? undefined : told.once.get(copy);
  if (known === undefined) told.once.set(copy ?? Symbol(), { problem, also: new Set() });
  return known;
}

function hitOf({ problem: { server, relationship, path, message, remedy }, also }: Once): Hit {
  return {
    server: server?.name,
    relationship: relationship?.name,
    where: relationship?.where ?? (server ?? relationship?.sides[0]?.server)?.where,
    path,
    message: also.size === 0 ? message : message.replace(/\.$/, ` (also on ${enumerate([...also])}).`),
    remedy,
  };
}

/** What the members of a relationship copy, they have wrong together: a problem in a subnet is told once. */
function tellOf(told: Told, problems: Iterable<Problem>, server: Server, fleet: Fleet): void {
  for (const problem of problems) {
    const { path = [], message } = problem;
    const relationship = problem.relationship ?? ownerOf(fleet, server, path);
    const below = path.slice(stepsToSubnet(path));
    tell(
      told,
      { server, ...problem, relationship },
      relationship && copyIn(fleet, relationship, below, message),
    );
  }
}

function copyIn({ relationships }: Fleet, relationship: RelationshipView, ...parts: unknown[]): string {
  return [relationships.indexOf(relationship), ...parts.flat()].join("\0");
}

const kindsIn = oncePer(
  ({ servers }: Fleet): ReadonlySet<string> =>
    new Set(servers.flatMap((server) => placesOf(server).map(({ kind }) => kind))),
);

/** How a fleet is walked for what a rule looks at. */
const WALKS: Readonly<Record<Look, (rule: Rule, fleet: Fleet, told: Told) => void>> = {
  server({ server: look }, fleet, told) {
    for (const server of fleet.servers) tellOf(told, look!(server, fleet), server, fleet);
  },
  place({ place: look, kinds }, fleet, told) {
    // Most rules are about what few fleets have.
    if (kinds && !kinds.some((kind) => kindsIn(fleet).has(kind))) return;
    for (const server of fleet.servers)
      for (const place of kinds ? placesOfKind(server, ...kinds) : placesOf(server))
        tellOf(told, look!(place, server), server, fleet);
  },
  tag({ tag: look }, fleet, told) {
    for (const server of fleet.servers) {
      const byName = server.sides.length === 0 ? undefined : relationshipsByName(fleet).get(server);
      for (const subnet of byName ? server.subnets : []) {
        if (subnet.haServerTag === UNKNOWN) continue;
        // A subnet that several servers tag alike is one.
        for (const problem of look!(subnet, server, byName!, fleet))
          tell(
            told,
            { server, ...problem },
            `${server.family} ${subnetLabel(subnet.map)} ${show(subnet.haServerTag)}`,
          );
      }
    }
  },
  relationship({ relationship: look }, fleet, told) {
    for (const relationship of fleet.relationships)
      for (const problem of look!(relationship, fleet)) tell(told, { relationship, ...problem });
  },
  side({ side: look }, fleet, told) {
    for (const relationship of fleet.relationships) {
      for (const side of relationship.sides) {
        const { server } = side;
        for (const problem of look!(side, relationship, fleet)) {
          const copy = copyIn(fleet, relationship, problem.message);
          const first = tell(told, { server, relationship, ...problem }, copy);
          // A declared relationship is written once; of others all servers are named that have it.
          if (first && first.problem.server !== server && relationship.declared.length === 0)
            first.also.add(server.name);
        }
      }
    }
  },
  member({ member: look }, fleet, told) {
    for (const relationship of fleet.relationships)
      for (const side of relationship.sides)
        for (const problem of look!(side, relationship, fleet))
          tell(told, { server: side.server, relationship, ...problem });
  },
  fleet({ fleet: look }, fleet, told) {
    for (const problem of look!(fleet)) tell(told, problem);
  },
};
