import { membersOf, type RelationshipView } from "../../kea/fleet/fleet";
import { health, type MemberHealth, type RelationshipHealth, type Statuses } from "../../kea/shown/health";
import { type JsonMap, map, number } from "../../kea/json";
import { serverName } from "../../kea/model/family";
import type { Channel } from "../channels/channel";
import { Outcome } from "../outcome";
import type { Declaration } from "../plan/declaration";
import { QUICK_HEARTBEAT_MS } from "../plan/passing-configuration";
import { configurationKey } from "../plan/plan";
import { becameOf, isAsStarted, type ProcessTimes, processTimes } from "../plan/process-times";
import { type Setting, type Step, subject } from "../plan/steps";
import { sendsUpdates } from "../plan/still-runs";
import { causesOf, type Death, deathsIn, type Gate, neitherHears, type Trouble, troublesOf } from "./gate";
import { ForeignConfiguration } from "./guard";
import { keepHelping } from "./keep-helping";
import { keepSourcesServing, onlyServerOf, sourcesOf } from "./keep-serving";
import type { Ledger } from "./ledger";
import { configurationIn, hashOf } from "./own-configurations";
import type { Progress } from "./progress";
import type { StepReport } from "./report";
import { runsAsKnown } from "./runs-as-known";
import type { Servers } from "./servers";
import { keaSays, refusal, Stop } from "./stop";
import type { Turns } from "./turns";

/** Quick heartbeats after which members that do not hear each other never will. */
const QUICK_HEARTBEATS = 4;

/** What steps are run with. */
export interface Tools {
  readonly servers: Servers;
  /** The servers that answered, and what they are to run. */
  readonly declaration: Declaration;
  readonly ledger: Ledger;
  readonly progress: Progress;
  readonly turns: Turns;
  /** Milliseconds to wait for health. */
  readonly patienceMs: number;
  /** What was wrong before the rollout, by {@link troubleKey}. */
  readonly before: ReadonlySet<string>;
  /** Servers that died meanwhile without having been set, and what is to be done about each. */
  readonly died: Map<string, string>;
  /** Servers whose start-up files have DNS updates off, although they got them on: Kea could not send any. */
  readonly suspended: Set<string>;
  /** Called after a server wrote its start-up file. */
  readonly recordWritten: (server: string) => void;
}

/** What the steps send, and what ends them early. */
export interface Way {
  /** By {@link configurationKey}. */
  readonly configurations: ReadonlyMap<string, JsonMap>;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Process of each helper's Kea, as it was before the steps. */
  readonly pids: ReadonlyMap<string, unknown>;
  /** Servers that do not count any more. */
  readonly lost: ReadonlySet<string>;
  /** Whether who will fetch leases waits for its turn: not where nobody serves its clients until it does. */
  readonly takesTurns: boolean;
}

/** Runs steps, whatever they are for: the way forward and the way back are run alike. */
export class StepRunner {
  readonly steps: StepReport[] = [];
  /** Steps that were begun. */
  readonly begun: Step[] = [];
  /** When each server was sent its configuration. */
  private readonly sentAt = new Map<string, number>();
  /** What each of these last said of its process. */
  private readonly times = new Map<string, ProcessTimes>();
  /** Helpers that are told again and again what to serve, by server. */
  private readonly helping = new Map<string, () => Promise<void>>();
  /** What keeps those serving whose leases a server will fetch, by server, from when it is set until it has settled. */
  private readonly keeping = new Map<string, () => Promise<void>>();
  /** What servers that are about to be set said of their processes. */
  private readonly ready = new Map<string, Promise<ProcessTimes | undefined>>();
  /** When servers took quick timers. */
  private readonly quickSince = new Map<string, number>();

  constructor(
    private readonly tools: Tools,
    private readonly way: Way,
  ) {}

  /** @throws Stop or ChannelError when the step did not end as planned. */
  async run(step: Step): Promise<void> {
    const started = performance.now();
    if (step.kind !== "persist") this.refuseInterrupted();
    // Until its configuration is on its way, there is nothing to go back from.
    if (step.kind !== "set") this.begun.push(step);
    const deaths = await this.waitOrDo(step);
    this.steps.push({ step: step.kind, on: subject(step), ms: Math.round(performance.now() - started) });
    this.tools.progress.step(
      step,
      deaths.map(({ dead }) => dead.name),
    );
  }

  /** Ends what goes on beside the steps. */
  async end(): Promise<void> {
    await Promise.all([...this.helping.values(), ...this.keeping.values()].map((end) => end()));
  }

  /** Returns who died while it was waited for. */
  private async waitOrDo(step: Step): Promise<readonly Death[]> {
    if (step.kind === "settle") return this.whileSourcesServe(step.server, () => this.settle(step));
    if (step.kind === "gate") return this.gate(step);
    await this.do(step);
    return [];
  }

  private async do(step: Exclude<Step, { kind: "settle" | "gate" }>): Promise<void> {
    switch (step.kind) {
      case "hand-over":
        await this.serve(step.helper, step.member, step.scopes);
        return this.keepHelping(step);
      case "give-back":
      case "pause":
        // What it served for its partner has ended with it.
        if (this.tools.died.has(step.helper) && !(await this.livesOn(step.helper))) return;
        await this.helping.get(step.helper)?.();
        return this.serve(step.helper, step.member, step.scopes);
      case "set":
        return this.set(step);
      case "move-in":
        return this.tools.servers.moveIn(step.server);
      case "persist":
        return this.persist(step.server);
    }
  }

  /** Whether a server that was taken for dead is still the process that it was: it was only too busy to answer. */
  private async livesOn(server: string): Promise<boolean> {
    const statuses = await this.tools.servers.patientStatuses([server]);
    const { pid } = map(statuses.get(server));
    const lives = pid !== undefined && pid === this.way.pids.get(server);
    if (lives) this.tools.died.delete(server);
    return lives;
  }

  /** Tells a member which scopes to serve. */
  private async serve(server: string, member: string, scopes: readonly string[]): Promise<void> {
    const { servers } = this.tools;
    const channel = await servers.answering(server);
    const reply = await channel.send("ha-scopes", { "server-name": member, scopes: [...scopes] });
    if (reply.result === 0) return;
    const { host } = servers.named(server);
    throw new Stop(Outcome.UNDONE, [
      `${host}: ${member} does not start or stop serving as it was told (ha-scopes ${scopes.join(", ")}): ${keaSays(reply.text)} Look into Kea's log on ${host}.`,
    ]);
  }

  /** Where both serve, a helper forgets what it was told when it misses its partner for a moment. */
  private keepHelping(step: Extract<Step, { kind: "hand-over" }>): void {
    const { ledger, servers } = this.tools;
    const sides = ledger.fleet.servers.find(({ name }) => name === step.helper)?.sides ?? [];
    if (sides.find(({ self }) => self === step.member)?.mode !== "load-balancing") return;
    const ended = new AbortController();
    const kept = keepHelping(step, servers, ended.signal);
    this.helping.set(step.helper, async () => {
      this.helping.delete(step.helper);
      ended.abort();
      await kept;
    });
  }

  private async set(step: Setting): Promise<void> {
    const { servers, ledger } = this.tools;
    await this.helping.get(step.server)?.();
    const config = this.way.configurations.get(configurationKey(step))!;
    const times = await this.prepare(step);
    this.ready.delete(step.server);
    this.refuseInterrupted();
    const channel = await servers.answering(step.server);
    this.begun.push(step);
    ledger.sending(step.server);
    this.sentAt.set(step.server, performance.now());
    const reply = await channel.send("config-set", config);
    if (reply.result !== 0)
      throw new Stop(Outcome.UNDONE, [refusal(servers.named(step.server), "config-set", reply.text)]);
    if (step.sends.includes("quick")) this.quickSince.set(step.server, performance.now());
    ledger.set(step.server, config, runs(step.sends), hashOf(reply));
    if (times) this.times.set(step.server, { ...times, reload: 0 });
    // Others may be set before this one is waited for, and it fetches meanwhile.
    await this.keepSources(step.server);
  }

  /**
   * Waits until a server may be set, and looks at what it runs: before somebody is told to serve for it, or to stop,
   * since both would serve until it is set, or nobody.
   *
   * @throws Stop when it cannot be set.
   */
  prepare(step: Setting): Promise<ProcessTimes | undefined> {
    const ready = this.ready.get(step.server) ?? this.getReady(step);
    this.ready.set(step.server, ready);
    return ready;
  }

  private async getReady({ server, sends }: Setting): Promise<ProcessTimes | undefined> {
    const { servers, turns } = this.tools;
    const source = this.sourceOf(server);
    if (source !== undefined && this.way.takesTurns) await turns.take(source, this.way.signal);
    this.refuseInterrupted();
    const channel = await servers.answering(server);
    const times = processTimes((await servers.statuses([server])).get(server));
    if (sends.startsWith("previous")) await this.refuseForeign(server, channel, times);
    else await this.refuseUnplanned(server, channel);
    return times;
  }

  /** The server, if it is one, that another one will fetch all leases from. */
  private sourceOf(server: string): string | undefined {
    return onlyServerOf(sourcesOf(server, this.tools.ledger.fleet));
  }

  private async whileSourcesServe<T>(server: string, action: () => Promise<T>): Promise<T> {
    // Anew, since its partners may have been set since it was.
    await this.keepSources(server);
    try {
      return await action();
    } finally {
      await this.keeping.get(server)?.();
    }
  }

  private async keepSources(server: string): Promise<void> {
    await this.keeping.get(server)?.();
    const { ledger, servers, turns } = this.tools;
    const ended = new AbortController();
    const sentAt = this.sentAt.get(server) ?? performance.now();
    const kept = keepSourcesServing(
      server,
      sentAt,
      ledger.fleet,
      servers,
      ended.signal,
      (source, isFetched) => turns.see(server, source, isFetched),
    );
    // What it throws is thrown where it ends.
    kept.catch(() => undefined);
    this.keeping.set(server, async () => {
      this.keeping.delete(server);
      ended.abort();
      await kept;
    });
  }

  /** Waits until a server's own members are normal. */
  private async settle(step: Extract<Step, { kind: "settle" }>): Promise<readonly Death[]> {
    const { server, members, alone = [] } = step;
    const touched = (r: RelationshipView) => membersOf(r).some((m) => members.includes(m.name));
    const isOf = (m: MemberHealth, r: RelationshipHealth) =>
      members.includes(m.name) && serverName(m.host, this.family(r)) === server;
    return this.wait(server, touched, (all) => {
      const own = all.flatMap((r) => r.members.filter((m) => isOf(m, r)).map((m) => [r, m] as const));
      return own.flatMap(([r, m]) => troublesOf(r, [m], this.gateOf(r, alone)));
    });
  }

  /** Waits until relationships are healthy from both ends. */
  private async gate(step: Extract<Step, { kind: "gate" }>): Promise<readonly Death[]> {
    const { relationships, alone = [], isFirst } = step;
    const gated = (r: RelationshipView) => relationships.includes(r.name);
    return this.wait(relationships.join(", "), gated, (all) => {
      return all.flatMap((r) => troublesOf(r, r.members, { ...this.gateOf(r, alone), isFirst }));
    });
  }

  /** What is looked at in a relationship. */
  private gateOf(relationship: RelationshipHealth, alone: readonly string[]): Gate {
    const { declaration, servers, before } = this.tools;
    const nameOf = ({ host }: MemberHealth) => serverName(host, this.family(relationship));
    return {
      alone,
      before,
      isLeftOut: (member) => !declaration.servers.some(({ name }) => name === nameOf(member)),
      hasDied: (member) => {
        const name = nameOf(member);
        return member.state === undefined && servers.silent.has(name) && !this.sentAt.has(name);
      },
    };
  }

  private family(relationship: RelationshipHealth) {
    return this.tools.ledger.fleet.relationships.find(({ name }) => name === relationship.name)!.family;
  }

  /** What a server runs is what there is to go back to: a plan that was made for something else ends here. */
  private async refuseUnplanned(name: string, channel: Channel): Promise<void> {
    const { servers, ledger } = this.tools;
    if ((await runsAsKnown(name, servers, ledger, channel)) !== false) return;
    throw new Stop(Outcome.UNDONE, [
      `${servers.named(name).host}: Kea runs another configuration than the rollout found there or gave it: it read its start-up file, or somebody else set it. It was not sent its new one. See what it runs (config-get), and roll out again.`,
    ]);
  }

  /** What somebody else gave a server meanwhile is nowhere else: the way back does not replace it. */
  private async refuseForeign(
    name: string,
    channel: Channel,
    times: ProcessTimes | undefined,
  ): Promise<void> {
    const { servers, ledger } = this.tools;
    const own = servers.own(name);
    if ((await own.runs(channel)) !== false) return;
    // Of what it read at its start, its file has it, as long as that is not what we wrote.
    if (times && isAsStarted(times) && !ledger.hasWritten(name)) return own.adopt(channel);
    throw new ForeignConfiguration(servers.named(name).host, "what ran there before");
  }

  /** A server that died, or lost what it got, since it got its configuration does not get healthy. */
  private async refuseLost(statuses: Statuses): Promise<void> {
    const { servers, ledger } = this.tools;
    for (const name of this.sentAt.keys()) {
      const silent = servers.silent.get(name);
      if (silent?.isDown) throw silent;
      const now = processTimes(statuses.get(name));
      if (now === undefined) continue;
      const before = this.times.get(name);
      const became = before && becameOf(before, now);
      // Its start-up file may be what it got.
      if (became !== undefined && !(await runsAsKnown(name, servers, ledger)))
        throw this.lossOf(name, became);
      this.times.set(name, now);
    }
  }

  /** Refuses servers that do not run what they got: within a second, the times that they tell do not show it. */
  private async refuseReplaced(names: readonly string[]): Promise<void> {
    const { servers, ledger } = this.tools;
    for (const name of names)
      if ((await runsAsKnown(name, servers, ledger)) === false) throw this.lossOf(name, "configured");
  }

  private lossOf(name: string, became: "started" | "configured"): Stop {
    const { host } = this.tools.servers.named(name);
    const what =
      became === "started"
        ? "Kea was started anew after it got its configuration, and runs its start-up file again. Look into its log for why it ended"
        : "Kea does not run the configuration any more that it got: it read its start-up file again (config-reload, SIGHUP), or somebody else set it. Find out who did";
    return new Stop(Outcome.UNDONE, [`${host}: ${what}, and roll out again.`]);
  }

  private async persist(name: string): Promise<void> {
    const { servers, ledger, suspended, recordWritten } = this.tools;
    await this.refuseReplaced([name]);
    const channel = await servers.answering(name);
    const isSuspended = await this.isSuspended(name, channel);
    const reply = await channel.send("config-write", {});
    // To Kea a full disk is no failure: it leaves half a file, and -1 for its size.
    const isCut = (number(map(reply.arguments).size) ?? 0) < 0;
    if (reply.result === 0 || isCut) ledger.wrote(name);
    if (reply.result === 0 && !isCut) {
      if (isSuspended) suspended.add(name);
      else suspended.delete(name);
      return recordWritten(name);
    }
    throw new Stop(Outcome.UNDONE, [
      `${servers.named(name).host}: Kea cannot write its start-up file: ${isCut ? "The disk is full." : keaSays(reply.text)} Give Kea's user (on Debian: _kea) the right to write that file and room on its disk, and roll out again.`,
    ]);
  }

  /** Kea writes what it runs, not what it got: whether it has switched DNS updates off by itself. */
  private async isSuspended(name: string, channel: Channel): Promise<boolean> {
    const { family } = this.tools.servers.named(name);
    if (!sendsUpdates(family, this.tools.ledger.configuration(name))) return false;
    const reply = await channel.send("config-get");
    return reply.result === 0 && !sendsUpdates(family, configurationIn(reply)[0]);
  }

  /** Looks at the servers of relationships until nothing troubles them but that somebody died: returns who did. */
  private async wait(
    on: string,
    looksAt: (relationship: RelationshipView) => boolean,
    troubles: (all: RelationshipHealth[]) => readonly Trouble[],
  ): Promise<readonly Death[]> {
    const views = () => this.tools.ledger.fleet.relationships.filter((r) => looksAt(r) && !this.isLost(r));
    const members = views().flatMap(({ sides }) => sides.map((side) => side.server.name));
    const watch = this.tools.servers.watch([...new Set([...members, ...this.sentAt.keys()])]);
    const deadline = performance.now() + this.tools.patienceMs;
    try {
      for (let last = ""; ;) {
        const statuses = await watch.next();
        await this.refuseLost(statuses);
        const all = views().map((r) => health(r, statuses));
        const found = troubles(all);
        const causes = causesOf(found);
        const [first] = causes;
        const isLate = performance.now() > deadline;
        // Who waits for somebody that died by himself goes on without.
        if (!first || (isLate && found.every(({ dead }) => dead))) return this.mourn(all);
        if (first.text !== last) this.tools.progress.waiting(on, (last = first.text));
        if (found.some((trouble) => this.isHopeless(trouble)) || isLate) {
          // Members that do not run what they got do not understand each other: that is the cause.
          await this.refuseReplaced(
            [...this.sentAt.keys()].filter((name) => statuses.get(name) !== undefined),
          );
          const texts = causes.map(({ text }) => text).join(" ");
          const { next = "" } = first.relationship;
          throw new Stop(Outcome.UNDONE, [`${on} does not get healthy: ${texts} ${next}`.trim()]);
        }
        this.refuseInterrupted();
      }
    } finally {
      watch.end();
    }
  }

  /** Keeps who died meanwhile. */
  private mourn(all: readonly RelationshipHealth[]): readonly Death[] {
    return all.flatMap((relationship) => {
      const deaths = deathsIn(relationship, this.gateOf(relationship, []));
      for (const { dead, text } of deaths)
        this.tools.died.set(serverName(dead.host, this.family(relationship)), text);
      return deaths;
    });
  }

  private isLost({ sides }: RelationshipView): boolean {
    return sides.some((side) => this.way.lost.has(side.server.name));
  }

  /** Whether waiting is in vain: Kea has ended the exchange, or members set to meet soon do not. */
  private isHopeless({ relationship, member }: Trouble): boolean {
    if (member.state === "terminated") return true;
    const family = this.family(relationship);
    const since = relationship.members
      .filter(({ role }) => role !== "backup")
      .map(({ host }) => this.quickSince.get(serverName(host, family)) ?? Infinity);
    const isDue = Math.max(...since) + QUICK_HEARTBEATS * QUICK_HEARTBEAT_MS <= performance.now();
    return isDue && neitherHears(relationship);
  }

  private refuseInterrupted(): void {
    if (this.way.signal.aborted) throw new Stop(Outcome.UNDONE, ["Interrupted."]);
  }
}

function runs(sends: string): "declared" | "previous" | "passing" {
  return sends === "declared" || sends === "previous" ? sends : "passing";
}
