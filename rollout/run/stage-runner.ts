import type { JsonMap } from "../../kea/json";
import { map } from "../../kea/json";
import { ChannelError } from "../channels/channel";
import { Outcome } from "../outcome";
import { mirrored } from "../plan/dark";
import type { Plan } from "../plan/plan";
import { setNext, type Stage, type Step } from "../plan/steps";
import type { Survey } from "../plan/survey";
import { undo } from "../plan/undo";
import { worldOf } from "../plan/world";
import { ForeignConfiguration } from "./guard";
import { letGo } from "./let-go";
import type { StepReport } from "./report";
import { runsAsKnown } from "./runs-as-known";
import { StepRunner, type Tools } from "./step-runner";
import { Stop } from "./stop";

/** Runs one stage; what fails goes back to what it ran before the stage. */
export class StageRunner {
  readonly steps: StepReport[] = [];

  constructor(
    private readonly plan: Plan,
    private readonly tools: Tools,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws Stop when the stage did not end as planned; by then what could be undone is. */
  async run(stage: Stage): Promise<void> {
    const { ledger, servers } = this.tools;
    // Who was started anew since the rollout began is who helps now.
    await servers.look(helpersIn(stage));
    const before = new Map<string, JsonMap>();
    for (const step of stage.steps)
      if (step.kind === "set") before.set(step.server, ledger.configuration(step.server));
    const runner = new StepRunner(this.tools, {
      configurations: this.plan.configurations,
      signal: this.signal,
      pids: new Map([...servers.surveys].map(([name, { status }]) => [name, status.pid])),
      lost: new Set(),
      takesTurns: true,
    });
    try {
      const all = batches(stage.steps);
      for (const [index, together] of all.entries()) {
        const next = setNext(all.slice(index).flat());
        if (next) await runner.prepare(next);
        await ended(together.map((step) => runner.run(step)));
      }
    } catch (error) {
      await runner.end();
      if (!(error instanceof ChannelError || error instanceof Stop)) throw error;
      const problems = error instanceof Stop ? [...error.problems] : [error.message];
      // What is only looked at cannot be undone.
      if (stage.steps.every(({ kind }) => kind === "gate")) throw new Stop(Outcome.BROKEN, problems);
      const done = runner.begun.filter((step) => step.kind !== "persist" || ledger.hasWritten(step.server));
      throw new Stop(await this.goBack(stage, done, before, problems), problems);
    } finally {
      await runner.end();
      this.steps.push(...runner.steps);
    }
  }

  /**
   * Returns what a stage touched to what it ran. One server that cannot be returned is no reason to leave the
   * others: the way is planned anew without it.
   */
  private async goBack(
    stage: Stage,
    done: readonly Step[],
    before: ReadonlyMap<string, JsonMap>,
    problems: string[],
  ): Promise<Outcome> {
    const [lost, back] = [new Set<string>(), new Set<string>()];
    const helpless = new Set(this.tools.servers.dark.keys());
    const spoiled: string[] = [];
    for (;;) {
      const surveys = await this.lookAgain();
      const { servers, declaration } = this.tools;
      // What is back stays: only what is left is planned.
      const left = done.filter((step) => step.kind !== "set" || !back.has(step.server));
      const dark = mirrored(servers.all, surveys, servers.dark);
      const world = worldOf(declaration.servers, surveys, undefined, dark);
      const failure = { stage, done: left, before, world, lost, helpless };
      const way = undo(failure, declaration.servers, this.plan.names);
      const runner = new StepRunner(this.tools, {
        configurations: way.configurations,
        // An interrupted rollout still has to leave everybody served.
        signal: new AbortController().signal,
        pids: new Map([...surveys].map(([name, { status }]) => [name, status.pid])),
        lost,
        // Members that changed together may both be without service now.
        takesTurns: stage.whole.length === 0,
      });
      let failed: { step: Step; error: Error } | undefined;
      for (const [index, step] of way.steps.entries()) {
        const next = setNext(way.steps.slice(index));
        let isReady = next === undefined;
        try {
          if (next) await runner.prepare(next);
          isReady = true;
          await runner.run(step);
          if (step.kind === "set" && step.sends === "previous") back.add(step.server);
        } catch (error) {
          if (!(error instanceof ChannelError || error instanceof Stop)) throw error;
          if (step.kind !== "persist") {
            failed = { step: isReady ? step : next!, error };
            break;
          }
          const isOurs = error instanceof ChannelError || (await this.isOurs(step.server));
          const warning = " Until then do not restart Kea there: its start-up file is not what it runs.";
          spoiled.push(`${error.message}${isOurs ? warning : ""}`);
        }
      }
      await runner.end();
      if (!failed) {
        problems.push(...spoiled, ...(await this.letGo(done, lost, runner)));
        return lost.size === 0 && spoiled.length === 0 ? Outcome.UNDONE : Outcome.BROKEN;
      }
      const { step, error } = failed;
      if (step.kind === "set") {
        lost.add(step.server);
        problems.push(
          error instanceof ForeignConfiguration ? error.message : this.unreturned(step.server, error),
        );
      } else if (step.kind === "hand-over" && !helpless.has(step.helper)) helpless.add(step.helper);
      else {
        problems.push(...spoiled, error.message);
        return Outcome.BROKEN;
      }
    }
  }

  private unreturned(server: string, error: Error): string {
    const { servers, ledger } = this.tools;
    const cause = error instanceof ChannelError ? error.cause : error.message;
    const next = ledger.hasWritten(server)
      ? "Its start-up file is not what ran before: when Kea takes commands again there, `kea-ha restore` brings that back."
      : "Restart Kea there: its start-up file has it.";
    return `${servers.named(server).host}: the previous configuration could not be brought back: ${cause} ${next}`;
  }

  /** Whether a server runs what it got, as far as it says. What somebody else made it run may be its start-up file. */
  private async isOurs(server: string): Promise<boolean> {
    try {
      return (await runsAsKnown(server, this.tools.servers, this.tools.ledger)) !== false;
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      return true;
    }
  }

  /** Leaves nothing open for servers that are lost, as far as that comes about; returns what is. */
  private async letGo(
    done: readonly Step[],
    lost: ReadonlySet<string>,
    runner: StepRunner,
  ): Promise<readonly string[]> {
    const { servers, ledger, patienceMs, progress } = this.tools;
    const open = done.flatMap((step) => (step.kind === "hand-over" && lost.has(step.owner) ? [step] : []));
    for (const { relationship, helper, owner } of open)
      progress.waiting(relationship, `${helper} serves for ${owner}, until it has taken over by itself.`);
    const still = await letGo(open, ledger.fleet, servers, patienceMs, (step) => runner.run(step));
    return still.map(
      ({ relationship, helper, owner }) =>
        `${relationship}: ${helper} serves for ${owner}, and has not taken over by itself. Bring ${owner} back, and roll out again.`,
    );
  }

  /** What all servers that answer run and say now. */
  private async lookAgain(): Promise<ReadonlyMap<string, Survey>> {
    const { servers, ledger, declaration } = this.tools;
    const statuses = await servers.statuses();
    const surveys = new Map<string, Survey>();
    for (const { name } of declaration.servers) {
      const status = statuses.get(name);
      const known = servers.surveys.get(name)!;
      if (status === undefined) continue;
      const hooks = map(status)["high-availability"] === undefined ? [] : ["ha-heartbeat"];
      surveys.set(name, {
        ...known,
        running: ledger.configuration(name),
        hash: ledger.hash(name),
        status: map(status),
        commands: hooks,
      });
    }
    return surveys;
  }
}

/** Servers that serve for others, or stop. */
const helpersIn = ({ steps }: Stage) => [
  ...new Set(steps.flatMap((step) => ("helper" in step ? [step.helper] : []))),
];

/** Steps of one kind that follow each other and can be done at the same time, such as a hub's hand-overs. */
function batches(steps: readonly Step[]): Step[][] {
  const found: Step[][] = [];
  for (const step of steps) {
    const last = found.at(-1);
    const joins = last?.[0]!.kind === step.kind && ["hand-over", "give-back", "persist"].includes(step.kind);
    if (joins) last!.push(step);
    else found.push([step]);
  }
  return found;
}

/** Waits until all have ended, and then throws what failed first. */
async function ended(actions: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(actions);
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}
