import { setTimeout as sleep } from "node:timers/promises";
import type { Statuses } from "../../kea/shown/health";
import type { Json, JsonMap } from "../../kea/json";
import { type Channel, ChannelError, type Reply } from "../channels/channel";
import { openChannel } from "../channels/open";
import { PacedChannel } from "../channels/paced";
import { lateAnswer } from "../channels/unanswered";
import { Outcome } from "../outcome";
import type { DeclaredServer } from "../plan/declaration";
import { BY_HAND, type Unanswered } from "../plan/dark";
import type { Survey } from "../plan/survey";
import { LockedChannel, WatchedChannel } from "./guard";
import { type Holder, isLock, type Lock, lock, type Locked, thisHolder } from "./lock";
import { OwnConfigurations, RememberingChannel } from "./own-configurations";
import { Poller, type Watch } from "./poller";
import { Stop } from "./stop";
import { readStatus, survey } from "./survey";
import { Together } from "./together";

/** The longest that one look at a server takes, also when its channel has to be opened anew. */
const STATUS_MS = 5_000;

/** Nobody at a control socket for as long as this: Kea has ended. */
const DOWN_MS = 1_000;
const RETRY_MS = 50;
/** How often a server is asked that does not answer in time: it may be busy. */
const ASKED = 4;
/** Milliseconds in which a connection that was lost may still hold a lock. */
const FORMER_MS = 20_000;

/** The servers of a component, the channels to them, and what each of them said at the start. */
export class Servers {
  private readonly channels = new Map<string, Channel>();
  /** Locks that we have, or had, by server. */
  private readonly locks = new Map<string, Lock>();
  private readonly configurations: ReadonlyMap<string, OwnConfigurations>;
  private readonly holds = new Together<void>();
  private readonly probes = new Together<void>();
  private readonly sends = new Together<Reply>();
  private holder: Holder | undefined;
  readonly surveys = new Map<string, Survey>();
  /** Servers that are left out, since they did not answer or the user said so. */
  readonly dark = new Map<string, Unanswered>();
  /** Servers that did not answer when they were last asked how they are, and why. */
  readonly silent = new Map<string, ChannelError>();
  private readonly poller = new Poller((name) => this.ask(name));

  /** @param without hosts that are left out, whether they answer or not. */
  constructor(
    readonly all: readonly DeclaredServer[],
    without: readonly string[] = [],
  ) {
    this.configurations = new Map(all.map((server) => [server.name, new OwnConfigurations(server)]));
    for (const { name, host } of all)
      if (without.includes(host)) this.dark.set(name, { why: BY_HAND, isDown: false });
  }

  /** The servers that have answered so far. */
  get reached(): DeclaredServer[] {
    return this.all.filter(({ name }) => !this.dark.has(name));
  }

  /** Opens the channels of all servers that answer. */
  async open(): Promise<void> {
    await this.asFarAsTheyAnswer(this.reached, (server) => this.openOne(server));
  }

  private async openOne(server: DeclaredServer): Promise<void> {
    this.channels.set(server.name, this.guarded(server, new PacedChannel(await openChannel(server))));
  }

  private guarded(server: DeclaredServer, channel: Channel): Channel {
    const own = this.own(server.name);
    const remembering = new RememberingChannel(channel, own);
    return server.control.type === "http"
      ? new WatchedChannel(remembering, server.host, own)
      : new LockedChannel(remembering, () => this.hold(server));
  }

  /** What a server ran when it was first asked, and all that it was sent. */
  own(name: string): OwnConfigurations {
    return this.configurations.get(name)!;
  }

  /** Makes sure that nobody else changes a server whose lock we took. @throws ChannelError */
  private hold(server: DeclaredServer): Promise<void> {
    return this.holds.do(server.name, () => this.retake(server));
  }

  private async retake(server: DeclaredServer): Promise<void> {
    const had = this.locks.get(server.name);
    if (had === undefined || !had.isLost()) return;
    await had.release();
    let found = await lock(server, this.holder!);
    // Who says nothing may be our own former connection: being asked lets the host's ssh server notice.
    for (
      const limit = performance.now() + FORMER_MS;
      !isLock(found) && isSilent(found) && performance.now() < limit;
    ) {
      await sleep(RETRY_MS);
      found = await lock(server, this.holder!);
    }
    if (isLock(found)) return void this.locks.set(server.name, found);
    throw new ChannelError(
      server.host,
      `The connection that held its lock was lost, and ${"why" in found ? `${found.why}.` : whoHolds(found.holder)}`,
      "Nothing more is sent there. Roll out again when that has ended.",
    );
  }

  /**
   * Takes the lock of every server, so that two rollouts never change one at the same time.
   *
   * @returns what cannot be locked, and why.
   * @throws Stop naming who holds a lock.
   */
  async lock(component: string): Promise<{ readonly server: string; readonly why: string }[]> {
    const unlocked: { server: string; why: string }[] = [];
    const holder = (this.holder = thisHolder(component));
    const take = async (server: DeclaredServer) => {
      const found = await lock(server, holder);
      if (isLock(found)) this.locks.set(server.name, found);
      else if ("why" in found) unlocked.push({ server: server.name, why: found.why });
      else throw new Stop(Outcome.REFUSED, [held(server, found.holder)]);
    };
    // The first server decides between two that start at the same time.
    const [first, ...others] = this.reached;
    if (first) await this.asFarAsTheyAnswer([first], take);
    await this.asFarAsTheyAnswer(others, take);
    return unlocked;
  }

  /** Asks every server what it runs. */
  async survey(): Promise<void> {
    await this.asFarAsTheyAnswer(this.reached, async (server) => {
      this.surveys.set(server.name, await survey(server, this.channel(server.name)));
    });
  }

  /** Does the same on servers at once; those that do not answer are left out. @throws Stop for anything else. */
  private async asFarAsTheyAnswer(
    servers: readonly DeclaredServer[],
    action: (server: DeclaredServer) => Promise<void>,
  ): Promise<void> {
    const silent = new Map<string, ChannelError>();
    await this.each(servers, async (server) => {
      try {
        await action(server);
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        silent.set(server.name, error);
        const channel = this.channels.get(server.name);
        this.channels.delete(server.name);
        await channel?.close();
      }
    });
    // In the order in which they are declared, not in which they failed.
    for (const { name } of servers) {
      const error = silent.get(name);
      if (error) this.dark.set(name, { why: error.message, isDown: error.isDown });
    }
  }

  /** Asks servers how they are, and keeps the rest of what they said. */
  async look(names: readonly string[]): Promise<void> {
    for (const [name, status] of await this.statuses(names)) {
      if (status !== undefined)
        this.surveys.set(name, { ...this.surveys.get(name)!, status: status as JsonMap });
    }
  }

  /** How servers are now, all by default; undefined for one that does not answer. */
  async statuses(names: readonly string[] = [...this.channels.keys()]): Promise<Statuses> {
    return new Map(await Promise.all(names.map(async (name) => [name, await this.ask(name)] as const)));
  }

  /** Looks at servers until that is ended, at each as often as it answers. */
  watch(names: readonly string[]): Watch {
    for (const name of names) this.silent.delete(name);
    return this.poller.watch(names);
  }

  /** How a server is; undefined when it does not answer in time. */
  private async ask(name: string): Promise<Json | undefined> {
    for (const began = performance.now(); ; await sleep(RETRY_MS)) {
      try {
        const late = sleep(STATUS_MS, undefined, { ref: false }).then(() => {
          throw lateAnswer(this.named(name).host, "its control channel", "status-get", STATUS_MS);
        });
        const status = await Promise.race([readStatus(this.channel(name)), late]);
        this.silent.delete(name);
        return status;
      } catch (error) {
        if (!(error instanceof ChannelError)) return undefined;
        // Who is only busy is there again in a moment.
        if (error.isDown && performance.now() - began < DOWN_MS) continue;
        this.silent.set(name, error);
        return undefined;
      }
    }
  }

  /** Whether any server can be asked. */
  get isOpen(): boolean {
    return this.channels.size > 0;
  }

  named(name: string): DeclaredServer {
    return this.all.find((server) => server.name === name)!;
  }

  channel(name: string): Channel {
    return this.channels.get(name)!;
  }

  /** How servers are; who does not answer may be busy, and is asked again. */
  async patientStatuses(names: readonly string[]): Promise<Statuses> {
    const found = new Map(await this.statuses(names));
    for (let left = ASKED - 1; left > 0; left -= 1) {
      const silent = names.filter((name) => found.get(name) === undefined);
      // A Kea that has ended does not come back by being waited for.
      if (silent.length === 0 || silent.some((name) => this.silent.get(name)?.isDown)) break;
      for (const [name, status] of await this.statuses(silent)) found.set(name, status);
    }
    return found;
  }

  /**
   * A server's channel, once the server was heard through it: what is sent once must not meet a connection that
   * was lost. All stages share the channel, and who asks at the same time waits for the same answer.
   *
   * @throws ChannelError when it does not answer, although it got time.
   */
  async answering(name: string): Promise<Channel> {
    await this.probes.do(name, () => this.probe(name));
    return this.channel(name);
  }

  /** Sends what many stages may want to send at the same time: once. @throws ChannelError */
  sendTogether(name: string, command: string, args?: Json): Promise<Reply> {
    const what = JSON.stringify([name, command, args]);
    return this.sends.do(what, () => this.channel(name).send(command, args, STATUS_MS));
  }

  private async probe(name: string): Promise<void> {
    for (let left = ASKED; ; await sleep(RETRY_MS)) {
      try {
        await this.channel(name).send("version-get", undefined, STATUS_MS);
        return;
      } catch (error) {
        left -= 1;
        if (left === 0 || !(error instanceof ChannelError)) throw error;
      }
    }
  }

  /**
   * From now on reaches a server by its declared channel, as long as that leads to it.
   *
   * @throws ChannelError when it does not; then everything stays as it was.
   */
  async moveIn(name: string): Promise<void> {
    const server = this.named(name);
    const declared = await openChannel({ ...server, formerControl: undefined });
    try {
      await declared.send("version-get", undefined, 10_000);
    } finally {
      await declared.close();
    }
    await this.channel(name).close();
    await this.openOne(server);
  }

  /** Does the same on servers at once. @throws Stop with all that fails, not only the first. */
  async each(
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

  async close(): Promise<void> {
    await Promise.all([...this.locks.values()].map((one) => one.release()));
    await Promise.all([...this.channels.values()].map((channel) => channel.close()));
  }
}

function held({ host }: DeclaredServer, holder: Holder | undefined): string {
  return `${host}: ${whoHolds(holder)} ${
    holder === undefined
      ? "It is free again when the host's ssh server notices; look there for its session."
      : "Wait until it has ended."
  }`;
}

function whoHolds(holder: Holder | undefined): string {
  if (holder === undefined)
    return "another rollout holds it and does not answer: its machine may have lost the network.";
  const { component, user, machine, process: pid, since } = holder;
  return `a rollout of ${component} is at work there since ${since}, by ${user} on ${machine} (process ${pid}).`;
}

/** Whether somebody holds a lock who does not say who it is. */
function isSilent(found: Locked): boolean {
  return "holder" in found && found.holder === undefined;
}
