import { subnetsOf } from "../../kea/fleet/fleet";
import type { RelationshipChange } from "./change";
import { type Facts, hasAddresses } from "./facts";
import { QUICK_HEARTBEAT_MS } from "./passing-configuration";
import { oncePer } from "../../kea/remember";
import { isServed, sameService, servedBy, service } from "./service";
import type { Played } from "./simulate";
import type { Interruption, Step } from "./steps";
import type { ServerState, World } from "./world";

/** A subnet that nobody serves for a while. */
export interface Gap {
  readonly key: string;
  readonly ms: number;
}

/** Looks on while steps are simulated, one after another, and notes what nobody serves. */
export interface Watch {
  readonly see: (played: Played) => void;
  /** What nobody serves after each step, and for how long. */
  readonly gaps: () => ReadonlyMap<Step, readonly Gap[]>;
  /** What a server did before a step that set it, and what it runs since. */
  readonly change: (step: Step) => Change;
}

interface Change {
  readonly was: ServerState;
  readonly runs: Facts;
}

export function watch(start: World): Watch {
  const gaps = new Map<Step, Gap[]>();
  const since = new Map<string, { at: number; cause: Step }>();
  const wasServed = new Set<string>();
  const changes = new Map<Step, Change>();
  let cause: Step | undefined;
  let world = start;
  const note = (step: Step, gap: Gap) => gap.ms > 0 && gaps.set(step, [...(gaps.get(step) ?? []), gap]);
  const look = (counts = false) => {
    const now = service(world);
    for (const [key, services] of now) {
      if (!isServed(services)) continue;
      if (counts) wasServed.add(key);
      const open = since.get(key);
      if (!open) continue;
      since.delete(key);
      note(open.cause, { key, ms: world.now - open.at });
    }
    for (const key of wasServed)
      if (cause && !since.has(key) && !isServed(now.get(key))) since.set(key, { at: world.now, cause });
  };
  look(true);
  return {
    see: ({ step, moments }) => {
      if (step.kind === "set") {
        const [was, is] = [world, moments[0]!].map(({ servers }) => servers.get(step.server)!);
        changes.set(step, { was: was!, runs: is!.facts });
        // Who pauses does so for a server that is about to be set.
        for (const [key, open] of since)
          if (open.cause.kind === "pause") since.set(key, { ...open, cause: step });
      }
      if (step.kind === "set" || step.kind === "pause" || cause === undefined) cause = step;
      for (const moment of moments) {
        const isSame = sameService(world, moment);
        world = moment;
        if (!isSame) look();
      }
      // What comes into service matters from then on; in a first deploy, when all is there.
      if (step.kind === "gate" && !step.isFirst) look(true);
    },
    gaps: () => {
      for (const [key, { cause: step }] of since) note(step, { key, ms: Number.POSITIVE_INFINITY });
      since.clear();
      return gaps;
    },
    change: (step) => changes.get(step)!,
  };
}

/** Steps that were watched, with what clients notice of each that sets a server. */
export function announced(
  steps: readonly Step[],
  watched: Watch,
  changes: readonly RelationshipChange[],
): Step[] {
  const home = homesOf(changes);
  const gaps = watched.gaps();
  return steps.map((step) =>
    step.kind === "set"
      ? { ...step, interruption: interruption(watched.change(step), gaps.get(step) ?? [], home) }
      : step,
  );
}

type Homes = ReadonlyMap<string, RelationshipChange>;

/** The relationship that each subnet is declared in, by the subnet's key. */
const homesOf = oncePer(
  (changes: readonly RelationshipChange[]): Homes =>
    new Map(changes.flatMap((c) => keysOf(c).map((key) => [key, c] as const))),
);

/** The subnets of which a relationship is to give addresses: whose clients may miss it. */
function keysOf({ relationship }: RelationshipChange): string[] {
  const { family, sides } = relationship;
  const given = sides.flatMap((side) => subnetsOf(side).filter((subnet) => hasAddresses(subnet.map)));
  return given.map(({ prefix }) => `${family} ${prefix}`);
}

const TOGETHER = "its members have to change together";
/** Until members that were set together serve: whose heartbeat comes first is luck, and may cost one more. */
const MEETING_MS = 3 * QUICK_HEARTBEAT_MS;

function interruption(change: Change, all: readonly Gap[], home: Homes): Interruption {
  const gaps = all.filter(({ key }) => home.has(key));
  const hit = [...new Set(gaps.flatMap(({ key }) => home.get(key) ?? []))];
  if (hit.length === 0) {
    const serves = servedBy(change.was).some(({ key }) => home.has(key));
    const why = serves ? "its partner serves meanwhile" : "it serves nobody now";
    return { ms: 0, why, avoidable: false, relationships: [] };
  }
  const relationships = hit.map((c) => c.relationship.name);
  const why = reason(change, hit, gaps);
  const longest = Math.max(...gaps.map((gap) => gap.ms), why.why === TOGETHER ? MEETING_MS : 0);
  return { ms: Math.ceil(longest / 100) * 100, relationships, ...why };
}

function reason(
  { was, runs }: Change,
  hit: readonly RelationshipChange[],
  gaps: readonly Gap[],
): Pick<Interruption, "why" | "avoidable"> {
  const gives = (key: string) => runs.subnets.some((subnet) => subnet.key === key && subnet.gives);
  if (gaps.some(({ key }) => !gives(key))) return { why: "subnets move to other servers", avoidable: false };
  if (was.facts.roles.length === 0 && servedBy(was).length > 0)
    return { why: "it serves without a partner until now", avoidable: false };
  if (hit.every(({ mode }) => mode === "passive-backup"))
    return { why: "nobody takes over in passive-backup", avoidable: false };
  if (hit.some(({ change }) => change === "incompatible" || change === "new"))
    return { why: TOGETHER, avoidable: false };
  if (
    hit.some(
      ({ change, members }) => change === "joining" && members.some((m) => !m.runs && m.server === was.name),
    )
  )
    return { why: "its partner lets go before it may serve", avoidable: false };
  return { why: "no partner can serve meanwhile", avoidable: true };
}
