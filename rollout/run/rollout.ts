import { setTimeout as sleep } from "node:timers/promises";
import type { Fleet } from "../../kea/fleet/fleet";
import { health, type RelationshipHealth } from "../../kea/shown/health";
import { type JsonMap, map, number } from "../../kea/json";
import { configTestIsSafe } from "../../kea/model/release-lines";
import { describe } from "../../kea/rules/findings";
import { WriteError } from "../files/beside";
import { Outcome } from "../outcome";
import { type ChangesInWords, changesInWords } from "../plan/changes-in-words";
import { mirrored, staleHearers, whyLeftOut } from "../plan/dark";
import type { Declaration } from "../plan/declaration";
import { leftOut, type LeftOut, notAllowed } from "../plan/left-out";
import {
  describeSick,
  lostChannels,
  sickRelationships,
  unallowed,
  unknownPartners,
  wrongVersions,
} from "../plan/obstacles";
import { differing, plan, type Plan, runningFleet } from "../plan/plan";
import { asGiven } from "../plan/still-runs";
import { vainWaits } from "../plan/terminated";
import type { Survey } from "../plan/survey";
import { announce, announceLeftOut } from "./announce";
import { fetchMs } from "./fetch-time";
import { troubleKey } from "./gate";
import { Ledger } from "./ledger";
import { obstacleTo, repairedBy } from "./obstacle";
import type { Progress } from "./progress";
import type { Report, StepReport } from "./report";
import { seeWhatRuns } from "./see-what-runs";
import { Servers } from "./servers";
import { StageRunner } from "./stage-runner";
import { refusal, Stop } from "./stop";
import { Turns } from "./turns";
import { runWaves } from "./waves";

/** What a user may ask for. */
export interface RolloutOptions {
  /** Start although a relationship is not healthy. */
  readonly allowUnhealthy: boolean;
  /** Set servers although no partner can serve their clients meanwhile. */
  readonly allowInterruption: boolean;
  /** Hosts that are left out, whether they answer or not. */
  readonly without: readonly string[];
  /** Partners, by member name or address, that are gone for good although nobody retired them. */
  readonly forget: readonly string[];
  /** Show the steps, and change nothing. */
  readonly dryRun: boolean;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Keeps the configurations that all servers run, before any is replaced. @throws WriteError */
  readonly save: (running: ReadonlyMap<string, JsonMap>) => void;
  /** What servers ran when they were last asked, as far as that is known. */
  readonly known: ReadonlyMap<string, JsonMap>;
  /** Keeps what servers run now; undefined for one of which nobody knows. */
  readonly recordKnown: (running: ReadonlyMap<string, JsonMap | undefined>) => void;
  /** When servers wrote their start-up files, as far as that is known. */
  readonly written: ReadonlyMap<string, Date>;
  /** Keeps that a server has written its start-up file. */
  readonly recordWritten: (server: string) => void;
}

/** What is said of a server whose Kea gave up DNS updates before it wrote its start-up file. */
const SUSPENDED =
  "Kea could not send DNS updates and has switched them off by itself, so they are off in its start-up file too. See that it reaches kea-dhcp-ddns, and roll out again.";

/** Milliseconds between two looks at relationships that are about to get healthy by themselves. */
const POLL_MS = 500;

/**
 * Brings all servers of a component to their declared configurations, wave by wave. What fails is
 * undone within its stage. Never throws for what a server or a network does.
 */
export async function rollout(
  declaration: Declaration,
  progress: Progress,
  options: RolloutOptions,
): Promise<Report> {
  const servers = new Servers(declaration.servers, options.without);
  const steps: StepReport[] = [];
  const suspended = new Set<string>();
  let ledger: Ledger | undefined;
  let todo: Plan | undefined;
  let left: LeftOut = { declaration, waits: [], pending: [] };
  let changes: ChangesInWords = {};
  const report = async (outcome: Outcome, problems: readonly string[]): Promise<Report> => {
    const statuses = await servers.statuses();
    if (ledger && [Outcome.UNDONE, Outcome.BROKEN].includes(outcome))
      await seeWhatRuns(ledger, servers, statuses);
    progress.each(
      "servers",
      [...suspended].map((server) => [server, SUSPENDED]),
    );
    return {
      format: 1,
      component: declaration.manifest.component,
      outcome: Outcome[outcome] as keyof typeof Outcome,
      problems,
      changes,
      plan: todo?.waves ?? [],
      servers: (ledger?.servers ?? []).map((one) => ({
        ...one,
        answers: statuses.get(one.server) !== undefined,
      })),
      pending: left.pending.map((server) => ({ server, why: servers.dark.get(server)!.why })),
      waits: [
        ...left.waits.map(([server, what]) => ({ server, what })),
        ...[...suspended].map((server) => ({ server, what: SUSPENDED })),
      ],
      relationships: servers.isOpen ? declaration.fleet.relationships.map((r) => health(r, statuses)) : [],
      steps,
    };
  };
  try {
    refuseFindings(declaration);
    await servers.open();
    if (!options.dryRun) {
      const unlocked = await servers.lock(declaration.manifest.component);
      progress.each(
        "servers",
        unlocked.map(({ server, why }) => [server, `not locked against other rollouts: ${why}`]),
      );
    }
    await servers.survey();
    if (servers.reached.length === 0) refuse(whyLeftOut(servers.dark));
    refuse([
      ...wrongVersions(servers),
      ...lostChannels(servers),
      ...unknownPartners(declaration, servers.surveys, options.forget),
    ]);
    const { surveys, dark } = servers;
    const patienceMs = patience(declaration.fleet, runningFleet(servers.reached, declaration.fleet, surveys));
    await awaitWord(declaration, servers, patienceMs, options.signal);
    left = leftOut({ declaration, surveys, dark, known: options.known });
    const now = left.declaration;
    const { policy = {} } = declaration.manifest;
    if (!(options.allowUnhealthy || policy.allowUnhealthy))
      await awaitHealth(now, servers, progress, patienceMs, options.signal);
    const seen = mirrored(declaration.servers, surveys, dark);
    const set = new Set(differing(now.servers, surveys).found.keys());
    refuse(vainWaits(declaration.servers, surveys, dark, set));
    todo = plan(now.servers, now.fleet, surveys, options.written, policy, seen);
    const given = asFound(servers, todo, options.known);
    ledger = new Ledger(now, given, todo.unchanged);
    changes = changesInWords(todo, now.fleet);
    announceLeftOut(left, servers, progress);
    announce(now, servers, todo, changes, progress);
    if (!(options.allowInterruption || policy.allowInterruption)) {
      const problems = unallowed(todo);
      // Who does not answer may be the reason.
      refuse(problems.length === 0 ? [] : [...problems, ...whyLeftOut(dark)]);
    }
    await testAll(servers, todo);
    if (options.dryRun) return await report(Outcome.DONE, []);
    if (todo.configurations.size > 0) keepRunning(options, given, dark);

    const { signal, recordWritten } = options;
    const died = new Map<string, string>();
    const found = healthOf(now, surveys);
    const before = new Set(found.flatMap((one) => one.troubles.map((text) => troubleKey(one, text))));
    const healthy = new Set(found.filter((one) => one.healthy).map(({ name }) => name));
    const outlook = { servers, ledger, progress, healthy, patienceMs, signal };
    const turns = new Turns((source) => fetchMs(source, ledger!.fleet, servers));
    const tools = {
      ...{ servers, declaration: now, ledger, progress, turns },
      ...{ patienceMs, before, died, suspended, recordWritten },
    };
    const waves = todo;
    progress.begin(waves.waves);
    await runWaves(waves, {
      mayFail: policy.mayFail ?? 0,
      signal,
      begin: (index) => progress.wave(index),
      obstacle: (stage) => obstacleTo(stage, outlook),
      run: async (stage) => {
        const runner = new StageRunner(waves, tools, signal);
        await runner.run(stage).finally(() => steps.push(...runner.steps));
        for (const name of await repairedBy(stage, outlook)) healthy.add(name);
      },
    });
    // Who was started again meanwhile is as good as new.
    const statuses = await servers.patientStatuses([...died.keys()]);
    const gone = [...died].filter(([name]) => statuses.get(name) === undefined).map(([, what]) => what);
    if (gone.length > 0) throw new Stop(Outcome.UNDONE, gone);
    const missing = notAllowed(left.pending, declaration, options.without);
    return await report(
      missing.length > 0 ? Outcome.PENDING : Outcome.DONE,
      missing.map((name) => `${name} is pending: ${servers.dark.get(name)!.why}`),
    );
  } catch (error) {
    if (error instanceof Stop) return await report(error.outcome, error.problems);
    throw error;
  } finally {
    if (ledger && !options.dryRun) options.recordKnown(ledger.known);
    await servers.close();
  }
}

/** How relationships are before anything is changed. */
function healthOf(
  { servers, fleet }: Declaration,
  surveys: ReadonlyMap<string, Survey>,
): readonly RelationshipHealth[] {
  const statuses = new Map([...surveys].map(([name, { status }]) => [name, status]));
  return runningFleet(servers, fleet, surveys).relationships.map((view) => health(view, statuses));
}

/**
 * What servers said, with what there is to go back to: what they were given before, not what Kea made of it. Who runs
 * what is declared stays with that.
 */
function asFound(
  servers: Servers,
  { unchanged }: Plan,
  known: ReadonlyMap<string, JsonMap>,
): ReadonlyMap<string, Survey> {
  return new Map(
    [...servers.surveys].map(([name, found]) => {
      if (unchanged.includes(name)) return [name, found];
      const running = asGiven(servers.named(name), known.get(name), found.running);
      return [name, { ...found, running }];
    }),
  );
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Stop(Outcome.REFUSED, problems);
}

/** Without the way back, nothing is changed. */
function keepRunning(
  { save, known }: RolloutOptions,
  surveys: ReadonlyMap<string, Survey>,
  dark: ReadonlyMap<string, unknown>,
): void {
  const silent = [...known].filter(([name]) => dark.has(name));
  try {
    save(new Map([...silent, ...[...surveys].map(([name, { running }]) => [name, running] as const)]));
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    refuse([`What runs now could not be kept, so nothing was changed: ${error.message}`]);
  }
}

function refuseFindings({ findings }: Declaration): void {
  const errors = findings.filter((finding) => finding.severity === "error");
  if (errors.length > 0) throw new Stop(Outcome.BAD_INPUT, errors.map(describe));
}

/**
 * Milliseconds to a verdict: heartbeats to get to normal and time to fetch leases, or a partner's silence. What runs
 * counts as well: it may have to be gone back to.
 */
function patience(...fleets: readonly Fleet[]): number {
  const sides = fleets.flatMap(({ relationships }) => relationships.flatMap((r) => r.sides));
  const slowest = (key: string, otherwise: number) =>
    Math.max(...sides.map((side) => number(map(side.map)[key]) ?? otherwise), 0);
  const heartbeat = slowest("heartbeat-delay", 10_000);
  return Math.max(
    4 * heartbeat + slowest("sync-timeout", 60_000),
    slowest("max-response-delay", 60_000) + 3 * heartbeat + 10_000,
  );
}

/** Waits until partners of servers that do not answer us, and are to be set, have found out whether they hear them. */
async function awaitWord(
  { servers: declared }: Declaration,
  servers: Servers,
  patienceMs: number,
  signal: AbortSignal,
): Promise<void> {
  const { surveys, dark } = servers;
  if (dark.size === 0) return;
  const began = performance.now();
  const answering = declared.filter(({ name }) => surveys.has(name));
  const set = differing(answering, surveys).found;
  for (let goneMs = 0; goneMs < patienceMs && !signal.aborted; goneMs = performance.now() - began) {
    const stale = staleHearers(declared, surveys, dark, goneMs).filter((name) => set.has(name));
    if (stale.length === 0) return;
    await sleep(POLL_MS);
    await servers.look(stale);
  }
}

/** Waits for what passes by itself in relationships of servers that are to be set; refuses what does not. */
async function awaitHealth(
  declaration: Declaration,
  servers: Servers,
  progress: Progress,
  patienceMs: number,
  signal: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  const set = new Set(differing(declaration.servers, servers.surveys).found.keys());
  for (let told = false; ; told = true) {
    const sick = sickRelationships(declaration, servers.surveys, set);
    if (sick.length === 0) return;
    if (signal.aborted) return refuse(["Interrupted, while it waited for relationships to get healthy."]);
    if (sick.some(({ passing }) => !passing) || performance.now() > deadline) {
      return refuse(sick.map(({ relationship }) => describeSick(relationship)));
    }
    if (!told)
      for (const { relationship } of sick)
        progress.line(relationship.name, `waiting: ${relationship.troubles[0]}`);
    await sleep(POLL_MS);
    const hosts = sick.flatMap(({ relationship }) => relationship.members.map(({ host }) => host));
    await servers.look(
      declaration.servers.filter(({ host }) => hosts.includes(host)).map(({ name }) => name),
    );
  }
}

/** Lets each server that is to change look at what it will be sent, where that tells something. */
async function testAll(servers: Servers, { differences, configurations }: Plan): Promise<void> {
  const changing = servers.reached.filter((server) => {
    const { version, commands } = servers.surveys.get(server.name)!;
    return differences.has(server.name) && (configTestIsSafe(version) || !commands.includes("ha-heartbeat"));
  });
  await servers.each(changing, async (server) => {
    for (const [key, config] of configurations) {
      if (!key.startsWith(`${server.name} `)) continue;
      const reply = await servers.channel(server.name).send("config-test", config);
      if (reply.result !== 0) throw new Stop(Outcome.REFUSED, [refusal(server, "config-test", reply.text)]);
    }
  });
}
