import { inTouch, type Place, placesOf } from "./contact";
import {
  type HandingOver,
  type HandOver,
  handOvers,
  leftOpen,
  lets,
  pauses,
  served,
  serves,
} from "./hand-overs";
import { gives, ownScopes, type Role } from "./facts";
import { resumed } from "./paused";
import type { Edge } from "./order";
import { isServed, servedBy, service } from "./service";
import { moments, type Played, simulate } from "./simulate";
import { normalState } from "./state-machine";
import type { Step } from "./steps";
import { beforeAndAfter, configurationKey, type World } from "./world";

/** Servers that are set together, and what is known of the relationships that tie them. */
export interface Group {
  /** In the order in which they are set, with what they are sent. */
  readonly servers: readonly (readonly [server: string, sends: string])[];
  /** Relationships whose members do not understand each other until all of them are set. */
  readonly whole: ReadonlySet<string>;
  /** Relationships in which somebody has to be back before the next one is set. */
  readonly swaps: ReadonlySet<string>;
  /** Relationships whose members refuse each other's leases until all of them are set. */
  readonly renumbered: ReadonlySet<string>;
  /** In a first deploy, relationships whose other member comes in a later stage: nobody waits for it. */
  readonly early?: ReadonlySet<string>;
  /** Servers of which the second follows the first at once. */
  readonly moves: readonly Edge[];
  /** Servers that the rollout reaches by another channel when they are set. */
  readonly movesIn?: ReadonlySet<string>;
  /** Servers that are not asked to help. */
  readonly helpless?: ReadonlySet<string>;
  /** Partners also serve for a server that started anew by itself, until it is back. */
  readonly rescues?: boolean;
  /** Hand-overs that may be open. */
  readonly open?: readonly HandOver[];
}

/** The name of a relationship, by the server and the name that it has there. */
export type Names = (server: string, member: string) => string | undefined;

/** The steps that give servers their configurations, with all that happens meanwhile. */
export function stageSteps(start: World, group: Group, names: Names): readonly Played[] {
  const played: Played[] = [];
  let world = start;
  const add = (step: Step, found = moments(world, step)) => {
    played.push({ step, moments: found });
    world = found.at(-1)!;
  };
  const wasServed = service(start);
  const set = new Set<string>();
  const settled = new Set<string>();
  let open = leftOpen(start, group, names);

  const settle = (server: string, only?: readonly string[]) => {
    const asked = placesOf(world.servers.get(server)!).filter(
      ({ role }) => only?.includes(role.self) ?? true,
    );
    const isEarly = ({ role }: Place) =>
      role.role !== "backup" && group.early?.has(names(server, role.self) ?? "");
    const members = asked.filter((place) => !isEarly(place)).map(({ role }) => role.self);
    if (only === undefined) settled.add(server);
    const first = members.length < asked.length && { isFirst: true };
    if (asked.length > 0) addWait({ kind: "settle", server, members, ...first });
  };
  /** Waits, and says who is to serve alone then, because nobody answers it. */
  const addWait = (step: Extract<Step, { kind: "settle" | "gate" }>) => {
    const found = moments(world, step);
    const awaited = ({ server, role }: Place) =>
      step.kind === "gate"
        ? step.relationships.includes(names(server.name, role.self) ?? "")
        : server.name === step.server && step.members.includes(role.self);
    const alone = [...found.at(-1)!.servers.values()].flatMap((server) =>
      server.members.some(({ state }) => state === "partner-down")
        ? placesOf(server)
            .filter((place) => place.member.state === "partner-down" && place.role.role !== "backup")
            .filter(awaited)
            .map(({ role }) => role.self)
        : [],
    );
    add(alone.length > 0 ? { ...step, alone: alone.sort() } : step, found);
  };
  const giveBack = (one: HandOver, unlessServed = true) => {
    open = open.filter((other) => other !== one);
    const place = placesOf(world.servers.get(one.helper)!).find(({ role }) => role.self === one.member);
    if (!place || place.member.state !== normalState(place.role)) return;
    const { relationship, helper, member } = one;
    const step: Step = { kind: "give-back", relationship, helper, member, scopes: ownScopes(place.role) };
    // In a role flip the helper serves on: what is its own by then is not yet.
    const isSwap = group.swaps.has(relationship);
    const found = moments(world, step);
    const isNeeded = () => lessServed(world, found.at(-1)!, served(world, one));
    if (unlessServed && (isSwap || !servesAgain(one)) && isNeeded()) return;
    add(step, found);
  };
  const servesAgain = ({ owner, relationship }: HandOver) =>
    placesOf(world.servers.get(owner)!).some(
      ({ role, member }) =>
        names(owner, role.self) === relationship &&
        member.state === normalState(role) &&
        ownScopes(role).length > 0,
    );
  /** Servers that swapped their roles and share no relationship with one another: they come back together. */
  const late = new Set<string>();
  const relationships = new Map(
    group.servers.map(([server, sends]) => {
      const facts = beforeAndAfter(start, server, sends);
      return [server, new Set(facts.flatMap(({ roles }) => roles.map(({ self }) => names(server, self))))];
    }),
  );
  const isTied = (server: string, other: string) =>
    [...relationships.get(other)!].some((name) => relationships.get(server)!.has(name));
  const waitFor = (server: string) => {
    if (!settled.has(server)) settle(server);
    open.filter(({ owner }) => owner === server).forEach((one) => giveBack(one));
  };
  const isWhole = (server: string, member: string) => group.whole.has(names(server, member) ?? "");
  /** Relationships whose members change as a whole, of which a server is or was an active member. */
  const wholes = new Map(
    group.servers.map(([server, sends]) => {
      const facts = beforeAndAfter(start, server, sends);
      const active = facts.flatMap(({ roles }) =>
        roles.filter(
          ({ role, self }) => role !== "backup" || group.renumbered.has(names(server, self) ?? ""),
        ),
      );
      return [
        server,
        new Set(active.map(({ self }) => names(server, self)).filter((name) => group.whole.has(name!))),
      ];
    }),
  );
  /** Whether the other active members run, or keep, what the server now expects of them. */
  const isUnderstood = (server: string) =>
    [...wholes].every(
      ([other, relationships]) =>
        set.has(other) || [...relationships].every((name) => !wholes.get(server)!.has(name)),
    );

  /** Whether a member takes leases, now and when it is set, of all that a helper would serve for it. */
  const isTaken = (owner: string, sends: string, handOver: Pick<HandOver, "helper" | "member">) => {
    const after = start.library.get(configurationKey({ server: owner, sends }))!;
    const relationship = names(handOver.helper, handOver.member);
    const isMember = after.roles.some(({ self }) => names(owner, self) === relationship);
    const knowing = [world.servers.get(owner)!.facts, ...(isMember ? [after] : [])];
    // Of what comes, nobody has a lease yet.
    return served(world, handOver).every(
      (key) => !wasServed.has(key) || knowing.every(({ subnets }) => subnets.some((one) => one.key === key)),
    );
  };
  /** Waits for those who are to help a server, where they were set before. */
  const callBack = (server: string, sends: string) => {
    for (const place of placesOf(world.servers.get(server)!)) {
      const partner = inTouch(world, place);
      if (!partner || isWhole(server, place.role.self) || !serves(place)) continue;
      if (!set.has(partner.server.name) || settled.has(partner.server.name)) continue;
      if (isTaken(server, sends, { helper: partner.server.name, member: partner.role.self }))
        settle(partner.server.name);
    }
  };
  /** The relationships in which a server is about to serve subnets, by itself or for its partner. */
  const homes = (server: string, sends: string, isHome = ({ role }: Role) => role !== "backup") => {
    const { roles, subnets } = start.library.get(configurationKey({ server, sends }))!;
    return new Map(
      roles
        .filter(isHome)
        .flatMap((role) =>
          subnets.flatMap((subnet) =>
            gives(subnet) && subnet.member === role.self
              ? [[subnet.key, names(server, role.self)] as const]
              : [],
          ),
        ),
    );
  };
  /** Whether a helper would serve what its owner, once it is set, serves by itself in another relationship. */
  const goesElsewhere = (step: HandingOver, sends: string) => {
    const home = homes(step.owner, sends, servesItself);
    return served(world, step).some((key) => home.has(key) && home.get(key) !== step.relationship);
  };
  /** Ends hand-overs by which somebody serves what a server is about to serve in another relationship. */
  const makeWay = (server: string, sends: string) => {
    const [home, own] = [homes(server, sends), homes(server, sends, servesItself)];
    for (const one of open.filter(({ owner }) => owner === server || set.has(owner))) {
      const keys = servedBy(world.servers.get(one.helper)!)
        .filter(({ role }) => role?.self === one.member)
        .map(({ key }) => key);
      const clashes = (there: typeof home) =>
        keys.some((key) => there.has(key) && there.get(key) !== one.relationship);
      if (!clashes(home)) continue;
      // An owner whose partners do not understand it yet would take them for dead if it was waited for.
      const comesBack = one.owner !== server && isUnderstood(one.owner);
      if (comesBack && !settled.has(one.owner)) settle(one.owner);
      giveBack(one, comesBack || (one.owner !== server && !clashes(own)));
    }
  };
  /** Whether a server has left what it served to those that are still to be set. */
  const isLeft = (server: string) => {
    const { roles } = world.servers.get(server)!.facts;
    const back = simulate(world, { kind: "settle", server, members: roles.map(({ self }) => self) });
    return lessServed(start, back);
  };

  /** Whether a member does not begin anew in this stage, and is in a relationship of a server that did. */
  const isFree = (other: string, relationship: string, server: string) =>
    group.servers.every(([name]) => name !== other || set.has(name)) &&
    world.servers.get(server)!.facts.roles.some(({ self }) => names(server, self) === relationship);

  // What was handed over by servers that are not set, or whose partner is, ends before anything else.
  for (const one of open)
    if (!group.servers.some(([server]) => server === one.owner || server === one.helper))
      giveBack(one, false);

  for (const [server, sends] of group.servers) {
    if ([...late].some((other) => isTied(server, other))) {
      late.forEach(waitFor);
      late.clear();
    }
    // A helper that is to be set itself has to be free first.
    for (const one of open.filter(({ helper }) => helper === server)) {
      if (set.has(one.owner) && !group.whole.has(one.relationship)) {
        if (!settled.has(one.owner)) settle(one.owner, ownersMembers(world, one, names));
        giveBack(one);
      } else if (!set.has(one.owner) && servesAgain(one)) giveBack(one);
      open = open.filter((other) => other !== one);
    }
    // Whose clients others are to serve meanwhile; before the first of a whole, those of all of it.
    const isFirst = wholes.get(server)!.size > 0 && [...set].every((name) => wholes.get(name)!.size === 0);
    const later = group.servers.slice(group.servers.findIndex(([name]) => name === server));
    const together = group.renumbered.size > 0 ? later.filter(([name]) => wholes.get(name)!.size > 0) : [];
    for (const [next, gets] of isFirst ? later : [[server, sends] as const, ...together])
      callBack(next, gets);
    makeWay(server, sends);
    const isUnderWay = group.moves.some(([old, next]) => next === server || (set.has(old) && !set.has(next)));
    if (group.moves.length > 0 && !isUnderWay && !lessServed(start, world))
      for (const other of set) if (!settled.has(other) && isUnderstood(other)) settle(other);

    for (const step of pauses(world, server, group, names)) add(step);
    const handed = handOvers(world, server, group, names);
    const asked = handed
      .map((one): HandingOver => ({ kind: "hand-over", ...one }))
      .filter((one) => isTaken(server, sends, one) && !goesElsewhere(one, sends));
    // Who has to pause for one of them does so last.
    const isLast = (one: HandingOver) => Number(lets(world, one, names).length > 0);
    for (const step of asked.sort((one, other) => isLast(one) - isLast(other))) {
      for (const pause of lets(world, step, names)) add(pause);
      add(step);
      const { kind: _, scopes: __, ...one } = step;
      open = [...open.filter((other) => other.helper !== one.helper || other.member !== one.member), one];
    }
    const goesOn = group.servers[group.servers.findIndex(([name]) => name === server) + 1];
    add({ kind: "set", server, sends, interruption: NONE });
    set.add(server);
    settled.delete(server);
    // Who paused in a run that was interrupted may be understood from now on.
    for (const { step } of resumed(world, names, (other, name) => isFree(other, name, server))) add(step);

    // Who hands over, and who flips, comes back before the next one goes; others get there together.
    const swaps = placesOf(world.servers.get(server)!).some(({ role }) =>
      group.swaps.has(names(server, role.self) ?? ""),
    );
    if (!(handed.length > 0 || swaps) || !isUnderstood(server)) continue;
    if (group.moves.some(([old, next]) => old === server && !set.has(next))) continue;
    if (goesOn && isLeft(server)) continue;
    if (swaps && handed.every(({ relationship }) => group.swaps.has(relationship))) late.add(server);
    else waitFor(server);
  }
  group.servers.forEach(([server]) => waitFor(server));
  open.forEach((one) => giveBack(one));
  const gated = new Set(
    group.servers.flatMap(([server]) =>
      placesOf(world.servers.get(server)!).flatMap(({ role }) =>
        role.role === "backup" ? [] : (names(server, role.self) ?? []),
      ),
    ),
  );
  group.early?.forEach((name) => gated.delete(name));
  for (const { step } of played) if (step.kind === "give-back") gated.add(step.relationship);
  const first = group.early && { isFirst: true };
  if (gated.size > 0) addWait({ kind: "gate", relationships: [...gated].sort(), ...first });
  for (const [server] of group.servers) if (group.movesIn?.has(server)) add({ kind: "move-in", server });
  for (const [server] of group.servers) add({ kind: "persist", server });
  return played;
}

const servesItself = (role: Role) => ownScopes(role).length > 0;

/** Until the whole plan has been simulated. */
const NONE = { ms: 0, why: "it serves nobody now", avoidable: false, relationships: [] };

function ownersMembers(world: World, { owner, relationship }: HandOver, names: Names): string[] {
  return placesOf(world.servers.get(owner)!)
    .map(({ role }) => role.self)
    .filter((member) => names(owner, member) === relationship);
}

/** Whether a subnet that was served, all by default, is not any more. */
function lessServed(before: World, after: World, keys?: readonly string[]): boolean {
  const [was, now] = [service(before), service(after)];
  return (keys ?? [...was.keys()]).some((key) => isServed(was.get(key)) && !isServed(now.get(key)));
}
