/** What a plan promises, checked by playing it. */
import { configurationKey, type Plan, plan } from "../../rollout/plan/plan";
import { factsOf } from "../../rollout/plan/facts";
import { type Harm, isServed, service, strangers, unknownUpdates } from "../../rollout/plan/service";
import { play, simulate } from "../../rollout/plan/simulate";
import { surplus } from "../../rollout/plan/hand-overs";
import type { Step } from "../../rollout/plan/steps";
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
