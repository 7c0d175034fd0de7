import type { JsonMap } from "../../kea/json";
import { readFleet } from "../../kea/fleet/read";
import type { DeclaredServer } from "./declaration";
import { factsOf } from "./facts";
import { detour } from "./passing-configuration";
import { resumed } from "./paused";
import type { Played } from "./simulate";
import { safeSteps } from "./safe-steps";
import type { Group, Names } from "./stages";
import type { Stage, Step } from "./steps";
import { configurationKey, type World } from "./world";

/** What there is to go back from. */
export interface Failure {
  readonly stage: Pick<Stage, "whole" | "swaps" | "renumbered">;
  /** The steps that were done or begun. */
  readonly done: readonly Step[];
  /** What servers ran before the stage. */
  readonly before: ReadonlyMap<string, JsonMap>;
  /** What all servers run and do now. */
  readonly world: World;
  /** Servers that cannot be given a configuration any more. */
  readonly lost?: ReadonlySet<string>;
  /** Servers that do not take scopes. */
  readonly helpless?: ReadonlySet<string>;
}

/** A way back. */
export interface WayBack {
  readonly steps: readonly Step[];
  /** The same, with all that happens meanwhile if no server is lost. */
  readonly played: readonly Played[];
  /** What is sent on it, by {@link configurationKey}. */
  readonly configurations: ReadonlyMap<string, JsonMap>;
}

/**
 * The steps from what servers run now to what they ran before a stage: the last one that was set goes
 * first. Members that have to change together meet again with quick timers, and get their own then.
 */
export function undo(failure: Failure, servers: readonly DeclaredServer[], names: Names): WayBack {
  const { stage, done, before, world, lost = new Set<string>(), helpless } = failure;
  const wrote = new Set(done.flatMap((step) => (step.kind === "persist" ? [step.server] : [])));
  const forth = [...new Set(done.flatMap((step) => (step.kind === "set" ? [step.server] : [])))].filter(
    (name) => !lost.has(name),
  );
  forth.push(...stillTerminated(failure, forth, names));
  // Who refuses the others' leases goes back in the order of before: backups, who stands by, who serves.
  const isRenumbered = (name: string) =>
    (world.servers.get(name)?.facts.roles ?? []).some(({ self }) =>
      stage.renumbered.includes(names(name, self) ?? ""),
    );
  const renumbered = forth.filter(isRenumbered);
  const set = [...forth].reverse().map((name) => (isRenumbered(name) ? renumbered.shift()! : name));
  const configurations = new Map<string, JsonMap>();
  const way = set.map((name) => {
    const server = servers.find((one) => one.name === name)!;
    const previous = before.get(name)!;
    const ran = { ...server, declared: previous };
    const quick = detour(ran, previous, {
      keeps: new Map(),
      empties: new Set(),
      quick: readFleet([{ ...ran, config: previous }]).relationships.filter(({ sides }) =>
        sides.some(({ self }) => stage.whole.includes(names(name, self ?? "") ?? "")),
      ),
      together: set.length,
    });
    configurations.set(configurationKey({ server: name, sends: "previous" }), previous);
    const sends = quick === previous ? "previous" : "previous and quick";
    configurations.set(configurationKey({ server: name, sends }), quick);
    return [name, sends] as const;
  });
  const library = new Map(world.library);
  for (const [key, config] of configurations) {
    const family = servers.find(({ name }) => key.startsWith(`${name} `))!.family;
    library.set(key, factsOf(family, config));
  }
  const group = {
    whole: new Set(stage.whole),
    swaps: new Set(stage.swaps),
    renumbered: new Set(stage.renumbered),
  };
  const old = new Set(
    set.flatMap((server) =>
      library.get(configurationKey({ server, sends: "previous" }))!.subnets.map(({ key }) => key),
    ),
  );
  let now: World = { ...world, library };
  const played: Played[] = [];
  const add = (...more: readonly Played[]) => {
    played.push(...more);
    now = more.at(-1)?.moments.at(-1) ?? now;
  };
  const go = (sets: readonly (readonly [string, string])[], bonds: Partial<Group> = {}) => {
    const stage = { ...ALONE, ...bonds, servers: sets, helpless, rescues: true, open: handOvers(done) };
    // Start-up files hold what ran before, unless they have been written since.
    add(...safeSteps(now, stage, names, old).filter(({ step }) => step.kind !== "persist"));
  };
  go(way, group);
  const broken = new Set(
    [...lost].flatMap((name) => {
      const { family } = servers.find((one) => one.name === name)!;
      return factsOf(family, before.get(name)!).roles.flatMap(({ self }) => names(name, self) ?? []);
    }),
  );
  // Who stopped serving and is not set again serves what is its own: a partner that is lost may refuse its leases.
  const stopped = new Set(done.flatMap((step) => (step.kind === "pause" ? [step.helper] : [])));
  add(
    ...resumed(
      now,
      names,
      (server) => stopped.has(server),
      (relationship) => broken.has(relationship),
    ),
  );
  for (const [name, sends] of way) if (sends !== "previous") go([[name, "previous"]]);
  for (const server of set) if (wrote.has(server)) add({ step: { kind: "persist", server }, moments: [now] });
  const steps = played.flatMap(({ step }) => without(broken, step));
  return { steps, played, configurations };
}

/** Servers that were to be set, and have to be after all: those that were wait in vain for them. */
function stillTerminated(
  { stage, before, world, lost }: Failure,
  set: readonly string[],
  names: Names,
): string[] {
  const wholes = (name: string, isTold: (state: string) => boolean = () => true) => {
    const { facts, members } = world.servers.get(name)!;
    const mine = facts.roles.map(({ self }, at) => (isTold(members[at]!.state) ? names(name, self) : ""));
    return mine.filter((one) => one !== undefined && stage.whole.includes(one));
  };
  const met = new Set(set.flatMap((name) => wholes(name)));
  return [...before.keys()].filter(
    (name) =>
      !set.includes(name) &&
      !lost?.has(name) &&
      wholes(name, (state) => state === "terminated").some((one) => met.has(one)),
  );
}

/** What ties a server that is set alone to others. */
const ALONE = {
  whole: new Set<string>(),
  swaps: new Set<string>(),
  renumbered: new Set<string>(),
  moves: [],
};

/** Hand-overs that were begun. */
const handOvers = (done: readonly Step[]) =>
  done.flatMap((step) => (step.kind === "hand-over" ? [step] : []));

/** A relationship with a server that is lost does not get healthy, and who serves in it for that one goes on. */
function without(broken: ReadonlySet<string>, step: Step): Step[] {
  if (step.kind === "give-back") return broken.has(step.relationship) && !step.isOwn ? [] : [step];
  if (step.kind !== "gate") return [step];
  const relationships = step.relationships.filter((name) => !broken.has(name));
  return relationships.length > 0 ? [{ ...step, relationships }] : [];
}
