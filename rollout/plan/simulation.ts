import type { MemberChange, RelationshipChange } from "./change";
import { QUICK_HEARTBEAT_MS } from "./passing-configuration";
import type { Pass } from "./order";
import type { Interruption, Stage, Step } from "./steps";

/** Who serves what, as the steps so far have it. */
export class Simulation {
  /** Servers that serve a relationship. */
  private readonly serving: Map<string, Set<string>>;
  /** Servers that run a declared configuration by now. */
  private readonly done = new Set<string>();

  constructor(changes: readonly RelationshipChange[]) {
    this.serving = new Map(
      changes.map((c) => [
        c.relationship.name,
        new Set(c.members.filter((m) => m.serves).map((m) => m.server)),
      ]),
    );
  }

  stage(group: readonly string[], pass: Pass, changes: readonly RelationshipChange[]): Stage {
    const steps: Step[] = [];
    let open: { change: RelationshipChange; owner: MemberChange; helper: MemberChange }[] = [];
    const touched = changes.filter((c) => c.members.some((member) => group.includes(member.server)));
    const active = touched.filter((c) =>
      c.members.some((member) => member.active && group.includes(member.server)),
    );

    const giveBack = ({ change, owner, helper }: (typeof open)[number]) => {
      // In a role flip the helper serves on: it is the primary from its own set on.
      if (owner.due.length === 0) return;
      steps.push({
        kind: "give-back",
        relationship: change.relationship.name,
        helper: helper.server,
        member: helper.name,
        scopes: helper.due,
      });
      this.serving.set(change.relationship.name, new Set([owner.server]));
    };
    const settle = (server: string, only?: string) => {
      const members = touched.flatMap((c) => c.members.filter((m) => m.server === server)).map((m) => m.name);
      steps.push({ kind: "settle", server, members: only === undefined ? members : [only] });
    };

    const unsettled: string[] = [];
    for (const server of group) {
      // A helper that is to be set itself has to be free first.
      for (const one of open.filter(({ helper }) => helper.server === server)) {
        settle(one.owner.server, one.owner.name);
        giveBack(one);
      }
      open = open.filter(({ helper }) => helper.server !== server);

      const handed = this.handOvers(server, touched);
      for (const { change, owner, helper } of handed) {
        steps.push({
          kind: "hand-over",
          relationship: change.relationship.name,
          owner: owner.server,
          helper: helper.server,
          member: helper.name,
          scopes: this.scopesFor(helper, owner, change),
        });
        this.serving.get(change.relationship.name)!.add(helper.server);
      }
      steps.push({
        kind: "set",
        server,
        sends: pass.sends(server),
        interruption: this.interruption(server, touched, pass),
      });
      this.done.add(server);
      for (const { change } of handed) this.serving.get(change.relationship.name)!.delete(server);
      open.push(...handed);

      // Who hands over, and who flips, comes back before the next one goes; others get there together.
      const awaited = handed.length > 0 || touched.some((c) => c.change === "role flip");
      if (!awaited || !touched.every((c) => this.understands(server, c))) {
        unsettled.push(server);
        continue;
      }
      settle(server);
      open.filter(({ owner }) => owner.server === server).forEach(giveBack);
      open = open.filter(({ owner }) => owner.server !== server);
    }
    for (const server of unsettled) {
      settle(server);
      open.filter(({ owner }) => owner.server === server).forEach(giveBack);
    }
    for (const c of active) {
      if (c.change === "steady") continue;
      this.serving.set(
        c.relationship.name,
        new Set(c.members.filter((m) => m.due.length > 0).map((m) => m.server)),
      );
    }
    if (active.length > 0)
      steps.push({ kind: "gate", relationships: active.map((c) => c.relationship.name) });
    const final = group.filter((server) => pass.sends(server) === "declared");
    steps.push(...final.map((server): Step => ({ kind: "persist", server })));
    const kinds = [...new Set(active.map((c) => c.change))].filter((change) => change !== "steady");
    return { reason: kinds.join(" and ") || (active.length === 0 ? "backup" : "content"), steps };
  }

  /** The relationships that a server serves and its partner can serve for it. */
  private handOvers(server: string, changes: readonly RelationshipChange[]) {
    return changes.flatMap((change) => {
      const owner = change.members.find((member) => member.active && member.server === server);
      const helper = change.members.find((member) => member.active && member.server !== server);
      const serves = owner !== undefined && this.serving.get(change.relationship.name)!.has(server);
      if (!serves || !helper || !canHandOver(change)) return [];
      return [{ change, owner, helper }];
    });
  }

  /** What the helper serves: in hot-standby the scope of its primary, whose name depends on what it runs. */
  private scopesFor(
    helper: MemberChange,
    owner: MemberChange,
    { members, relationship }: RelationshipChange,
  ): string[] {
    if (relationship.sides.some((side) => side.mode === "load-balancing")) return [helper.name, owner.name];
    const declared = members.find((member) => member.role === "primary")?.name;
    return [(this.done.has(helper.server) ? declared : helper.primaryNow) ?? owner.name];
  }

  /** Whether the other active member runs, or keeps, what the server now expects of it. */
  private understands(server: string, { change, members }: RelationshipChange): boolean {
    if (change === "steady" || change === "role flip") return true;
    const own = members.find((member) => member.server === server);
    if (!own?.active) return true;
    return members.every(
      (member) => !member.active || member.server === server || this.done.has(member.server),
    );
  }

  private interruption(server: string, changes: readonly RelationshipChange[], pass: Pass): Interruption {
    const hit = changes.filter((c) => {
      const owner = c.members.find((member) => member.active && member.server === server);
      const serving = this.serving.get(c.relationship.name)!;
      return (
        owner &&
        serving.has(server) &&
        !(canHandOver(c) && c.members.some((m) => m.active && m.server !== server && serving.has(m.server)))
      );
    });
    if (hit.length === 0) {
      const served = changes.some((c) => this.serving.get(c.relationship.name)!.has(server));
      return {
        ms: 0,
        why: served ? "its partner serves meanwhile" : "it serves nobody now",
        avoidable: false,
        relationships: [],
      };
    }
    const relationships = hit.map((c) => c.relationship.name);
    if (hit.every((c) => c.relationship.sides.some((side) => side.mode === "passive-backup"))) {
      // Its primary waits for nobody.
      return { ms: 200, why: "nobody takes over in passive-backup", avoidable: false, relationships };
    }
    const heartbeat =
      pass.sends(server) === "quick" ? QUICK_HEARTBEAT_MS : Math.max(...hit.map((c) => c.heartbeatMs));
    return hit.some((c) => c.change === "incompatible")
      ? { ms: 3 * heartbeat, why: "its members have to change together", avoidable: false, relationships }
      : { ms: heartbeat, why: "no partner can serve meanwhile", avoidable: true, relationships };
  }
}

/** Whether a partner can serve for the other: it knows the leases, and both understand each other. */
function canHandOver({ change, canHandOver: knows }: RelationshipChange): boolean {
  return knows && (change === "steady" || change === "role flip");
}
