/** What a plan promises, checked by playing it. */
import type { JsonMap } from "../../kea/json";
import { heardPartner, placesOf } from "../../rollout/plan/contact";
import type { Declaration } from "../../rollout/plan/declaration";
import { describeSick, sickRelationships, unallowed } from "../../rollout/plan/obstacles";
import { paused } from "../../rollout/plan/paused";
import { configurationKey, type Plan, plan } from "../../rollout/plan/plan";
import { factsOf, partnerOf } from "../../rollout/plan/facts";
import { type Harm, isServed, service, strangers, unknownUpdates } from "../../rollout/plan/service";
import { aftermath, play, simulate } from "../../rollout/plan/simulate";
import { surplus } from "../../rollout/plan/hand-overs";
import type { Step } from "../../rollout/plan/steps";
import type { Survey } from "../../rollout/plan/survey";
import { undo } from "../../rollout/plan/undo";
import type { World } from "../../rollout/plan/world";
import { situation, type Spec } from "./generate-changes";

export const stepsOf = (found: Plan) => found.waves.flat().flatMap(({ steps }) => steps);

export interface Moment {
  readonly step: Step;
  readonly world: World;
}

/** All moments of some steps, each with the step that it belongs to. */
export const trace = (start: World, steps: readonly Step[]): Moment[] =>
  play(start, steps).flatMap(({ step, moments }) => moments.map((world) => ({ step, world })));

export const planned = (from: Spec, to: Spec) => {
  const { servers, surveys, fleet } = situation(from, to);
  return { servers, surveys, fleet, found: plan(servers, fleet, surveys) };
};

/** Steps in short, for the message of a failure. */
export const told = (steps: readonly Step[]) =>
  steps.map((step) => JSON.stringify({ ...step, interruption: undefined })).join("\n");

const isServedNow = (end: World, key: string) => isServed(service(end).get(key));

/**
 * Fails each step of a plan in turn, and goes back.
 *
 * @param isServedAfter - whether what was served before is as it should be at the end.
 * @throws Error if something that a plan promises does not hold on a way back.
 */
export function checkWaysBack(from: Spec, to: Spec, isServedAfter = isServedNow): void {
  const { found, servers, surveys } = planned(from, to);
  const runs = new Map([...surveys].map(([name, { running }]) => [name, running]));
  let start = found.world;
  for (const stage of found.waves.flat()) {
    const before = new Map(
      stage.steps.flatMap((step) => (step.kind === "set" ? [[step.server, runs.get(step.server)!]] : [])),
    );
    const first = start;
    const wasServed = new Set([...service(start)].filter(([, s]) => isServed(s)).map(([key]) => key));
    let world = start;
    stage.steps.forEach((step, index) => {
      world = simulate(world, step);
      if (step.kind === "persist") return;
      const done = stage.steps.slice(0, index + 1);
      const way = undo({ stage, done, before, world, lost: new Set() }, servers, found.names);
      const library = new Map(world.library);
      for (const [key, config] of way.configurations) {
        const server = servers.find(({ name }) => key.startsWith(`${name} `))!;
        library.set(key, factsOf(server.family, config));
      }
      const moments_ = trace({ ...world, library }, way.steps);
      const explained = () => `${told(done)}\nundo\n${told(way.steps)}`;
      // What comes with the stage has hardly a client yet.
      const isOld = ({ key }: Harm) => service(first).has(key);
      for (const moment of moments_) {
        const found_ = [...strangers(moment.world), ...unknownUpdates(moment.world).filter(isOld)];
        if (found_.length > 0) throw new Error(`${found_[0]!.text}\n${explained()}`);
      }
      const end = moments_.at(-1)?.world ?? world;
      for (const [name, config] of before)
        if (done.some((one) => one.kind === "set" && one.server === name))
          expect(end.servers.get(name)!.facts).toEqual(factsOf(servers[0]!.family, config));
      for (const key of wasServed)
        if (!isServedAfter(end, key)) throw new Error(`${key} is not served\n${explained()}`);
      if (surplus(end).length > 0) throw new Error(`hand-over left\n${explained()}`);
    });
    start = world;
    for (const step of stage.steps)
      if (step.kind === "set") runs.set(step.server, found.configurations.get(configurationKey(step))!);
  }
}

/**
 * Kills a rollout after each of its steps in turn, and lets another one go on when nothing happens any more.
 *
 * @throws Error if that one is refused because of what was left; or, where members were left pausing, if it does not
 * leave everybody served.
 */
export function checkNextRuns(from: Spec, to: Spec): void {
  const { found, servers, surveys, fleet } = planned(from, to);
  const runs = new Map([...surveys].map(([name, { running }]) => [name, running]));
  let world = found.world;
  const done: Step[] = [];
  for (const step of stepsOf(found)) {
    world = simulate(world, step);
    done.push(step);
    if (step.kind === "set") runs.set(step.server, found.configurations.get(configurationKey(step))!);
    const quiet = aftermath(world).at(-1)!;
    const now = new Map(
      [...surveys].map(([name, survey]) => [name, { ...survey, ...saidIn(quiet, name, runs.get(name)!) }]),
    );
    const next = plan(servers, fleet, now);
    const explained = () => `${told(done)}\nkilled, and then\n${told(stepsOf(next))}`;
    const declaration = { servers, fleet } as unknown as Declaration;
    for (const { relationship, passing } of sickRelationships(
      declaration,
      now,
      new Set(next.differences.keys()),
    ))
      if (!passing) throw new Error(`${describeSick(relationship)}\n${explained()}`);
    if (paused(quiet).length === 0) continue;
    if (unallowed(next).length > 0) throw new Error(`${unallowed(next).join("\n")}\n${explained()}`);
    const all = trace(next.world, stepsOf(next));
    const before = new Set([...strangers(next.world), ...unknownUpdates(next.world)].map(({ text }) => text));
    const isOld = ({ key }: Harm) => service(found.world).has(key) || service(quiet).has(key);
    for (const { world: moment } of all)
      for (const harm of [...strangers(moment), ...unknownUpdates(moment)])
        if (isOld(harm) && !before.has(harm.text)) throw new Error(`${harm.text}\n${explained()}`);
    const end = all.at(-1)?.world ?? next.world;
    for (const { name, family, declared } of servers) {
      if (!next.unchanged.includes(name))
        expect(end.servers.get(name)!.facts).toEqual(factsOf(family, declared));
    }
    for (const key of service(stepsOf(found).reduce(simulate, found.world)).keys())
      if (!isServedNow(end, key)) throw new Error(`${key} is not served\n${explained()}`);
    if (surplus(end).length + paused(end).length > 0) throw new Error(`left open\n${explained()}`);
  }
}

/** What a server runs and says at a moment. */
function saidIn(world: World, name: string, running: JsonMap): Partial<Survey> {
  const server = world.servers.get(name)!;
  if (server.members.length === 0) return { running, status: {}, commands: [] };
  const entries = placesOf(server).map((place) => {
    const partner = heardPartner(world, place);
    return {
      "ha-servers": {
        local: {
          "server-name": place.role.self,
          state: place.member.state,
          scopes: [...place.member.scopes],
        },
        ...(partnerOf(place.role) && {
          remote: { "last-state": partner?.member.state ?? "unavailable", "in-touch": partner !== undefined },
        }),
      },
    };
  });
  const local = server.off.flatMap((by) => (typeof by === "number" ? [1000 + by] : []));
  const off = { "globally-disabled": server.off.length > 0, "disabled-by-local-command": local };
  return {
    running,
    commands: ["ha-heartbeat"],
    status: { "high-availability": entries, "dhcp-state": off },
  };
}
