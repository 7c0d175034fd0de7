import { namesIn } from "../../kea/model/family";
import { Outcome } from "../outcome";
import { gatedBy, setBy, sitesAmong } from "../plan/order";
import type { Plan } from "../plan/plan";
import type { Stage } from "../plan/steps";
import { Stop } from "./stop";

/** How waves are run. */
export interface WavesOptions {
  /**
   * Share of the sites that may fail before no other is begun. A site is one whatever families its hosts run, and
   * however often they are set; so is a hub or a backup that fails.
   */
  readonly mayFail: number;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Called before each wave. */
  readonly begin: (wave: number) => void;
  /** Why a stage cannot be begun, when its turn has come; undefined when it can. */
  readonly obstacle: (stage: Stage) => Promise<string | undefined>;
  /** @throws Stop when the stage failed. */
  readonly run: (stage: Stage) => Promise<void>;
}

/**
 * Runs wave after wave, and the stages of a wave at the same time. What fails is undone within its stage, and
 * what shares a relationship with it is left; others go on as long as no more fail than may.
 *
 * @throws Stop with everything that failed or was left.
 */
export async function runWaves(plan: Plan, options: WavesOptions): Promise<void> {
  const { mayFail, signal, begin, obstacle, run } = options;
  const most = mayFail * new Set(sitesAmong(plan.waves.flat()).map(hostsOf)).size;
  const left: { stage: Stage; stop: Stop }[] = [];
  const interrupted: string[] = [];
  const failed = new Set<string>();
  for (const [index, wave] of plan.waves.entries()) {
    const touched = new Set(left.flatMap(({ stage }) => relationshipsOf(stage, plan)));
    const free = wave.filter((stage) => relationshipsOf(stage, plan).every((name) => !touched.has(name)));
    if (free.length === 0) continue;
    begin(index);
    const results = await Promise.allSettled(
      free.map(async (stage) => {
        const why = await obstacle(stage);
        if (why === undefined) await run(stage);
        return why;
      }),
    );
    for (const [at, result] of results.entries()) {
      const stage = free[at]!;
      if (result.status === "fulfilled") {
        if (result.value !== undefined) left.push({ stage, stop: new Stop(Outcome.UNDONE, [result.value]) });
        continue;
      }
      const reason: unknown = result.reason;
      if (!(reason instanceof Stop)) throw reason;
      left.push({ stage, stop: reason });
      failed.add(hostsOf(stage));
    }
    const isBroken = left.some(({ stop }) => stop.outcome === Outcome.BROKEN);
    if (signal.aborted && index + 1 < plan.waves.length)
      interrupted.push(
        `Interrupted after wave ${index + 1} of ${plan.waves.length}. Roll out again to go on from there.`,
      );
    if (failed.size > most || isBroken || signal.aborted) break;
  }
  if (left.length === 0 && interrupted.length === 0) return;
  const outcomes = left.map(({ stop }) => stop.outcome);
  const outcome: Outcome = Math.max(...outcomes, ...(interrupted.length > 0 ? [Outcome.UNDONE] : []));
  throw new Stop(outcome, [...left.flatMap(({ stop }) => stop.problems), ...interrupted]);
}

/** The relationships that a stage looks at, and those of the servers that it sets, before and after it. */
function relationshipsOf(stage: Stage, { world, names, configurations }: Plan): string[] {
  const own = setBy(stage).flatMap((server) => {
    const keys = [...configurations.keys()].filter((key) => key.startsWith(`${server} `));
    const facts = [world.servers.get(server)!.facts, ...keys.flatMap((key) => world.library.get(key) ?? [])];
    return facts.flatMap(({ roles }) => roles.flatMap(({ self }) => names(server, self) ?? []));
  });
  return [...gatedBy(stage), ...own];
}

/** The hosts that a stage sets servers of, as one name. */
const hostsOf = (stage: Stage) =>
  [...new Set(setBy(stage).map((server) => namesIn(server).host))].sort().join(" ");
