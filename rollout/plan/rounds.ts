import { differences } from "../../kea/canonical/difference";
import { isActive, type RelationshipView } from "../../kea/fleet/fleet";
import type { JsonMap } from "../../kea/json";
import { begins, type Changes, meetsAnew, type Move, type RelationshipChange } from "./change";
import type { DeclaredServer } from "./declaration";
import { cyclic, type Edge } from "./order";
import { type Detour, detour, DIRECT } from "./passing-configuration";
import { isWrecked, type Survey } from "./survey";
import { bringsLeases } from "./takeover";

/** One sweep over the topology: who is set to what, and what binds their order. */
export interface Round {
  /** What each server is sent, by its name. */
  readonly sends: ReadonlyMap<string, string>;
  /** Servers of which the first has to be set before the second. */
  readonly strict: readonly Edge[];
  /** Servers of which the first had better be set before the second. */
  readonly loose: readonly Edge[];
  /** Servers that are set in one stage. */
  readonly ties: readonly (readonly string[])[];
  /** Servers of which the second follows the first at once. */
  readonly moves: readonly Edge[];
}

/** What a relationship's subnets need on their way. */
interface Needs {
  /** Members know what comes before any of them serves it. */
  readonly knownFirst: boolean;
  /** What goes stays until all know what comes. */
  readonly later: boolean;
  /** Nobody serves what goes before any of its members forgets it. */
  readonly emptiedFirst: boolean;
}

/** The rounds of a rollout, and what is sent in them, by {@link configurationKey}. */
export interface Rounds {
  readonly rounds: readonly Round[];
  readonly configurations: ReadonlyMap<string, JsonMap>;
}

/** The sweeps that bring servers to what is declared, by configurations that all of them can live with. */
export function roundsOf(
  changed: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
  changes: Changes,
  moving: ReadonlyMap<string, { readonly via: JsonMap | undefined }> = new Map(),
): Rounds {
  const needs = needsOf(changed, changes);
  const configurations = new Map<string, JsonMap>();
  // Control sockets of before go last.
  const sends = [0, 1, 2, 3].map(() => new Map<string, string>());
  const ways = new Map(changed.map((server) => [server.name, detours(server, changes, needs)]));
  for (const server of changed) {
    const survey = surveys.get(server.name)!;
    const via = moving.get(server.name)?.via;
    const direct = { name: "declared", way: DIRECT };
    let last: JsonMap | undefined;
    [...ways.get(server.name)!, direct].forEach(({ way, name }, round) => {
      const isTwoWay = via !== undefined && round < 3;
      const leases = way.quick.length > 0 && bringsLeases(server, survey);
      const to = isTwoWay ? { ...server, declared: via } : server;
      const config = detour(to, survey.running, { ...way, leases });
      const detoured = isTwoWay ? [...(name === "declared" ? [] : [name]), "two-way"].join(" and ") : name;
      const label = same(config, server.declared) ? "declared" : detoured;
      // What is declared differs, or the server would not be among those that change.
      const runs = last
        ? same(last, config)
        : label !== "declared" &&
          !isWrecked(server, survey) &&
          differences(config, survey.running, server.kea).length === 0;
      // What only keeps what goes can wait for the round in which it goes.
      if (runs || (round === 0 && name === "widened" && canWait(server.name, changes))) return;
      last = config;
      sends[round]!.set(server.name, label);
      configurations.set(`${server.name} ${label}`, config);
    });
  }
  const rounds = sends.map((sent, index): Round => {
    const { strict, loose } = edges(changes, needs, index);
    const moves = handed(changes, index);
    return { sends: sent, strict, loose, ties: index === 0 ? [...tiesOf(changes), ...moves] : moves, moves };
  });
  return { rounds: rounds.filter((round) => round.sends.size > 0), configurations };
}

function canWait(server: string, changes: Changes): boolean {
  const mine = changes.relationships.filter((c) => c.members.some((m) => m.server === server));
  return (
    changes.moves.length === 0 &&
    mine.every((c) => c.change === "steady" && c.comes.size === 0) &&
    tiesOf(changes).every((tie) => !tie.includes(server))
  );
}

const same = (one: JsonMap, other: JsonMap) => JSON.stringify(one) === JSON.stringify(other);

/** Whether members of a relationship change as a whole. */
export const isWhole = ({ change }: RelationshipChange) => meetsAnew(change) || change === "new";

// ------------------------------------------------------------------------------------ what is needed

const MAY_CHANGE_ALONE = ({ change }: RelationshipChange) => !meetsAnew(change) && !begins(change);

function needsOf(changed: readonly DeclaredServer[], changes: Changes): Map<RelationshipChange, Needs> {
  const needs = new Map(changes.relationships.map((c) => [c, firstNeeds(c)] as const));
  const set = new Set(changed.map(({ name }) => name));
  const ties = tiesOf(changes);
  // Where one relationship's order contradicts another's, both take the longer way.
  const raise = (round: number, more: (c: RelationshipChange, now: Needs) => Needs) => {
    const loop = cyclic(edges(changes, needs, round).strict, ties, set);
    for (const [c, now] of needs)
      if (c.members.filter(({ server }) => loop.has(server)).length > 1) needs.set(c, more(c, now));
  };
  raise(0, (c, now) => ({ ...now, later: now.later || c.goes.size > 0 }));
  raise(0, (c, now) => ({ ...now, knownFirst: now.knownFirst || c.comes.size > 0 }));
  raise(1, (c, now) => ({ ...now, emptiedFirst: now.emptiedFirst || c.goes.size > 0 }));
  return needs;
}

function firstNeeds(c: RelationshipChange): Needs {
  const [comes, goes] = [c.comes.size > 0, c.goes.size > 0];
  const both = c.mode === "load-balancing";
  const alone = MAY_CHANGE_ALONE(c);
  return {
    // Both members serve: whoever serves it first would tell one that does not know it.
    knownFirst: alone && comes && (both || c.change === "joining"),
    // Who helps while the other is set would tell it of what it does not know any more.
    later: alone && goes && (comes || c.mode !== "passive-backup"),
    emptiedFirst: alone && goes && both,
  };
}

// ------------------------------------------------------------------------------------ what is sent

interface Way {
  readonly name: string;
  readonly way: Detour;
}

/** What a server is sent in each round. */
function detours(
  server: DeclaredServer,
  changes: Changes,
  needs: ReadonlyMap<RelationshipChange, Needs>,
): Way[] {
  const mine = changes.relationships.filter((c) => c.members.some((m) => m.server === server.name));
  const quick = mine.filter((c) => c.quick);
  const together = Math.max(0, ...tiesOf(changes).map((tie) => (tie.includes(server.name) ? tie.length : 0)));
  return [0, 1, 2].map((round) => {
    const keeps = new Map<number, string | undefined>();
    const [empties, words] = [new Set<number>(), new Set<string>()];
    for (const c of mine) {
      const { knownFirst, later, emptiedFirst } = needs.get(c)!;
      // Who empties first and has nothing to make known does so in the first round.
      const until = later ? (emptiedFirst && c.comes.size > 0 ? 2 : 1) : 0;
      if (round < until) c.goes.forEach((prefix, id) => keeps.set(id, prefix));
      if (c.goes.size > 0 && round < until) words.add("widened");
      if (emptiedFirst && round === until - 1) {
        c.goes.forEach((_, id) => empties.add(id));
        words.delete("widened");
        words.add("emptied");
      }
      if (round === 0 && until > 0 && standsBy(c, server.name)) {
        c.goes.forEach((_, id) => empties.add(id));
        if (c.goes.size > 0) words.add("emptied").delete("widened");
      }
      if (knownFirst && round === 0 && active(c, server.name)) {
        c.comes.forEach((id) => empties.add(id));
        words.add("known");
      }
    }
    for (const move of changes.moves.filter((m) => moveRound(m, changes) === 0)) {
      // Who helped it until now tells it of leases until it is set itself.
      const isQuick = quick.some((c) => c.relationship.name === move.from.name);
      const stays = move.to.members.some((member) => member.server === server.name);
      if (round > 0 || !isQuick || stays || !servesOld(move, changes).includes(server.name)) continue;
      keeps.set(move.was, move.prefix);
      empties.add(move.was);
      words.add("emptied");
    }
    for (const move of changes.moves.filter((m) => moveRound(m, changes) === 1)) {
      const [old, next] = [
        servesOld(move, changes).includes(server.name),
        servesNew(move).includes(server.name),
      ];
      const had = move.from.sides.some((side) => side.server.name === server.name);
      const stays = move.to.members.some((member) => member.server === server.name);
      const id = had ? move.was : move.id;
      if (round === 0 && (old || (had && (next || !stays)))) {
        keeps.set(id, move.prefix);
        empties.delete(id);
        words.add("widened");
      } else if (round === 0) {
        keeps.delete(id);
        empties.delete(id);
        if (next) empties.add(id);
        if (next) words.add("known");
      } else if (round === 1 && old && !stays) {
        // Who serves it until the next one does tells it of leases, still.
        keeps.set(id, move.prefix);
        empties.add(id);
        words.add("emptied");
      }
    }
    const isQuick = round === 0 && quick.length > 0;
    return {
      name: [...words, ...(isQuick ? ["quick"] : [])].join(" and ") || "declared",
      // Kea's switch is one for all relationships: a slow one would hold up the quick ones.
      way: { keeps, empties, quick: isQuick ? mine.map((c) => c.relationship) : [], together },
    };
  });
}

const active = ({ members }: RelationshipChange, server: string) =>
  members.some((member) => member.active && member.server === server);

const standsBy = ({ mode, members }: RelationshipChange, server: string) =>
  mode === "hot-standby" &&
  members.some((member) => member.active && !member.serves && member.server === server);

// ------------------------------------------------------------------------------------ what binds the order

function edges(
  changes: Changes,
  needs: ReadonlyMap<RelationshipChange, Needs>,
  round: number,
): { strict: Edge[]; loose: Edge[] } {
  // Who is to serve a subnet knows it, and who serves it has it for itself, before others take it for moved.
  const ready = changes.moves.flatMap((m) =>
    round === 0 && moveRound(m, changes) === 1 ? readied(m, changes) : [],
  );
  const begin = round === 0 ? [...hubsFirst(changes), ...switchesFirst(changes)] : [];
  const [strict, loose]: [Edge[], Edge[]] = [[...begin, ...handed(changes, round), ...ready], []];
  for (const c of changes.relationships) {
    const of = (test: (member: RelationshipChange["members"][number]) => boolean) =>
      c.members.filter(test).map((m) => m.server);
    const backups = of((m) => !m.active);
    const primary = of((m) => m.role === "primary");
    const partner = of((m) => m.active && m.role !== "primary");
    const { knownFirst, later, emptiedFirst } = needs.get(c)!;
    const alone = MAY_CHANGE_ALONE(c);
    const last = later ? (emptiedFirst && c.comes.size > 0 ? 2 : 1) : 0;
    const removes = alone && c.goes.size > 0 && round === last && !emptiedFirst;
    const adds = alone && c.comes.size > 0 && round === 0 && !knownFirst;
    const whole = round === 0 && (!alone || c.change === "role flip");
    if (round === 0 && c.change === "joining")
      for (const first of of((m) => m.active && !m.runs))
        for (const then of of((m) => m.active && m.runs)) strict.push([first, then]);
    // Until its members have met nobody serves: a backup that forgets a subnet then refuses nobody's lease.
    const forgets = whole && c.change === "new" && c.goes.size > 0;
    const hub = of((m) => m.active && m.server !== c.site);
    const actives = c.site === undefined ? [partner, primary] : [hub, [c.site]];
    const up = forgets ? [...actives, backups] : [backups, ...actives];
    const ranks = removes ? [primary, partner, backups] : up;
    const into = removes || adds || whole ? strict : loose;
    ranks.forEach((earlier, index) => {
      for (const then of ranks.slice(index + 1).flat())
        for (const first of earlier) if (first !== then) into.push([first, then]);
    });
  }
  return { strict, loose };
}

/** All hubs come before all sites: who waits for a site costs the others nothing. */
function hubsFirst({ relationships }: Changes): Edge[] {
  const first = relationships.filter((c) => c.change === "first");
  const sites = new Set(first.flatMap(({ site }) => site ?? []));
  const active = first.flatMap(({ members }) => members.flatMap((m) => (m.active ? [m.server] : [])));
  const hubs = [...new Set(active)].filter((server) => !sites.has(server));
  return hubs.flatMap((hub) => [...sites].map((site): Edge => [hub, site]));
}

/** Who cannot help anybody, since it waits for members that are to be set, is freed before who needs its help. */
function switchesFirst({ relationships }: Changes): Edge[] {
  const active = ({ members }: RelationshipChange) => members.filter((m) => m.active).map((m) => m.server);
  const holding = relationships.filter((c) => c.holds && isWhole(c));
  return holding.flatMap((c) =>
    relationships
      .filter((other) => !isWhole(other) && active(other).some((server) => active(c).includes(server)))
      .flatMap((other) =>
        active(c).flatMap((first) =>
          active(other).flatMap((then): Edge[] => (active(c).includes(then) ? [] : [[first, then]])),
        ),
      ),
  );
}

/** Servers that cannot be set one after another in stages of their own. */
function tiesOf(changes: Changes): string[][] {
  const { relationships, left, moves } = changes;
  const whole = relationships.flatMap((c): string[][] => {
    if (c.change === "first") return [];
    if (c.change === "steady" || c.change === "joining") return c.leaving.length > 0 ? [leaving(c)] : [];
    // A backup that forgot a subnet before its members do would refuse their leases.
    const all = meetsAnew(c.change) || (c.change === "new" && c.goes.size > 0);
    const members = c.members.filter((m) => m.active || all).map((m) => m.server);
    return [[...members, ...c.leaving]];
  });
  const moving = moves
    .filter((move) => isAtOnce(move, relationships))
    .map((move) => [
      ...servesOld(move, changes),
      ...move.to.members.filter((m) => m.active).map((m) => m.server),
    ]);
  return [...whole, ...left.map((servers) => [...servers]), ...moving];
}

const leaving = ({ members, leaving: names }: RelationshipChange) => [
  ...members.filter((m) => m.active).map((m) => m.server),
  ...names,
];

// ------------------------------------------------------------------------------------ subnets that move

/** Whether servers that a subnet moves between change as a whole anyway: then it moves with them. */
function isAtOnce({ from, to }: Move, relationships: readonly RelationshipChange[]): boolean {
  const home = relationships.find((c) => c.relationship.name === from.name);
  return home === undefined || !MAY_CHANGE_ALONE(home) || !MAY_CHANGE_ALONE(to);
}

const moveRound = (move: Move, { relationships }: Changes) => (isAtOnce(move, relationships) ? 0 : 1);

/** Servers that serve a subnet before it moves, and those whose roles change first. */
function servesOld({ from }: Move, { relationships }: Changes): string[] {
  const serving = from.sides.filter((side) => isActive(side) && servesAlways(side));
  const home = relationships.find((c) => c.relationship.name === from.name && c.change === "role flip");
  const swapped = (home?.members ?? []).filter((member) => member.serves);
  return [...new Set([...serving.map((side) => side.server.name), ...swapped.map((m) => m.server)])];
}

/** Servers that serve a subnet after it has moved. */
function servesNew({ to }: Move): string[] {
  return to.members.filter((member) => member.serves).map(({ server }) => server);
}

const servesAlways = ({ mode, own }: RelationshipView["sides"][number]) =>
  (mode ?? "hot-standby") !== "hot-standby" || own?.role === "primary";

const handed = (changes: Changes, round: number) =>
  changes.moves.flatMap((move) => (moveRound(move, changes) === round ? handing(move, changes) : []));

function readied(move: Move, changes: Changes): Edge[] {
  const ends = [...servesOld(move, changes), ...servesNew(move)];
  return move.to.members.flatMap(({ server }) =>
    ends.includes(server) ? [] : ends.map((end): Edge => [end, server]),
  );
}

/** Who serves next follows at once who served before. */
function handing(move: Move, changes: Changes): Edge[] {
  return servesOld(move, changes).flatMap((old) =>
    servesNew(move).flatMap((next): Edge[] => (old === next ? [] : [[old, next]])),
  );
}
