import { subnetsOf } from "../../kea/fleet/fleet";
import type { RelationshipChange } from "./change";
import { hasAddresses } from "./facts";
import { QUICK_HEARTBEAT_MS } from "./passing-configuration";
import { isServed, servedBy, service } from "./service";
import { moments } from "./simulate";
import type { Interruption, Stage, Step } from "./steps";
import type { World } from "./world";

/** A subnet that nobody serves for a while. */
export interface Gap {
  readonly key: string;
  readonly ms: number;
}

/**
 * For how long each step leaves clients without a server: read from the moments that follow each other.
 *
 * @param before is given the world before each step.
 */
export function gapsOf(
  start: World,
  steps: readonly Step[],
  matters: (key: string) => boolean,
  before = new Map<Step, World>(),
): Map<Step, Gap[]> {
  const gaps = new Map<Step, Gap[]>();
  const since = new Map<string, { at: number; cause: Step }>();
  const wasServed = new Set<string>();
  let cause: Step | undefined;
  const look = (world: World, counts = false) => {
    const now = service(world);
    for (const [key, services] of now) {
      if (!isServed(services)) continue;
      if (counts) wasServed.add(key);
      const open = since.get(key);
      if (!open) continue;
      since.delete(key);
      gaps.set(open.cause, [...(gaps.get(open.cause) ?? []), { key, ms: world.now - open.at }]);
    }
    for (const key of wasServed)
      if (cause && !since.has(key) && !isServed(now.get(key))) since.set(key, { at: world.now, cause });
  };
  look(start, true);
  let world = start;
  for (const step of steps) {
    before.set(step, world);
    if (step.kind === "set" || step.kind === "pause" || cause === undefined) cause = step;
    for (const moment of moments(world, step)) {
      if (moment.servers !== world.servers) look(moment);
      world = moment;
    }
    // What comes into service matters from then on.
    if (step.kind === "gate") look(world, true);
  }
  for (const [key, { cause: step }] of since)
    gaps.set(step, [...(gaps.get(step) ?? []), { key, ms: Number.POSITIVE_INFINITY }]);
  return new Map(
    [...gaps].map(([step, all]) => [step, all.filter(({ key, ms }) => matters(key) && ms > 0)] as const),
  );
}

/** The stages with what clients notice of each of their steps. */
export function estimated(
  start: World,
  waves: readonly (readonly Stage[])[],
  changes: readonly RelationshipChange[],
): Stage[][] {
  const home = new Map(changes.flatMap((c) => keysOf(c).map((key) => [key, c] as const)));
  const steps = waves.flat().flatMap((stage) => stage.steps);
  const before = new Map<Step, World>();
  const gaps = gapsOf(start, steps, (key) => home.has(key), before);
  const notices = new Map<Step, Interruption>();
  for (const step of steps)
    if (step.kind === "set")
      notices.set(step, interruption(before.get(step)!, step.server, gaps.get(step) ?? [], home));
  return waves.map((wave) =>
    wave.map((stage) => ({
      ...stage,
      steps: stage.steps.map((step) =>
        step.kind === "set" ? { ...step, interruption: notices.get(step)! } : step,
      ),
    })),
  );
}

/** The subnets of which a relationship is to give addresses: whose clients may miss it. */
function keysOf({ relationship }: RelationshipChange): string[] {
  const { family, sides } = relationship;
  const given = sides.flatMap((side) => subnetsOf(side).filter((subnet) => hasAddresses(subnet.map)));
  return given.map(({ prefix }) => `${family} ${prefix}`);
}

const TOGETHER = "its members have to change together";
/** Until members that were set together serve: whose heartbeat comes first is luck, and may cost one more. */
const MEETING_MS = 3 * QUICK_HEARTBEAT_MS;

function interruption(
  before: World,
  server: string,
  gaps: readonly Gap[],
  home: ReadonlyMap<string, RelationshipChange>,
): Interruption {
  const hit = [...new Set(gaps.flatMap(({ key }) => home.get(key) ?? []))];
  if (hit.length === 0) {
    const serves = servedBy(before.servers.get(server)!).some(({ key }) => home.has(key));
    const why = serves ? "its partner serves meanwhile" : "it serves nobody now";
    return { ms: 0, why, avoidable: false, relationships: [] };
  }
  const relationships = hit.map((c) => c.relationship.name);
  const why = reason(before, server, hit);
  const longest = Math.max(...gaps.map((gap) => gap.ms), why.why === TOGETHER ? MEETING_MS : 0);
  return { ms: Math.ceil(longest / 100) * 100, relationships, ...why };
}

function reason(
  before: World,
  server: string,
  hit: readonly RelationshipChange[],
): Pick<Interruption, "why" | "avoidable"> {
  if (hit.some((c) => c.members.every((member) => member.server !== server)))
    return { why: "subnets move to other servers", avoidable: false };
  if (
    before.servers.get(server)!.facts.roles.length === 0 &&
    servedBy(before.servers.get(server)!).length > 0
  )
    return { why: "it serves without a partner until now", avoidable: false };
  if (hit.every(({ mode }) => mode === "passive-backup"))
    return { why: "nobody takes over in passive-backup", avoidable: false };
  if (hit.some(({ change }) => change === "incompatible" || change === "new"))
    return { why: TOGETHER, avoidable: false };
  if (
    hit.some(
      ({ change, members }) => change === "joining" && members.some((m) => !m.runs && m.server === server),
    )
  )
    return { why: "its partner lets go before it may serve", avoidable: false };
  return { why: "no partner can serve meanwhile", avoidable: true };
}
