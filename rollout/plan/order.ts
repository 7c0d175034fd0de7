import type { MemberChange, RelationshipChange } from "./change";
import type { Stage, Step } from "./steps";

type Sends = Extract<Step, { kind: "set" }>["sends"];

/** Servers that are set, in one sweep over the topology. */
export interface Pass {
  readonly servers: readonly string[];
  /** What a server is sent. */
  readonly sends: (server: string) => Sends;
  /** Subnets go: the server that serves forgets them before its partners do. */
  readonly removes: boolean;
  /** All members understand each other already. */
  readonly steady: boolean;
}

/** Stages that run at the same time, at most. */
const PARALLEL = 4;

/** Servers that are tied by relationships that change as a whole, and all others alone; in order. */
export function groups(pass: Pass, changes: readonly RelationshipChange[]): string[][] {
  const rank = order(pass, changes);
  let found = rank.map((server) => [server]);
  for (const { change, members } of changes) {
    if (change === "steady") continue;
    const tied = members.filter((m) => m.active || change === "incompatible").map((m) => m.server);
    const touched = found.filter((group) => group.some((server) => tied.includes(server)));
    if (touched.length < 2) continue;
    const merged = touched.flat().sort((a, b) => rank.indexOf(a) - rank.indexOf(b));
    found = found.flatMap((group) =>
      group === touched.at(-1) ? [merged] : touched.includes(group) ? [] : [group],
    );
  }
  return found;
}

/** Additions go from the backups to the server that serves, removals the other way round. */
function order({ servers, removes }: Pass, changes: readonly RelationshipChange[]): string[] {
  const strict: [string, string][] = [];
  const loose: [string, string][] = [];
  for (const c of changes) {
    const of = (test: (member: MemberChange) => boolean) => c.members.filter(test).map((m) => m.server);
    const backups = of((m) => !m.active);
    const primary = of((m) => m.role === "primary");
    const partner = of((m) => m.active && m.role !== "primary");
    const downward = removes && c.removes;
    const ranks = downward ? [primary, partner, backups] : [backups, partner, primary];
    const edges = downward || c.adds || c.change !== "steady" ? strict : loose;
    ranks.forEach((earlier, index) => {
      for (const later of ranks.slice(index + 1).flat())
        for (const first of earlier) edges.push([first, later]);
    });
  }
  const after = new Map<string, Set<string>>(servers.map((server) => [server, new Set()]));
  const reaches = (from: string, to: string): boolean =>
    from === to || [...(after.get(from) ?? [])].some((next) => reaches(next, to));
  for (const [first, later] of [...strict, ...loose]) {
    // Where wishes contradict each other the stricter one stays.
    if (after.has(first) && after.has(later) && !reaches(later, first)) after.get(first)!.add(later);
  }
  const sorted: string[] = [];
  const pending = [...servers];
  while (pending.length > 0) {
    const next = pending.findIndex((server) => pending.every((other) => !after.get(other)!.has(server)));
    sorted.push(...pending.splice(next, 1));
  }
  return sorted;
}

/** Neighbouring stages that share no relationship run at the same time. */
export function waves(
  stages: readonly { group: readonly string[]; stage: Stage }[],
  changes: readonly RelationshipChange[],
): Stage[][] {
  const found: { stages: Stage[]; touched: Set<string> }[] = [];
  for (const { group, stage } of stages) {
    const touched = changes
      .filter((c) => c.members.some((member) => group.includes(member.server)))
      .map((c) => c.relationship.name);
    const last = found.at(-1);
    if (last && last.stages.length < PARALLEL && touched.every((name) => !last.touched.has(name))) {
      last.stages.push(stage);
      touched.forEach((name) => last.touched.add(name));
    } else found.push({ stages: [stage], touched: new Set(touched) });
  }
  return found.map((wave) => wave.stages);
}
