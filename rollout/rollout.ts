import { setTimeout as sleep } from "node:timers/promises";
import { summarize } from "../kea/difference";
import { describe } from "../kea/findings";
import { type Fleet, readFleet } from "../kea/fleet";
import { health, type RelationshipHealth, type Statuses } from "../kea/health";
import type { JsonMap } from "../kea/json";
import { configTestIsSafe } from "../kea/profiles";
import { type Channel, ChannelError } from "./channels/channel";
import { openChannel } from "./channels/open";
import { sentence } from "./channels/sentence";
import type { Declaration, DeclaredServer } from "./load";
import { sickRelationships, wrongVersions } from "./obstacles";
import { plan, type Plan, slowestHeartbeat, type Stage, type Step } from "./plan";
import type { Progress } from "./progress";
import { Outcome, type Report, type ServerReport, type StepReport } from "./report";
import { readStatus, type Survey, survey } from "./survey";

/** What a user may allow. */
export interface RolloutOptions {
  /** Start although a relationship is not healthy. */
  readonly allowUnhealthy: boolean;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** Milliseconds between two looks at the servers. */
const POLL_MS = 200;

/**
 * Brings all servers of a component to their declared configurations, stage by stage. What fails is
 * undone within its stage. Never throws for what a server or a network does.
 */
export async function rollout(
  declaration: Declaration,
  progress: Progress,
  options: RolloutOptions,
): Promise<Report> {
  const run = new Rollout(declaration, progress, options);
  try {
    return await run.run();
  } finally {
    await run.close();
  }
}

/** A reason to stop, told in sentences that name host, cause and remedy. */
class Stop extends Error {
  constructor(
    readonly outcome: Outcome,
    readonly problems: readonly string[],
  ) {
    super(problems.join("\n"));
  }
}

class Rollout {
  private readonly channels = new Map<string, Channel>();
  private surveys = new Map<string, Survey>();
  private readonly steps: StepReport[] = [];
  private readonly runs = new Map<string, ServerReport>();
  /** Servers whose start-up files this rollout has written. */
  private readonly written = new Set<string>();
  /** An interrupted rollout still has to leave everybody served. */
  private undoing = false;
  /** From silence to a verdict: three heartbeats to get to normal, and time to fetch leases. */
  private readonly patienceMs: number;

  constructor(
    private readonly declaration: Declaration,
    private readonly progress: Progress,
    private readonly options: RolloutOptions,
  ) {
    this.patienceMs = 4 * slowestHeartbeat(declaration.fleet) + 30_000;
  }

  async run(): Promise<Report> {
    try {
      this.refuseFindings();
      await this.openAll();
      await this.surveyAll();
      await this.refuseSickness();
      const todo = plan(this.declaration.servers, this.declaration.fleet, this.surveys);
      this.announce(todo);
      await this.testAll(todo);
      for (const stage of todo.stages) await this.runStage(stage);
      return await this.report(Outcome.DONE, []);
    } catch (error) {
      if (error instanceof Stop) return this.report(error.outcome, error.problems);
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.channels.values()].map((channel) => channel.close()));
  }

  private refuseFindings(): void {
    const errors = this.declaration.findings.filter((finding) => finding.severity === "error");
    if (errors.length > 0) throw new Stop(Outcome.BAD_INPUT, errors.map(describe));
  }

  private async openAll(): Promise<void> {
    await this.onEach(this.declaration.servers, async (server) => {
      this.channels.set(server.name, await openChannel(server));
    });
  }

  private async surveyAll(): Promise<void> {
    await this.onEach(this.declaration.servers, async (server) => {
      this.surveys.set(server.name, await survey(server, this.channel(server.name)));
    });
    const problems = wrongVersions(this.declaration.servers, this.surveys);
    if (problems.length > 0) throw new Stop(Outcome.REFUSED, problems);
  }

  /** Waits for what passes by itself; refuses what does not. */
  private async refuseSickness(): Promise<void> {
    const deadline = Date.now() + this.patienceMs;
    for (let told = false; ; told = true) {
      const sick = sickRelationships(this.declaration, this.surveys);
      if (sick.length === 0 || this.options.allowUnhealthy) return;
      if (sick.some(({ passing }) => !passing) || Date.now() > deadline) {
        throw new Stop(
          Outcome.REFUSED,
          sick.map(
            ({ relationship: { name, troubles, next } }) =>
              `relationship ${name} is not healthy: ${troubles.join(" ")} ${next} To roll out all the same, allow it (--allow-unhealthy).`,
          ),
        );
      }
      if (!told)
        for (const { relationship } of sick)
          this.progress.line(relationship.name, `${relationship.troubles[0]} Waiting.`);
      await this.pause();
      await this.onEach(this.declaration.servers, async (server) => {
        const known = this.surveys.get(server.name)!;
        const status = (await readStatus(this.channel(server.name))) as JsonMap | undefined;
        this.surveys.set(server.name, { ...known, status: status ?? known.status });
      });
    }
  }

  private announce({ stages, unchanged, differences }: Plan): void {
    for (const { name } of this.declaration.servers) {
      const { version } = this.surveys.get(name)!;
      const differ = differences.get(name);
      const runs = differ === undefined ? "declared" : "previous";
      this.runs.set(name, { server: name, kea: version, runs, touched: false });
      const what = !differ
        ? "runs what is declared"
        : differ.length === 0
          ? "lost its hooks"
          : summarize(differ);
      this.progress.line(name, `Kea ${version}, ${what}`);
    }
    if (unchanged.length === this.declaration.servers.length && stages.length === 0) {
      this.progress.line(this.declaration.manifest.component, "nothing to do");
    }
  }

  /** Lets each server that is to change look at its configuration, where that tells something. */
  private async testAll({ differences }: Plan): Promise<void> {
    const servers = this.declaration.servers.filter((server) => {
      const { version, commands } = this.surveys.get(server.name)!;
      return (
        differences.has(server.name) && (configTestIsSafe(version) || !commands.includes("ha-heartbeat"))
      );
    });
    await this.onEach(servers, async (server) => {
      const reply = await this.channel(server.name).send("config-test", server.declared);
      if (reply.result !== 0) throw refusal(server, "config-test", reply.text);
    });
  }

  private async runStage(stage: Stage): Promise<void> {
    const touched: DeclaredServer[] = [];
    try {
      for (const step of stage.steps) {
        const started = Date.now();
        await this.runStep(step, touched);
        this.steps.push({ step: step.kind, on: subject(step), ms: Date.now() - started });
      }
    } catch (error) {
      if (!(error instanceof ChannelError || error instanceof Stop)) throw error;
      const problems = error instanceof Stop ? [...error.problems] : [error.message];
      const outcome = await this.undo(touched, problems);
      throw new Stop(outcome, problems);
    }
  }

  private async runStep(step: Step, touched: DeclaredServer[]): Promise<void> {
    if (step.kind !== "persist" && this.options.signal.aborted)
      throw new Stop(Outcome.UNDONE, ["Interrupted."]);
    switch (step.kind) {
      case "set": {
        const server = this.server(step.server);
        touched.push(server);
        this.runs.set(server.name, { ...this.runs.get(server.name)!, runs: "unknown", touched: true });
        const reply = await this.channel(server.name).send("config-set", server.declared);
        if (reply.result !== 0) throw refusal(server, "config-set", reply.text);
        this.runs.set(server.name, { ...this.runs.get(server.name)!, runs: "declared" });
        return this.progress.line(server.name, "configuration set");
      }
      case "settle":
        return this.wait(this.declaration.fleet, step.server, (all) =>
          all.flatMap((r) =>
            r.members.filter((m) => step.members.includes(m.name)).flatMap((m) => m.troubles),
          ),
        );
      case "gate":
        for (const name of step.relationships) {
          await this.wait(this.declaration.fleet, name, (all) => all.find((r) => r.name === name)!.troubles);
        }
        return;
      case "persist": {
        const server = this.server(step.server);
        const reply = await this.channel(server.name).send("config-write", {});
        if (reply.result !== 0) {
          throw new Stop(Outcome.UNDONE, [
            `${server.host}: Kea cannot write its start-up file: ${keaSays(reply.text)} Give Kea's user (on Debian: _kea) the right to write that file, and roll out again.`,
          ]);
        }
        this.written.add(server.name);
        return this.progress.line(server.name, "written to its start-up file");
      }
    }
  }

  /** Looks at all servers until nothing troubles the relationships any more. */
  private async wait(
    fleet: Fleet,
    on: string,
    troubles: (all: RelationshipHealth[]) => readonly string[],
  ): Promise<void> {
    const deadline = Date.now() + this.patienceMs;
    for (let last = ""; ;) {
      const statuses = await this.statuses();
      const found = troubles(fleet.relationships.map((r) => health(r, statuses)));
      if (found.length === 0) return this.progress.line(on, "healthy");
      if (found[0] !== last) this.progress.line(on, `waiting: ${(last = found[0]!)}`);
      if (found.some((trouble) => trouble.includes(" is terminated,")) || Date.now() > deadline) {
        throw new Stop(Outcome.UNDONE, [`${on} does not get healthy: ${found.join(" ")}`]);
      }
      if (this.options.signal.aborted && !this.undoing) throw new Stop(Outcome.UNDONE, ["Interrupted."]);
      await this.pause();
    }
  }

  /**
   * Returns the touched servers to what they ran, last touched first, and waits until that is healthy.
   * One that cannot be returned is no reason to leave the others.
   */
  private async undo(touched: readonly DeclaredServer[], problems: string[]): Promise<Outcome> {
    this.undoing = true;
    const lost = new Set<string>();
    for (const server of [...touched].reverse()) {
      try {
        await this.bringBack(server);
      } catch (error) {
        lost.add(server.name);
        problems.push(
          `${server.host}: the previous configuration could not be brought back: ${error instanceof ChannelError ? error.cause : (error as Error).message} Restart Kea there: its start-up file has it.`,
        );
      }
    }
    if (touched.length === 0) return Outcome.UNDONE;
    const now = readFleet(
      this.declaration.servers.map((server) => ({
        ...server,
        config:
          this.runs.get(server.name)!.runs === "declared"
            ? server.declared
            : this.surveys.get(server.name)!.running,
      })),
      this.declaration.manifest.relationships,
    );
    const complete: Fleet = {
      ...now,
      relationships: now.relationships.filter(
        (r) =>
          r.sides.length > 1 &&
          r.sides.some((s) => touched.some((t) => t.name === s.server.name)) &&
          !r.sides.some((s) => lost.has(s.server.name)),
      ),
    };
    try {
      await this.wait(complete, this.declaration.manifest.component, (all) => all.flatMap((r) => r.troubles));
      return lost.size === 0 ? Outcome.UNDONE : Outcome.BROKEN;
    } catch (error) {
      problems.push((error as Error).message);
      return Outcome.BROKEN;
    }
  }

  /** Gives a server its previous configuration, and its start-up file too where that was written. */
  private async bringBack(server: DeclaredServer): Promise<void> {
    const { running } = this.surveys.get(server.name)!;
    const channel = await this.reopened(server);
    const reply = await channel.send("config-set", running);
    if (reply.result !== 0) throw refusal(server, "config-set", reply.text);
    this.runs.set(server.name, { ...this.runs.get(server.name)!, runs: "previous" });
    this.progress.line(server.name, "previous configuration is back");
    if (this.written.delete(server.name)) await this.runStep({ kind: "persist", server: server.name }, []);
  }

  private async reopened(server: DeclaredServer): Promise<Channel> {
    const channel = this.channel(server.name);
    const answers = await channel.send("version-get", undefined, 5_000).then(
      () => true,
      () => false,
    );
    if (answers) return channel;
    await channel.close();
    const fresh = await openChannel(server);
    this.channels.set(server.name, fresh);
    return fresh;
  }

  private async report(outcome: Outcome, problems: readonly string[]): Promise<Report> {
    const statuses = await this.statuses();
    return {
      component: this.declaration.manifest.component,
      outcome: Outcome[outcome] as keyof typeof Outcome,
      problems,
      servers: [...this.runs.values()],
      relationships:
        this.channels.size > 0 ? this.declaration.fleet.relationships.map((r) => health(r, statuses)) : [],
      steps: this.steps,
    };
  }

  private async statuses(): Promise<Statuses> {
    const entries = [...this.channels].map(
      async ([name, channel]) => [name, await readStatus(channel)] as const,
    );
    return new Map(await Promise.all(entries));
  }

  /** Does the same on servers at once; says all that fails, not only the first. */
  private async onEach(
    servers: readonly DeclaredServer[],
    action: (server: DeclaredServer) => Promise<void>,
  ): Promise<void> {
    const results = await Promise.allSettled(servers.map(action));
    const failures = results.flatMap((r) => (r.status === "rejected" ? [r.reason as unknown] : []));
    const strange = failures.find((f) => !(f instanceof ChannelError || f instanceof Stop));
    if (strange) throw strange;
    const problems = failures.flatMap((f) => (f instanceof Stop ? f.problems : [(f as Error).message]));
    if (problems.length > 0) throw new Stop(Outcome.REFUSED, problems);
  }

  private async pause(): Promise<void> {
    await sleep(POLL_MS);
  }

  private channel(name: string): Channel {
    return this.channels.get(name)!;
  }

  private server(name: string): DeclaredServer {
    return this.declaration.servers.find((server) => server.name === name)!;
  }
}

function subject(step: Step): string {
  return step.kind === "gate" ? step.relationships.join(", ") : step.server;
}

/** Kea's words as a sentence, without places in Kea's own source or in the command's one line. */
function keaSays(text: string): string {
  return sentence(text.replaceAll(/ \(<wire>:[\d:]+\)| \[system:\d+ at .*\]/g, ""));
}

/** Kea's refusal, with what usually helps; the first that fits. */
function refusal(server: DeclaredServer, command: string, text: string): Stop {
  const remedies: readonly [RegExp, string][] = [
    [/address already in use/i, "Give the relationship another port, or stop what uses it on the host."],
    [/interface/i, "Name interfaces that the host has, or bring them up."],
    [/hook libraries failed to load/i, "Look into Kea's log on the host: a library refuses its parameters."],
    [/hook|\.so/i, "Install the library on the host, or set its directory (settings.directories.hooks)."],
    [/database|lease file/i, "Check the lease database's path and rights."],
  ];
  const remedy = remedies.find(([pattern]) => pattern.test(text))?.[1] ?? "Correct the declaration.";
  return new Stop(Outcome.UNDONE, [
    `${server.host}: Kea refuses the configuration (${command}): ${keaSays(text)} ${remedy}`,
  ]);
}
