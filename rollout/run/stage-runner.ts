import { isBackup, membersOf, type RelationshipView, type Side } from "../../kea/fleet/fleet";
import {
  dueScopes,
  health,
  type MemberHealth,
  type RelationshipHealth,
  type Statuses,
} from "../../kea/health";
import { type JsonMap, map, number } from "../../kea/json";
import { serverName } from "../../kea/model/family";
import { ChannelError } from "../channels/channel";
import { Outcome } from "../outcome";
import { configurationKey, type Plan } from "../plan/plan";
import { describeStep, type Stage, type Step, subject } from "../plan/steps";
import { keepSourcesServing } from "./keep-serving";
import type { HandOver, Ledger } from "./ledger";
import type { Watch } from "./poller";
import type { Progress } from "./progress";
import type { StepReport } from "./report";
import type { Servers } from "./servers";
import { keaSays, refusal, Stop } from "./stop";

/** What a stage is run with. */
export interface Tools {
  readonly plan: Plan;
  readonly servers: Servers;
  readonly ledger: Ledger;
  readonly progress: Progress;
  /** Milliseconds to wait for health. */
  readonly patienceMs: number;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Called after a server wrote its start-up file. */
  readonly recordWritten: (server: string) => void;
}

/** Runs one stage; what fails goes back to what it ran before the stage. */
export class StageRunner {
  readonly steps: StepReport[] = [];
  /** Servers that this stage gave a configuration, and what they ran before. */
  private readonly before = new Map<string, JsonMap>();
  /** Start-up files that the undo could not write, a sentence each. */
  private readonly spoiled: string[] = [];
  /** When each server was sent its configuration. */
  private readonly sentAt = new Map<string, number>();
  private undoing = false;
  /** Servers that the undo could not bring back. */
  private readonly lost = new Set<string>();

  constructor(private readonly tools: Tools) {}

  /** @throws Stop when the stage did not end as planned; by then what could be undone is. */
  async run(stage: Stage): Promise<void> {
    try {
      for (const step of stage.steps) {
        const started = Date.now();
        if (step.kind !== "persist") this.refuseInterrupted();
        await this.do(step);
        this.steps.push({ step: step.kind, on: subject(step), ms: Date.now() - started });
        this.tools.progress.step(step);
      }
    } catch (error) {
      if (error instanceof Stop && !error.undo) throw error;
      if (!(error instanceof ChannelError || error instanceof Stop)) throw error;
      const problems = error instanceof Stop ? [...error.problems] : [error.message];
      throw new Stop(await this.undo(stage, problems), problems);
    }
  }

  private async do(step: Step): Promise<void> {
    switch (step.kind) {
      case "hand-over":
        this.tools.ledger.handOver(step);
        return this.serve(step.helper, step.member, step.scopes);
      case "give-back":
        await this.serve(step.helper, step.member, step.scopes);
        return this.tools.ledger.gaveBack(step.relationship, step.helper);
      case "set":
        return this.set(step.server, this.tools.plan.configurations.get(configurationKey(step))!, step.sends);
      case "settle":
        return this.whileSourcesServe(step.server, () => this.settle(step.server, step.members));
      case "gate":
        return this.gate(step.relationships);
      case "persist":
        return this.persist(step.server);
    }
  }

  /** Tells a member which scopes to serve. */
  private async serve(server: string, member: string, scopes: readonly string[]): Promise<void> {
    const channel = this.undoing
      ? await this.tools.servers.answering(server)
      : this.tools.servers.channel(server);
    const reply = await channel.send("ha-scopes", { "server-name": member, scopes: [...scopes] });
    if (reply.result === 0) return;
    const { host } = this.tools.servers.named(server);
    throw new Stop(Outcome.UNDONE, [
      `${host}: ${member} does not take the scopes ${scopes.join(", ")}: ${keaSays(reply.text)} Look into Kea's log.`,
    ]);
  }

  private async set(name: string, config: JsonMap, sends: string): Promise<void> {
    const { servers, ledger } = this.tools;
    if (!this.before.has(name)) this.before.set(name, ledger.configuration(name));
    ledger.sending(name);
    this.sentAt.set(name, Date.now());
    const reply = await servers.channel(name).send("config-set", config);
    if (reply.result !== 0)
      throw new Stop(Outcome.UNDONE, [refusal(servers.named(name), "config-set", reply.text)]);
    ledger.set(name, config, sends === "declared" ? "declared" : "passing");
  }

  private async whileSourcesServe(server: string, action: () => Promise<void>): Promise<void> {
    const { ledger, servers } = this.tools;
    const ended = new AbortController();
    const sentAt = this.sentAt.get(server) ?? Date.now();
    const kept = keepSourcesServing(server, sentAt, ledger.fleet, servers, ended.signal);
    try {
      await action();
    } finally {
      ended.abort();
      await kept;
    }
  }

  /** Waits until a server's own members are normal. */
  private async settle(server: string, names: readonly string[]): Promise<void> {
    await this.wait(
      server,
      (all, statuses) => {
        const own = all.flatMap((r) =>
          r.members.filter((m) => names.includes(m.name)).map((m) => [r, m] as const),
        );
        for (const [relationship, member] of own) this.refuseAlone(relationship, member, statuses);
        return own.flatMap(([, m]) => m.troubles);
      },
      this.ofMembers(names),
    );
  }

  /** The relationships that members are in, as they are configured when one looks. */
  private ofMembers(names: readonly string[]): () => RelationshipView[] {
    return () =>
      this.tools.ledger.fleet.relationships.filter((r) => membersOf(r).some((m) => names.includes(m.name)));
  }

  /** Waits until relationships are healthy from both ends. */
  private async gate(names: readonly string[]): Promise<void> {
    await this.wait(
      names.join(", "),
      (all, statuses) => {
        const gated = all.filter((r) => names.includes(r.name));
        for (const relationship of gated)
          for (const member of relationship.members) this.refuseAlone(relationship, member, statuses);
        return gated.flatMap((r) => r.troubles);
      },
      () => this.tools.ledger.fleet.relationships.filter((r) => names.includes(r.name)),
    );
  }

  /** A server whose partner died meanwhile serves alone: to undo it would end that. */
  private refuseAlone(relationship: RelationshipHealth, member: MemberHealth, statuses: Statuses): void {
    const { family } = this.tools.ledger.fleet.relationships.find(({ name }) => name === relationship.name)!;
    const partner = relationship.members.find((m) => m.name !== member.name && m.role !== "backup");
    if (member.state !== "partner-down" || !member.enabled || !partner) return;
    if (!this.before.has(serverName(member.host, family))) return;
    if (statuses.get(serverName(partner.host, family)) !== undefined) return;
    throw new Stop(
      Outcome.UNDONE,
      [
        `${relationship.name}: the partner of ${member.name} on ${member.host} died meanwhile; ${member.host} runs the new configuration and serves alone. Start Kea on the partner, and roll out again.`,
      ],
      false,
    );
  }

  /** A server that died since it got its configuration does not get healthy. */
  private refuseDead(statuses: Statuses): void {
    const { servers } = this.tools;
    for (const name of this.before.keys()) {
      if (this.lost.has(name)) continue;
      const silent = servers.silent.get(name);
      if (silent?.isDown) throw silent;
      const { pid } = map(statuses.get(name));
      if (!this.undoing && pid !== undefined && pid !== servers.surveys.get(name)!.status.pid) {
        throw new Stop(Outcome.UNDONE, [
          `${servers.named(name).host}: Kea was started anew after it got its configuration, and runs its start-up file again. Look into its log for why it ended, and roll out again.`,
        ]);
      }
    }
  }

  private async persist(name: string): Promise<void> {
    const { servers, ledger, recordWritten } = this.tools;
    const reply = await (await servers.answering(name)).send("config-write", {});
    // To Kea a full disk is no failure: it leaves half a file, and -1 for its size.
    const isCut = (number(map(reply.arguments).size) ?? 0) < 0;
    if (reply.result === 0 || isCut) ledger.wrote(name);
    if (reply.result === 0 && !isCut) return recordWritten(name);
    throw new Stop(Outcome.UNDONE, [
      `${servers.named(name).host}: Kea cannot write its start-up file: ${isCut ? "The disk is full." : keaSays(reply.text)} Give Kea's user (on Debian: _kea) the right to write that file and room on its disk, and roll out again.`,
    ]);
  }

  /** Looks at the servers of relationships until nothing troubles them any more. */
  private async wait(
    on: string,
    troubles: (all: RelationshipHealth[], statuses: Statuses) => readonly string[],
    relationships: () => readonly RelationshipView[],
  ): Promise<void> {
    const members = relationships().flatMap(({ sides }) => sides.map(({ server }) => server.name));
    const watch = this.tools.servers.watch([...new Set([...members, ...this.before.keys()])]);
    try {
      await this.waitWatching(watch, on, troubles, relationships);
    } finally {
      watch.end();
    }
  }

  private async waitWatching(
    watch: Watch,
    on: string,
    troubles: (all: RelationshipHealth[], statuses: Statuses) => readonly string[],
    relationships: () => readonly RelationshipView[],
  ): Promise<void> {
    const deadline = Date.now() + this.tools.patienceMs;
    for (let last = ""; ;) {
      const statuses = await watch.next();
      this.refuseDead(statuses);
      const all = relationships().map((r) => health(r, statuses));
      const found = troubles(all, statuses);
      if (found.length === 0) return;
      if (found[0] !== last) this.tools.progress.waiting(on, (last = found[0]!));
      if (found.some((trouble) => trouble.includes(" is terminated,")) || Date.now() > deadline) {
        const next = all.find((r) => r.troubles.includes(found[0]!))?.next ?? "";
        throw new Stop(Outcome.UNDONE, [`${on} does not get healthy: ${found.join(" ")} ${next}`.trim()]);
      }
      this.refuseInterrupted();
    }
  }

  private refuseInterrupted(): void {
    // An interrupted rollout still has to leave everybody served.
    if (this.tools.signal.aborted && !this.undoing) throw new Stop(Outcome.UNDONE, ["Interrupted."]);
  }

  /**
   * Returns what the stage touched to what it ran, last touched first, then ends its hand-overs, and
   * waits until all is healthy. One server that cannot be returned is no reason to leave the others.
   */
  private async undo(stage: Stage, problems: string[]): Promise<Outcome> {
    this.undoing = true;
    const backwards = [...this.before].reverse();
    for (const [index, [server, config]] of backwards.entries()) {
      try {
        await this.partnersServe(server, stage);
        await this.bringBack(server, config);
        const next = backwards.slice(index + 1).map(([name]) => name);
        await this.comeBack(server, next, stage);
      } catch (error) {
        this.lost.add(server);
        const cause = error instanceof ChannelError ? error.cause : (error as Error).message;
        problems.push(
          `${this.tools.servers.named(server).host}: the previous configuration could not be brought back: ${cause} Restart Kea there: its start-up file has it.`,
        );
      }
    }
    const touched = (r: RelationshipView) =>
      r.sides.some((side) => this.before.has(side.server.name)) ||
      this.tools.ledger.handOvers.some((h) => h.relationship === r.name);
    const watched = this.tools.ledger.fleet.relationships
      .filter((r) => r.sides.length > 1 && touched(r))
      .filter((r) => !r.sides.some((side) => this.lost.has(side.server.name)))
      .map((r) => r.name);
    const whole = () => this.tools.ledger.fleet.relationships.filter((r) => watched.includes(r.name));
    try {
      await this.wait(
        "undo",
        (all) =>
          all.flatMap((r) => r.members.filter((m) => m.surplus.length === 0).flatMap((m) => m.troubles)),
        whole,
      );
      for (const open of this.tools.ledger.handOvers)
        if (watched.includes(open.relationship)) await this.giveBack(open);
      await this.wait("undo", (all) => all.flatMap((r) => r.troubles), whole);
      problems.push(...this.spoiled);
      return this.lost.size === 0 && this.spoiled.length === 0 ? Outcome.UNDONE : Outcome.BROKEN;
    } catch (error) {
      problems.push(...this.spoiled);
      problems.push((error as Error).message);
      return Outcome.BROKEN;
    }
  }

  /** Relationships of a server that the stage hands over: their members understand each other all the time. */
  private handedOver(server: string, stage: Stage): RelationshipView[] {
    const names = stage.steps.flatMap((step) => (step.kind === "hand-over" ? [step.relationship] : []));
    return this.tools.ledger.fleet.relationships.filter(
      ({ name, sides }) => names.includes(name) && sides.some((side) => side.server.name === server),
    );
  }

  /** Lets partners serve what a server serves, before it goes back; where they cannot, it goes all the same. */
  private async partnersServe(server: string, stage: Stage): Promise<void> {
    const { servers, ledger, progress } = this.tools;
    const views = this.handedOver(server, stage);
    const members = views.flatMap(({ sides }) => sides.map((side) => side.server.name));
    const statuses = await servers.statuses([...new Set(members)]);
    for (const view of views) {
      const { name: relationship } = view;
      const owner = view.sides.find((side) => side.server.name === server);
      const helper = view.sides.find((side) => side.server.name !== server && !isBackup(side));
      const { members } = health(view, statuses);
      const member = (side?: Side) => members.find(({ name }) => name === side?.self);
      const mode = helper?.mode ?? "hot-standby";
      if (!helper?.self || member(helper)?.state !== mode || !member(owner)?.scopes.length) continue;
      if (ledger.handOvers.some((h) => h.relationship === relationship && h.helper === helper.server.name))
        continue;
      const scopes = helper.peers.flatMap(({ name, role }) =>
        name !== undefined && (role === "primary" || (mode !== "hot-standby" && role !== "backup"))
          ? [name]
          : [],
      );
      const step = { kind: "hand-over" as const, relationship, owner: server, scopes };
      const handOver = { ...step, helper: helper.server.name, member: helper.self };
      ledger.handOver(handOver);
      try {
        await this.serve(handOver.helper, handOver.member, scopes);
        progress.line(handOver.helper, describeStep(handOver));
      } catch {
        ledger.gaveBack(relationship, handOver.helper);
      }
    }
  }

  /** Waits for a server that is to serve for one that goes back next; ends what partners need not serve any more. */
  private async comeBack(server: string, next: readonly string[], stage: Stage): Promise<void> {
    const views = this.handedOver(server, stage);
    if (!views.some(({ sides }) => sides.some((side) => next.includes(side.server.name)))) return;
    const names = views.flatMap(({ sides }) =>
      sides.flatMap((side) => (side.server.name === server && side.self ? [side.self] : [])),
    );
    await this.wait(
      server,
      (all) => all.flatMap((r) => r.members.filter((m) => names.includes(m.name)).flatMap((m) => m.troubles)),
      this.ofMembers(names),
    );
    for (const open of this.tools.ledger.handOvers)
      if (open.owner === server && this.tools.plan.changes.get(open.relationship) === "steady")
        await this.giveBack(open);
  }

  private async giveBack({ relationship, helper, member }: HandOver): Promise<void> {
    const view = this.tools.ledger.fleet.relationships.find((r) => r.name === relationship)!;
    const role = membersOf(view).find((m) => m.name === member)?.role;
    await this.serve(helper, member, dueScopes(member, role, view.sides[0]?.mode ?? "hot-standby"));
    this.tools.ledger.gaveBack(relationship, helper);
    this.tools.progress.line(helper, `hands ${relationship} back`);
  }

  /** Gives a server its previous configuration, and its start-up file too where that was written. */
  private async bringBack(name: string, config: JsonMap): Promise<void> {
    const { servers, ledger, progress } = this.tools;
    const reply = await (await servers.answering(name)).send("config-set", config);
    if (reply.result !== 0) throw new Error(refusal(servers.named(name), "config-set", reply.text));
    ledger.set(name, config, "previous");
    progress.line(name, "previous configuration is back");
    if (!ledger.hasWritten(name)) return;
    try {
      await this.persist(name);
    } catch (error) {
      this.spoiled.push(
        `${(error as Error).message} Until then do not restart Kea there: its start-up file is not what it runs.`,
      );
    }
  }
}
