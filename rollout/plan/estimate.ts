import { placesOf } from "./contact";
import { meetsAnew, type RelationshipChange } from "./change";
import { type Facts, gives, type Offer, offersIn, prefixOf, SHARES } from "./facts";
import { groupsOf, type Heirs } from "./heirs";
import { QUICK_HEARTBEAT_MS } from "./passing-configuration";
import { START_MS } from "./state-machine";
import { oncePer } from "../../kea/remember";
import { sameService, servedBy, type Service, service } from "./service";
import type { Played } from "./simulate";
import type { End, Interruption, Step } from "./steps";
import type { ServerState, World } from "./world";

/** Clients who may notice something. */
interface Clients {
  /** Of their subnet. */
  readonly key: string;
  /** What they get there. */
  readonly offer: Offer;
  /** Only those who reach this server, which does not hear its partner: that one serves others. */
  readonly by?: string;
}

/** Clients that nobody serves for a while. */
export interface Gap extends Clients {
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
  /** Subnets, by key, of which a primary gives no lease before this server, a backup, has it. */
  readonly awaited: readonly string[];
}

/**
 * @param heirs subnets whose clients others may serve.
 * @param backTo of steps that go back: the worlds of before. What nobody served in them is missed by nobody.
 */
export function watch(start: World, heirs: Heirs, backTo?: readonly World[]): Watch {
  const gaps = new Map<Step, Gap[]>();
  const since = new Map<Clients, { at: number; cause: Step }>();
  const wasServed = new Set<Clients>();
  const changes = new Map<Step, Change>();
  const served = servedBeside(apart(start), heirs);
  let cause: Step | undefined;
  let world = start;
  const note = (step: Step, gap: Gap) => gap.ms > 0 && gaps.set(step, [...(gaps.get(step) ?? []), gap]);
  const look = (counts = false) => {
    const now = served(world);
    for (const what of now) {
      if (counts) wasServed.add(what);
      const open = since.get(what);
      if (!open) continue;
      since.delete(what);
      note(open.cause, { ...what, ms: world.now - open.at });
    }
    for (const what of wasServed)
      if (cause && !since.has(what) && !now.has(what)) since.set(what, { at: world.now, cause });
  };
  look(true);
  return {
    see: ({ step, moments }) => {
      if (step.kind === "set") {
        const [was, is] = [world, moments[0]!].map(({ servers }) => servers.get(step.server)!);
        changes.set(step, { was: was!, runs: is!.facts, awaited: awaitedBy(world, was!) });
        // Who pauses does so for a server that is about to be set.
        for (const [what, open] of since)
          if (open.cause.kind === "pause") since.set(what, { ...open, cause: step });
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
      const before = since.size > 0 && backTo?.map(served);
      for (const [what, { cause: step }] of since) {
        const isMissed = !before || before.some((clients) => clients.has(what));
        // Who serves one side only may leave it to the other for good.
        if (what.by === undefined && isMissed) note(step, { ...what, ms: Number.POSITIVE_INFINITY });
      }
      since.clear();
      return gaps;
    },
    change: (step) => changes.get(step)!,
  };
}

/** Subnets of which somebody gives no lease before a server has it. */
function awaitedBy(world: World, backup: ServerState): string[] {
  return placesOf(backup).flatMap(({ role }) =>
    role.role !== "backup"
      ? []
      : [...world.servers.values()].flatMap((primary) =>
          servedBy(primary).flatMap(({ key, role: own }) =>
            own?.awaitsBackups && own.peers.some(({ name, url }) => name === role.self && url === role.url)
              ? [key]
              : [],
          ),
        ),
  );
}

/** Servers that serve the same subnets and do not hear each other, by the subnets' keys: each serves its side. */
function apart(world: World): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  if (world.severed.size === 0) return found;
  for (const [key, services] of service(world)) {
    const names = services.map(({ server }) => server.name);
    const sides = names.filter((name) => names.some((other) => world.severed.has(`${name} ${other}`)));
    if (sides.length > 0) found.set(key, sides);
  }
  return found;
}

const OFFERS: readonly Offer[] = ["anything", "addresses", "prefixes"];

/** Tells who is served at a moment, the same clients as the same objects: there are thousands of moments. */
function servedBeside(
  sides: ReadonlyMap<string, readonly string[]>,
  heirs: Heirs,
): (world: World) => ReadonlySet<Clients> {
  const known = new Map<string, readonly Clients[]>();
  const clientsOf = (key: string) => {
    const before = known.get(key);
    if (before) return before;
    const found = OFFERS.flatMap((offer): Clients[] => [
      { key, offer },
      ...(sides.get(key) ?? []).map((by) => ({ key, offer, by })),
    ]);
    known.set(key, found);
    return found;
  };
  const ofAll = (key: string) => clientsOf(key).filter(({ by }) => by === undefined);
  const inherited = [...heirs].flatMap(([key, groups]) =>
    ofAll(key).map((what, at) => ({
      what,
      groups: groups.map((group) => group.map((one) => ofAll(one)[at]!)),
    })),
  );
  return (world) => {
    const found = new Set<Clients>();
    for (const [key, services] of service(world))
      for (const what of clientsOf(key)) if (isGiven(what, services)) found.add(what);
    const heirsToo = inherited.filter(({ groups }) =>
      groups.some((group) => group.every((one) => found.has(one))),
    );
    for (const { what } of heirsToo) found.add(what);
    return found;
  };
}

const isGiven = ({ offer, by }: Clients, services: readonly Service[]) =>
  SHARES.every((share) =>
    services.some(
      ({ shares, offers, server }) =>
        shares.includes(share) && offers.includes(offer) && (by === undefined || server.name === by),
    ),
  );

/** Steps that were watched, with what clients notice of each that sets a server. */
export function announced(
  steps: readonly Step[],
  watched: Watch,
  changes: readonly RelationshipChange[],
  heirs: Heirs,
): Step[] {
  const home = homesOf(changes);
  const gaps = watched.gaps();
  return steps.map((step) =>
    step.kind === "set"
      ? { ...step, interruption: interruption(watched.change(step), gaps.get(step) ?? [], home, heirs) }
      : step,
  );
}

type Homes = ReadonlyMap<string, RelationshipChange>;

/** The relationship that each subnet is declared in, by the subnet's key and what clients get there. */
const homesOf = oncePer(
  (changes: readonly RelationshipChange[]): Homes =>
    new Map(changes.flatMap((c) => keysOf(c).map((key) => [key, c] as const))),
);

/** What a relationship is to give, by its subnets: whose clients may miss it. */
function keysOf({ relationship }: RelationshipChange): string[] {
  return offersIn(relationship).flatMap(({ key, offers }) => offers.map((offer) => homeKey({ key, offer })));
}

const homeKey = ({ key, offer }: Clients) => `${key} ${offer}`;

/** What nobody is declared to give any more, and somebody gave. */
function endsAmong(gaps: readonly Gap[]): End[] {
  const isWhole = new Set(gaps.flatMap(({ key, offer }) => (offer === "anything" ? [key] : [])));
  return gaps
    .filter(({ key, offer }) => offer === "anything" || !isWhole.has(key))
    .map(({ key, offer }) => ({ subnet: prefixOf(key), offer }));
}

const TOGETHER = "its members have to change together";
/** Until members that were set together serve: whose heartbeat comes first is luck, and may cost one more. */
const MEETING_MS = 3 * QUICK_HEARTBEAT_MS;

function interruption(change: Change, all: readonly Gap[], home: Homes, heirs: Heirs): Interruption {
  const gaps = all.filter((gap) => home.has(homeKey(gap)));
  const hit = [...new Set(gaps.flatMap((gap) => home.get(homeKey(gap)) ?? []))];
  const awaiting = change.awaited.flatMap((key) => home.get(homeKey({ key, offer: "anything" })) ?? []);
  const waiting = [...new Set(awaiting)].map((c) => c.relationship.name);
  const over = endsAmong(all.filter((gap) => !home.has(homeKey(gap)) && !Number.isFinite(gap.ms)));
  const ends = over.length > 0 ? { ends: over } : {};
  if (hit.length === 0 && waiting.length > 0)
    return {
      ...{ ms: START_MS, relationships: waiting, avoidable: false, ...ends, holdsBack: true },
      why: "new leases are held back until this backup has them (wait-backup-ack)",
    };
  if (hit.length === 0) {
    const serves = servedBy(change.was).length > 0 ? "its partner serves meanwhile" : "it serves nobody now";
    const why = over.length > 0 ? "what it serves is declared no more" : serves;
    return { ms: 0, why, avoidable: false, relationships: [], ...ends };
  }
  const relationships = hit.map((c) => c.relationship.name);
  const why = reason(change, hit, gaps, heirs);
  const longest = Math.max(...gaps.map((gap) => gap.ms), why.why === TOGETHER ? MEETING_MS : 0);
  return { ms: Math.ceil(longest / 100) * 100, relationships, ...why, ...ends };
}

function reason(
  { was, runs }: Change,
  hit: readonly RelationshipChange[],
  gaps: readonly Gap[],
  heirs: Heirs,
): Pick<Interruption, "why" | "avoidable"> {
  if (gaps.every(({ by }) => by !== undefined))
    return { why: "its partner serves meanwhile, but only clients that reach it", avoidable: false };
  const goesOn = (key: string) =>
    runs.subnets.some((subnet) => groupsOf(key, heirs).flat().includes(subnet.key) && gives(subnet));
  if (gaps.some(({ key }) => !goesOn(key))) return { why: "subnets move to other servers", avoidable: false };
  if (was.facts.roles.length === 0 && servedBy(was).length > 0)
    return { why: "it serves without a partner until now", avoidable: false };
  if (hit.every(({ mode }) => mode === "passive-backup"))
    return { why: "nobody takes over in passive-backup", avoidable: false };
  if (hit.some(({ change }) => meetsAnew(change) || change === "new"))
    return { why: TOGETHER, avoidable: false };
  if (
    hit.some(
      ({ change, members }) => change === "joining" && members.some((m) => !m.runs && m.server === was.name),
    )
  )
    return { why: "its partner lets go before it may serve", avoidable: false };
  return { why: "no partner can serve meanwhile", avoidable: true };
}
