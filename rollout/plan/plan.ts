import { type Difference, differences } from "../../kea/canonical/difference";
import type { Fleet } from "../../kea/fleet/fleet";
import { readFleet } from "../../kea/fleet/read";
import type { JsonMap } from "../../kea/json";
import type { RolloutPolicy } from "../../kea/model/rollout-policy";
import { type Change, type Changes, changesOf, type RelationshipChange, runningOf } from "./change";
import { movingControls } from "./control-passage";
import type { DeclaredServer } from "./declaration";
import { announced, type Watch, watch } from "./estimate";
import { type Facts, factsOf } from "./facts";
import { type Heirs, heirsOf } from "./heirs";
import { leftOver, startUpFiles } from "./left-over";
import { type LostLeases, lostLeases } from "./lost-leases";
import { groups, type Placed, waves, withFirstAlone } from "./order";
import { isWhole, type Round, roundsOf } from "./rounds";
import { play } from "./simulate";
import { type Tight, tightest } from "./room";
import { safeSteps } from "./safe-steps";
import { service } from "./service";
import type { Group, Names } from "./stages";
import type { Stage } from "./steps";
import { isWrecked, type Survey } from "./survey";
import { type Takeover, takeovers } from "./takeover";
import { drawnIn } from "./terminated";
import { undo } from "./undo";
import { configurationKey, ALL_ANSWER, type Mirrored, type World, worldOf } from "./world";

export { configurationKey } from "./world";

/** A whole rollout. */
export interface Plan {
  /** Stages of a wave share no relationship: they run at the same time. Waves follow each other. */
  readonly waves: readonly (readonly Stage[])[];
  /** What each `set` sends, by server and what the step says it sends. */
  readonly configurations: ReadonlyMap<string, JsonMap>;
  /** Servers that run what is declared. */
  readonly unchanged: readonly string[];
  /** What differs on each of the others; empty for one that lost its hooks, or begins anew with its partner. */
  readonly differences: ReadonlyMap<string, readonly Difference[]>;
  /** What no schema knows runs on servers that are left alone: somebody's, or a newer Kea's own. */
  readonly unknown: ReadonlyMap<string, readonly Difference[]>;
  /** How each relationship changes, by name. */
  readonly changes: ReadonlyMap<string, Change>;
  /** Servers that run something of somebody else's, and what becomes of that. */
  readonly takeovers: readonly Takeover[];
  /** Leases that servers in relationships lose. */
  readonly lostLeases: readonly LostLeases[];
  /** What becomes of control sockets that change, a sentence each, by server. */
  readonly passages: ReadonlyMap<string, string>;
  /** Why fewer stages run at the same time than are allowed, if so. */
  readonly tight: Tight | undefined;
  /** The name of a relationship, by a server and the name that it has there. */
  readonly names: Names;
  /** Subnets that stand for others. */
  readonly heirs: Heirs;
  /** The servers as they are before the first step. */
  readonly world: World;
}

/** Stages that run at the same time. */
const WIDTH = 10;
/** With more servers than this, a first site of each family goes before the others. */
const FEW = 10;

/**
 * Orders the changes that bring every server from what it runs to what is declared.
 *
 * @param written when servers wrote their start-up files, as far as that is known.
 * @param policy how many stages run at the same time, and whether one goes first.
 * @param dark what partners tell of servers that do not answer; none of them is among the declared ones.
 */
export function plan(
  servers: readonly DeclaredServer[],
  declared: Fleet,
  surveys: ReadonlyMap<string, Survey>,
  written: ReadonlyMap<string, Date> = new Map(),
  policy: RolloutPolicy = {},
  dark: Mirrored = ALL_ANSWER,
): Plan {
  const running = runningFleet(servers, declared, surveys);
  const { found, unknown } = differing(servers, surveys);
  const now = worldOf(servers, surveys, undefined, dark);
  const names = namesOf(declared, running);
  const { stages: first, world: free } = leftOver(now, found, names);
  const changes = changesOf(declared, running, free, new Set(found.keys()));
  const changed = servers.filter((server) => found.has(server.name));
  const moving = movingControls(changed, surveys);
  const { rounds, configurations } = roundsOf(changed, surveys, changes, moving);
  const library = libraryOf(changed, configurations);
  const ready: World = { ...free, library };
  // Who serves again then is not to be missed.
  const heirs = heirsOf(
    servers.map(({ name, family, declared: config }) => ({
      runs: factsOf(family, surveys.get(name)!.running),
      declared: factsOf(family, config),
    })),
  );
  const watched = watch(ready, heirs);
  const helpless = new Set(dark.servers.map(({ name }) => name));
  const { canary = changed.length > FEW } = policy;
  const width = policy.width ?? WIDTH;
  const tight = tightest(now, width);
  const context = {
    changed,
    surveys,
    configurations,
    width: tight?.width ?? width,
    helpless,
    moving: new Set(moving.keys()),
    watched,
    heirs,
  };
  const ordered = stagesOf(ready, rounds, changes, names, context);
  const stages = canary ? withFirstAlone(ordered) : ordered;
  const all = [...first, ...stages, ...startUpFiles(servers, found, surveys, written)];
  return {
    waves: all.map((wave) =>
      wave.map((stage) => ({
        ...stage,
        steps: announced(stage.steps, watched, changes.relationships, heirs),
      })),
    ),
    configurations,
    unchanged: servers.filter((server) => !found.has(server.name)).map((server) => server.name),
    differences: found,
    unknown,
    changes: new Map(changes.relationships.map((c) => [c.relationship.name, c.change])),
    takeovers: takeovers(changed, surveys),
    lostLeases: lostLeases(changes, changed, surveys, now, firstSent(rounds, library)),
    passages: new Map([...moving].map(([name, { sentence }]) => [name, sentence])),
    tight,
    names,
    heirs,
    world: { ...now, library },
  };
}

/** What differs on servers that are to be set, and what no schema knows on others, by server. */
export function differing(
  servers: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
): Record<"found" | "unknown", Map<string, readonly Difference[]>> {
  const found = new Map<string, readonly Difference[]>();
  const unknown = new Map<string, readonly Difference[]>();
  for (const server of servers) {
    const survey = surveys.get(server.name)!;
    const differ = differences(server.declared, survey.running, server.kea);
    const isKnown = ({ kind }: Difference) => kind !== "unknown";
    if (differ.some(isKnown) || isWrecked(server, survey)) found.set(server.name, differ);
    else if (differ.length > 0) unknown.set(server.name, differ);
  }
  for (const name of drawnIn(servers, surveys, found.keys())) {
    unknown.delete(name);
    found.set(name, []);
  }
  return { found, unknown };
}

/** The running configurations, read together, with the declared relationships' names. */
export function runningFleet(
  servers: readonly DeclaredServer[],
  declared: Fleet,
  surveys: ReadonlyMap<string, Survey>,
): Fleet {
  return readFleet(
    servers.map((server) => ({ ...server, config: surveys.get(server.name)!.running })),
    declared.relationships.map(({ name, family, declared: members }) => ({
      name,
      where: "",
      family,
      members,
    })),
  );
}

/** Names of relationships, declared and running ones. */
function namesOf(declared: Fleet, running: Fleet): Names {
  const names = new Map<string, string>();
  const note = (fleet: Fleet, name: (r: Fleet["relationships"][number]) => string) => {
    for (const r of fleet.relationships)
      for (const side of r.sides) names.set(`${side.server.name} ${side.self}`, name(r));
  };
  const declaredAs = new Map(declared.relationships.map((r) => [runningOf(r, running), r.name]));
  note(running, (r) => declaredAs.get(r) ?? r.name);
  note(declared, (r) => r.name);
  return (server, member) => names.get(`${server} ${member}`);
}

function libraryOf(
  servers: readonly DeclaredServer[],
  configurations: ReadonlyMap<string, JsonMap>,
): Map<string, Facts> {
  const families = new Map(servers.map(({ name, family }) => [name, family]));
  return new Map(
    [...configurations].map(([key, config]) => [
      key,
      factsOf(families.get(key.slice(0, key.indexOf(" ")))!, config),
    ]),
  );
}

/** What each server is sent first, by its name. */
function firstSent(rounds: readonly Round[], library: ReadonlyMap<string, Facts>): Map<string, Facts> {
  const sent = new Map<string, Facts>();
  for (const { sends: round } of [...rounds].reverse())
    for (const [server, sends] of round) sent.set(server, library.get(configurationKey({ server, sends }))!);
  return sent;
}

interface Context {
  readonly changed: readonly DeclaredServer[];
  readonly surveys: ReadonlyMap<string, Survey>;
  readonly configurations: ReadonlyMap<string, JsonMap>;
  readonly width: number;
  /** Servers that take no commands. */
  readonly helpless: ReadonlySet<string>;
  /** Servers that are reached by another control channel afterwards, and not yet. */
  readonly moving: Set<string>;
  /** Looks on at every step. */
  readonly watched: Watch;
  readonly heirs: Heirs;
}

/** The stages of all rounds, in waves of stages that share no relationship. */
function stagesOf(
  start: World,
  rounds: readonly Round[],
  changes: Changes,
  names: Names,
  { changed, surveys, configurations, width, helpless, moving, watched, heirs }: Context,
): Stage[][] {
  let world = start;
  const old = new Set(service(start).keys());
  const runs = new Map(changed.map(({ name }) => [name, surveys.get(name)!.running]));
  const found = rounds.map((round, index) => {
    const special = index === 0 ? changes.relationships.filter((c) => c.change !== "steady") : [];
    const whole = special.filter(isWhole).map((c) => c.relationship.name);
    const renumbered = special.filter((c) => c.renumbered).map((c) => c.relationship.name);
    const swaps = special.filter((c) => c.change === "role flip").map((c) => c.relationship.name);
    const first = special.filter((c) => c.change === "first");
    const inWhole = (server: string) =>
      special.some((c) => isWhole(c) && c.members.some((m) => m.server === server));
    const stages = groups([...round.sends.keys()], round).map((tied): Placed => {
      // Those that change as a whole are set one right after another, and then who follows one of them.
      const last = new Set<string>();
      for (const server of tied)
        if (inWhole(server) || round.moves.some(([old, next]) => next === server && last.has(old)))
          last.add(server);
      const servers = [...tied.filter((server) => !last.has(server)), ...last];
      const here = (name: string) =>
        changes.relationships.some(
          (c) => c.relationship.name === name && c.members.some((m) => servers.includes(m.server)),
        );
      const bonds = {
        whole: whole.filter(here),
        swaps: swaps.filter(here),
        renumbered: renumbered.filter(here),
      };
      const begins = first.filter((c) => c.members.some((m) => m.active && servers.includes(m.server)));
      const early = begins.filter(({ site }) => site === undefined || !servers.includes(site)).map(nameOf);
      const isHub = early.length > 0;
      const group: Group = {
        servers: servers.map((server) => [server, round.sends.get(server)!] as const),
        whole: new Set([...bonds.whole, ...leftNames(changes, servers, names, world)]),
        swaps: new Set(bonds.swaps),
        renumbered: new Set(bonds.renumbered),
        ...(begins.length > 0 && { early: new Set(early) }),
        helpless,
        movesIn: new Set(servers.filter((server) => moving.has(server))),
        moves: round.moves.filter((move) => move.every((server) => servers.includes(server))),
      };
      servers.forEach((server) => moving.delete(server));
      const before = new Map(servers.map((server) => [server, runs.get(server)!]));
      const played = safeSteps(world, group, names, old);
      played.forEach(watched.see);
      const backTo = [start, world];
      const steps = played.map(({ step }) => step);
      world = played.at(-1)?.moments.at(-1) ?? world;
      const done = steps.filter((step) => step.kind !== "persist");
      const back = undo({ stage: bonds, done, before, world, helpless }, changed, names);
      const onlooker = watch(world, heirs, backTo);
      back.played.forEach(onlooker.see);
      const ifFails = announced(back.steps, onlooker, changes.relationships, heirs);
      for (const [server, sends] of group.servers)
        runs.set(server, configurations.get(`${server} ${sends}`)!);
      const active = special.filter((c) => c.members.some((m) => m.active && servers.includes(m.server)));
      const kinds = [...new Set(active.map((c) => c.change))];
      const reasons = kinds.map((kind) => (isHub ? HUB : REASONS[kind]));
      const reason = kinds.length > 0 ? reasons.join(" and ") : alone(changes, servers);
      return { group: servers, stage: { reason, steps, ...bonds, ifFails }, isHub };
    });
    const between = betweenHubs(first);
    if (between) {
      const played = play(world, between.steps);
      played.forEach(watched.see);
      world = played.at(-1)!.moments.at(-1)!;
      stages.push({ group: [], stage: between, isHub: false });
    }
    return waves(stages, changes.relationships, width);
  });
  return found.flat();
}

const nameOf = ({ relationship }: RelationshipChange) => relationship.name;

/** Hubs wait for nobody; what they have among themselves is looked at while sites find them. */
function betweenHubs(first: readonly RelationshipChange[]): Stage | undefined {
  const names = first.filter(({ site }) => site === undefined).map(nameOf);
  if (names.length === 0) return undefined;
  return {
    reason: "what hubs have among themselves",
    steps: [{ kind: "gate", relationships: names.sort(), isFirst: true }],
    ...{ whole: [], swaps: [], renumbered: [], ifFails: [] },
  };
}

/** Why servers change together whose relationships do, as people read it. */
const REASONS: Readonly<Record<Change, string>> = {
  steady: "one server at a time, relationships as they are",
  new: "members that begin a relationship together",
  first: "a site that begins with its hub",
  joining: "a member that joins its relationship",
  "role flip": "members that swap their roles",
  incompatible: "members that understand each other only when all of them have changed",
  terminated: "members that are terminated, and begin anew together",
};

const HUB = "a hub, before its sites";

/** Why servers change whose relationships do not. */
function alone({ relationships, left }: Changes, servers: readonly string[]): string {
  const mine = (names: readonly string[]) => names.some((name) => servers.includes(name));
  const serving = relationships.some((c) =>
    mine([...c.members.filter((m) => m.active).map((m) => m.server), ...c.leaving]),
  );
  if (serving) return REASONS.steady;
  if (left.some(mine)) return "members that leave a relationship which is not declared any more";
  return relationships.some((c) => mine(c.members.map((m) => m.server)))
    ? "backup servers, which serve no clients"
    : "servers that are in no relationship";
}

/** Relationships that servers leave together. */
function leftNames(changes: Changes, servers: readonly string[], names: Names, world: World): string[] {
  const left = changes.left.filter((members) => members.some((server) => servers.includes(server))).flat();
  return left.flatMap((server) =>
    (world.servers.get(server)?.facts.roles ?? []).flatMap(({ self }) => {
      const name = names(server, self) ?? "";
      return changes.relationships.some((c) => c.relationship.name === name) ? [] : [name];
    }),
  );
}
