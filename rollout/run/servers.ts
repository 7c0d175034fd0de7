import type { Statuses } from "../../kea/health";
import type { Json, JsonMap } from "../../kea/json";
import { type Channel, ChannelError } from "../channels/channel";
import { openChannel } from "../channels/open";
import { Outcome } from "../outcome";
import type { DeclaredServer } from "../plan/declaration";
import type { Survey } from "../plan/survey";
import { type Holder, isLock, type Lock, lock, thisHolder } from "./lock";
import { Stop } from "./stop";
import { readStatus, survey } from "./survey";

/** The servers of a component, the channels to them, and what each of them said at the start. */
export class Servers {
  private readonly channels = new Map<string, Channel>();
  private readonly locks: Lock[] = [];
  readonly surveys = new Map<string, Survey>();
  /** Servers that did not answer when they were last asked how they are, and why. */
  readonly silent = new Map<string, ChannelError>();

  constructor(readonly all: readonly DeclaredServer[]) {}

  /** Opens all channels. @throws Stop with everything that fails. */
  async open(): Promise<void> {
    await this.each(this.all, async (server) => {
      this.channels.set(server.name, await openChannel(server));
    });
  }

  /**
   * Takes the lock of every server, so that two rollouts never change one at the same time.
   *
   * @returns what cannot be locked, and why.
   * @throws Stop naming who holds a lock.
   */
  async lock(component: string): Promise<{ readonly server: string; readonly why: string }[]> {
    const unlocked: { server: string; why: string }[] = [];
    const take = async (server: DeclaredServer) => {
      const found = await lock(server, thisHolder(component));
      if (isLock(found)) this.locks.push(found);
      else if ("why" in found) unlocked.push({ server: server.name, why: found.why });
      else throw new Stop(Outcome.REFUSED, [held(server, found.holder)]);
    };
    // The first server decides between two that start at the same time.
    const [first, ...others] = this.all;
    if (first) await this.each([first], take);
    await this.each(others, take);
    return unlocked;
  }

  /** Asks every server what it runs. @throws Stop with everything that fails. */
  async survey(): Promise<void> {
    await this.each(this.all, async (server) => {
      this.surveys.set(server.name, await survey(server, this.channel(server.name)));
    });
  }

  /** Asks every server how it is, and keeps the rest of what it said. */
  async look(): Promise<void> {
    for (const [name, status] of await this.statuses()) {
      if (status !== undefined)
        this.surveys.set(name, { ...this.surveys.get(name)!, status: status as JsonMap });
    }
  }

  /** How every server is now; undefined for one that does not answer. */
  async statuses(): Promise<Statuses> {
    const entries = [...this.channels].map(async ([name, channel]) => {
      this.silent.delete(name);
      const status = await readStatus(channel).catch((error: unknown) => {
        if (error instanceof ChannelError) this.silent.set(name, error);
        return undefined;
      });
      return [name, status] as const;
    });
    return new Map<string, Json | undefined>(await Promise.all(entries));
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

  /** A channel that answers, opened anew where the present one was lost. @throws ChannelError */
  async answering(name: string): Promise<Channel> {
    const channel = this.channel(name);
    try {
      await channel.send("version-get", undefined, 5_000);
      return channel;
    } catch {
      await channel.close();
      const fresh = await openChannel(this.named(name));
      this.channels.set(name, fresh);
      return fresh;
    }
  }

  /**
   * From now on reaches a server by its declared channel alone: the former one is about to be closed.
   *
   * @throws ChannelError when the declared one does not lead to it; then everything stays as it was.
   */
  async moveIn(name: string): Promise<void> {
    const channel = await openChannel({ ...this.named(name), formerControl: undefined });
    try {
      await channel.send("version-get", undefined, 10_000);
    } catch (error) {
      await channel.close();
      throw error;
    }
    await this.channel(name).close();
    this.channels.set(name, channel);
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
    await Promise.all([...this.channels.values()].map((channel) => channel.close()));
    await Promise.all(this.locks.map((one) => one.release()));
  }
}

function held({ host }: DeclaredServer, holder: Holder | undefined): string {
  if (holder === undefined) {
    return `${host}: another rollout holds it and does not answer: its machine may have lost the network. It is free again when the host's ssh server notices; look there for its session.`;
  }
  const { component, user, machine, process: pid, since } = holder;
  return `${host}: a rollout of ${component} is at work there since ${since}, by ${user} on ${machine} (process ${pid}). Wait until it has ended.`;
}
