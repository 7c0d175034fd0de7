import { namesIn } from "../../kea/model/family";
import type { RelationshipChange } from "./change";
import type { Stage } from "./steps";

/** Two servers of which the first comes before the second. */
export type Edge = readonly [first: string, second: string];

/** What binds the order of servers that are set. */
export interface Bonds {
  readonly strict: readonly Edge[];
  readonly loose: readonly Edge[];
  readonly ties: readonly (readonly string[])[];
}

/** Servers that are tied together, and all others alone; in order. */
export function groups(servers: readonly string[], bonds: Bonds): string[][] {
  const group = merged(servers, bonds.ties);
  const head = new Map(
    servers.map((server) => [server, servers.find((one) => group.get(server)!.has(one))!]),
  );
  const between = (edges: readonly Edge[]) =>
    edges.flatMap(([first, later]): Edge[] => {
      const [one, other] = [head.get(first), head.get(later)];
      return one && other && one !== other ? [[one, other]] : [];
    });
  const heads = servers.filter((server) => head.get(server) === server);
  return ordered(heads, { strict: between(bonds.strict), loose: between(bonds.loose) }).map((first) =>
    ordered(
      servers.filter((server) => group.get(first)!.has(server)),
      bonds,
    ),
  );
}

/** The group of each server. */
function merged(servers: readonly string[], ties: readonly (readonly string[])[]): Map<string, Set<string>> {
  const group = new Map(servers.map((server) => [server, new Set([server])]));
  for (const tie of ties) {
    const here = tie.filter((server) => group.has(server));
    const union = new Set(here.flatMap((server) => [...group.get(server)!]));
    for (const server of union) group.set(server, union);
  }
  return group;
}

/** Servers in an order that keeps all wishes; where they contradict each other, the stricter and earlier one. */
function ordered(servers: readonly string[], { strict, loose }: Omit<Bonds, "ties">): string[] {
  const after = new Map<string, Set<string>>(servers.map((server) => [server, new Set()]));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(after.get(from) ?? [])].some((next) => reaches(next, to, seen));
  };
  for (const [first, later] of [...strict, ...loose]) {
    if (after.has(first) && after.has(later) && !after.get(first)!.has(later) && !reaches(later, first))
      after.get(first)!.add(later);
  }
  const before = new Map(servers.map((server) => [server, 0]));
  for (const next of after.values()) for (const server of next) before.set(server, before.get(server)! + 1);
  const sorted: string[] = [];
  const pending = [...servers];
  while (pending.length > 0) {
    const [next] = pending.splice(
      pending.findIndex((server) => before.get(server) === 0),
      1,
    );
    sorted.push(next!);
    for (const server of after.get(next!)!) before.set(server, before.get(server)! - 1);
  }
  return sorted;
}

/** Servers whose order contradicts itself, apart from those that are tied together. */
export function cyclic(
  edges: readonly Edge[],
  ties: readonly (readonly string[])[],
  servers: ReadonlySet<string>,
): Set<string> {
  const group = merged([...servers], ties);
  const next = new Map<Set<string>, Set<Set<string>>>();
  for (const [first, later] of edges) {
    const [one, other] = [group.get(first), group.get(later)];
    if (one && other && one !== other) next.set(one, (next.get(one) ?? new Set()).add(other));
  }
  // What nothing comes before, and what nothing follows, is in no circle.
  const left = new Set(group.values());
  for (let size = -1; size !== left.size;) {
    size = left.size;
    const targets = new Set([...left].flatMap((one) => [...(next.get(one) ?? [])]));
    for (const one of left) {
      const follows = [...(next.get(one) ?? [])].some((other) => left.has(other));
      if (!targets.has(one) || !follows) left.delete(one);
    }
  }
  return new Set([...left].flatMap((one) => [...one]));
}

/**
 * Stages that change sites: those that look at no more relationships than any other stage that looks at one of
 * them. A hub looks at those of all its sites, or in a first deploy at none yet; a backup looks at none. A hub
 * none of whose sites changes counts as one.
 */
export function sitesAmong(stages: readonly Stage[]): Stage[] {
  const least = new Map<string, number>();
  for (const names of stages.map(gatedBy))
    for (const name of names) least.set(name, Math.min(least.get(name) ?? Infinity, names.length));
  return stages.filter((stage) => {
    const names = gatedBy(stage);
    const isSmallest = names.every((name) => least.get(name) === names.length);
    return setBy(stage).length > 0 && names.length > 0 && isSmallest;
  });
}

/**
 * Where several sites of a family that none has begun yet could begin at the same time, one goes before the others:
 * one that looks at the fewest relationships, and so is no hub if any is none.
 */
export function withFirstAlone(all: readonly Stage[][]): Stage[][] {
  const sites = new Set(sitesAmong(all.flat()));
  const begun = new Set<string>();
  return all.flatMap((wave) => {
    const here = new Map<string, Stage[]>();
    for (const stage of wave.filter((one) => sites.has(one)))
      here.set(familyOf(stage), [...(here.get(familyOf(stage)) ?? []), stage]);
    const fresh = [...here].filter(([family]) => !begun.has(family));
    fresh.forEach(([family]) => begun.add(family));
    const first = fresh.flatMap(([, some]) => (some.length > 1 ? smallest(some) : []));
    return first.length > 0 ? [first, wave.filter((stage) => !first.includes(stage))] : [wave];
  });
}

/** The servers that a stage sets. */
export const setBy = ({ steps }: Stage) => [
  ...new Set(steps.flatMap((step) => (step.kind === "set" ? [step.server] : []))),
];

/** The relationships that a stage looks at. */
export const gatedBy = ({ steps }: Stage) => [
  ...new Set(steps.flatMap((step) => (step.kind === "gate" ? step.relationships : []))),
];

/** Relationships tie servers of one family. */
const familyOf = (stage: Stage) => namesIn(setBy(stage)[0]!).service;

const smallest = (stages: readonly Stage[]) =>
  stages.reduce((one, other) => (gatedBy(other).length < gatedBy(one).length ? other : one));

/** A stage in the order of all. */
export interface Placed {
  /** The servers that it sets. */
  readonly group: readonly string[];
  readonly stage: Stage;
  /** It waits for nobody: who does would hold up those that come after it. */
  readonly isHub: boolean;
}

/** Neighbouring stages that share no relationship run at the same time. */
export function waves(
  stages: readonly Placed[],
  changes: readonly RelationshipChange[],
  width: number,
): Stage[][] {
  const found: { stages: Stage[]; touched: Set<string>; isHub: boolean }[] = [];
  for (const { group, stage, isHub } of stages) {
    const touched = changes
      .filter((c) => [...c.members.map((m) => m.server), ...c.leaving].some((name) => group.includes(name)))
      .map((c) => c.relationship.name);
    const last = found.at(-1);
    const fits = last && last.isHub === isHub && last.stages.length < width;
    if (fits && touched.every((name) => !last.touched.has(name))) {
      last.stages.push(stage);
      touched.forEach((name) => last.touched.add(name));
    } else found.push({ stages: [stage], touched: new Set(touched), isHub });
  }
  return found.map((wave) => wave.stages);
}
