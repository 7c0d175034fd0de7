import type { Fleet } from "../../kea/fleet/fleet";
import { inTouch, linksOf, placesOf } from "./contact";
import type { DeclaredServer } from "./declaration";
import { type Facts, factsOf, gives, ownScopes, prefixOf, type Role, SHARES } from "./facts";
import { isServed, type Service, service } from "./service";
import { aftermath } from "./simulate";
import { type Site, sitesOf } from "./sites";
import { normalState } from "./state-machine";
import type { ServerState, World } from "./world";

/** What failures of hosts and networks cost, if all servers run what is declared and are healthy. */
export interface WhatIf {
  /** Every host that fails alone, those that lose something first. */
  readonly hosts: readonly Failure[];
  /** Two hosts that fail together, where that loses what neither of them loses alone. */
  readonly pairs: readonly Failure[];
  /** Hosts in one network; every host for itself, where only one network serves. */
  readonly sites: readonly Site[];
  /** Sites that reach no other one, and two that do not reach each other. */
  readonly cuts: readonly Failure[];
}

/** Something that fails, and who notices. */
export interface Failure {
  /** Hosts that fail; or the site that is cut off from all others, or two that are from each other. */
  readonly of: readonly string[];
  /** What becomes of subnets whose service changes; none where no client notices. */
  readonly fates: readonly Fate[];
}

/** What becomes of a relationship's subnets. */
export interface Fate {
  /**
   * `lost`: nobody serves them any more. `taken over`: somebody does, after a wait. `alone`: who serves goes
   * on without a partner. `split`: both serve, each on its side, and do not tell each other what they give.
   * `held back`: who serves gives no lease that is new, for as long as it lasts.
   */
  readonly kind: "lost" | "taken over" | "alone" | "split" | "held back";
  /** Undefined for subnets that are served without a partner. */
  readonly relationship: string | undefined;
  /** Prefixes. */
  readonly subnets: readonly string[];
  /** Whose service it is: in load-balancing half of the clients are served by each member. */
  readonly clients: "all" | "half";
  /** Hosts that serve afterwards. */
  readonly by: readonly string[];
  /**
   * Before somebody takes over, nobody serves them; where somebody goes on alone, a lease that is new is
   * held back until its partner is taken for lost.
   */
  readonly wait?: Wait;
}

/** What has to happen before a server takes its partner for lost. */
export interface Wait {
  /** Silence of the partner. */
  readonly silenceMs: number;
  /** Until it notices, at most, when the partner's Kea has ended; a host that is gone takes 10 s more. */
  readonly noticedMs: number;
  /** More clients than these have to go unserved then; 0 where silence is enough. */
  readonly unservedClients: number;
  /** How long each of them has to have waited. */
  readonly unservedMs: number;
}

/** Finds out what failures cost, by simulation. */
export function whatIf(servers: readonly DeclaredServer[], fleet: Fleet): WhatIf {
  const units = unitsOf(servers, fleet);
  const byHost = new Map<string, Unit[]>();
  for (const unit of units)
    for (const host of unit.hosts) byHost.set(host, [...(byHost.get(host) ?? []), unit]);
  const dead = (hosts: readonly string[]) => {
    const struck = unique(hosts.flatMap((host) => byHost.get(host) ?? []));
    return eachOnce(struck.flatMap((unit) => unit.dead(hosts)));
  };
  const hosts = unique(servers.map(({ host }) => host)).map((host) => ({ of: [host], fates: dead([host]) }));
  const alone = new Map(hosts.map(({ of, fates }) => [of[0]!, lostOf(fates)]));
  const partners = unique(units.flatMap((unit) => (unit.hosts.length > 1 ? [pairOf(unit)] : [])));
  const pairs = partners.flatMap((pair): Failure[] => {
    const of = pair.split(" ");
    const before = new Set(of.flatMap((host) => alone.get(host)!));
    const fates = dead(of).flatMap((fate): Fate[] => {
      const subnets = fate.kind === "lost" ? fate.subnets.filter((subnet) => !before.has(subnet)) : [];
      return subnets.length > 0 ? [{ ...fate, subnets }] : [];
    });
    return fates.length > 0 ? [{ of, fates }] : [];
  });
  const sites = sitesOf(servers);
  return { hosts: worstFirst(hosts), pairs: worstFirst(pairs), sites, cuts: cutsOf(sites, units) };
}

/**
 * What fails and is served as one: a relationship's active members, a primary and a backup that it waits for, or
 * what a server serves without a partner. Others do not matter to it, since none of its members stops serving on
 * the way.
 */
interface Unit {
  /** Of its members. */
  readonly hosts: readonly string[];
  /** What becomes of its subnets when some of these hosts fail. */
  readonly dead: (hosts: readonly string[]) => readonly Fate[];
  /** What becomes of them when its members do not hear each other. */
  readonly apart: () => readonly Fate[];
}

const pairOf = ({ hosts }: Unit) => [...hosts].sort().join(" ");

function unitsOf(servers: readonly DeclaredServer[], { relationships }: Fleet): Unit[] {
  const byName = new Map(servers.map((server) => [server.name, server]));
  const facts = (name: string) => {
    const { family, declared } = byName.get(name)!;
    return factsOf(family, declared);
  };
  const part = (name: string, self: string | undefined): ServerState | undefined => {
    const all = facts(name);
    const role = all.roles.find((one) => one.self === self);
    if (role?.role === "backup" || (self !== undefined && !role)) return undefined;
    const subnets = all.subnets.filter(({ member }) => member === self);
    return calm(byName.get(name)!, { ...all, roles: role ? [role] : [], subnets });
  };
  const related = relationships.flatMap(({ name, sides }): Unit[] => {
    const states = sides.flatMap(({ server, self }) => (self ? (part(server.name, self) ?? []) : []));
    const backups = sides.flatMap(({ server, own }) => (own?.role === "backup" ? [server.name] : []));
    return states.length > 0
      ? [unit(name, states, byName), ...awaitedUnits(name, states, backups, byName)]
      : [];
  });
  const unrelated = servers.flatMap(({ name }): Unit[] => {
    const state = facts(name).roles.length === 0 ? part(name, undefined) : undefined;
    return state ? [unit(undefined, [state], byName)] : [];
  });
  return [...related, ...unrelated];
}

/** A primary with each of the backups that it waits for before it gives a lease. */
function awaitedUnits(
  relationship: string,
  states: readonly ServerState[],
  backups: readonly string[],
  servers: ReadonlyMap<string, DeclaredServer>,
): Unit[] {
  const hostOf = (server: string) => servers.get(server)!.host;
  return states.flatMap(({ name, facts }) => {
    const subnets = facts.subnets.filter(gives).map(({ key }) => prefixOf(key));
    if (!facts.roles.some(({ awaitsBackups }) => awaitsBackups) || subnets.length === 0) return [];
    const by = [hostOf(name)];
    const fates = [{ kind: "held back", relationship, subnets, clients: "all", by }] as const;
    return backups.map((backup) => ({
      hosts: [...by, hostOf(backup)],
      dead: (failed: readonly string[]) => (failed.includes(by[0]!) ? [] : fates),
      apart: () => fates,
    }));
  });
}

/** A server that is healthy, and whose clients are impatient: what they have to do is told, not played. */
function calm({ name, family }: DeclaredServer, facts: Facts): ServerState {
  const roles = facts.roles.map((role): Role => ({ ...role, unackedClients: 0 }));
  const members = roles.map((role) => ({
    ...{ state: normalState(role), scopes: ownScopes(role) },
    ...{ beat: undefined, silentSince: undefined },
  }));
  const now = { ...facts, roles };
  return { name, family, facts: now, written: now, members, off: [], dead: false };
}

function unit(
  name: string | undefined,
  states: readonly ServerState[],
  servers: ReadonlyMap<string, DeclaredServer>,
): Unit {
  const hostOf = (server: string) => servers.get(server)!.host;
  const hosts = unique(states.map((state) => hostOf(state.name)));
  const played = new Map<string, readonly Fate[]>();
  const once = (key: string, play: () => readonly Fate[]) => {
    const found = played.get(key) ?? play();
    played.set(key, found);
    return found;
  };
  const patience = (server: string, self: string) => {
    const { family, declared } = servers.get(server)!;
    return factsOf(family, declared).roles.find((role) => role.self === self)!.unackedClients;
  };
  const play = (struck: World) => fatesOf(name, worldOf(states), struck, { hostOf, patience });
  return {
    hosts,
    dead: (failed) => {
      const mine = hosts.filter((host) => failed.includes(host));
      const kill = (state: ServerState) =>
        mine.includes(hostOf(state.name)) ? { ...state, dead: true } : state;
      return once(mine.join(" "), () => play(worldOf(states.map(kill))));
    },
    apart: () => {
      const all = states.flatMap((a) => states.map((b) => `${a.name} ${b.name}`));
      return once("apart", () => play(worldOf(states, new Set(all))));
    },
  };
}

function worldOf(states: readonly ServerState[], severed: ReadonlySet<string> = new Set()): World {
  const servers = new Map(states.map((state) => [state.name, state]));
  return { now: 0, servers, severed, ...linksOf(states, severed), library: new Map() };
}

interface Look {
  readonly hostOf: (server: string) => string;
  /** More clients than these have to go unserved before a member takes over. */
  readonly patience: (server: string, self: string) => number;
}

/** What becomes of the subnets of a healthy world that is struck. */
function fatesOf(relationship: string | undefined, healthy: World, struck: World, look: Look): Fate[] {
  const moments = [struck, ...aftermath(struck)];
  const served = moments.map((moment) => service(moment));
  const after = served.at(-1)!;
  const found = new Map<string, Fate & { subnets: string[] }>();
  for (const [key, before] of service(healthy)) {
    if (!isServed(before)) continue;
    const since = (server: string) =>
      moments[served.findIndex((all) => all.get(key)?.some((one) => one.server.name === server))]!.now;
    const fate = fateOf({ healthy, struck }, before, after.get(key) ?? [], since, look);
    if (!fate) continue;
    const same = JSON.stringify(fate);
    const prefix = prefixOf(key);
    if (found.has(same)) found.get(same)!.subnets.push(prefix);
    else found.set(same, { relationship, ...fate, subnets: [prefix] });
  }
  return [...found.values()];
}

/** What becomes of one subnet; undefined where its clients notice nothing. */
function fateOf(
  worlds: { readonly healthy: World; readonly struck: World },
  before: readonly Service[],
  after: readonly Service[],
  since: (server: string) => number,
  { hostOf, patience }: Look,
): Omit<Fate, "subnets" | "relationship"> | undefined {
  const by = unique(after.map(({ server }) => hostOf(server.name)));
  const fate = (kind: Fate["kind"], clients: Fate["clients"], wait?: Wait) =>
    ({ kind, clients, by, ...(wait && { wait }) }) as const;
  const left = SHARES.filter((share) => !after.some(({ shares }) => shares.includes(share)));
  if (left.length > 0) return fate("lost", left.length === SHARES.length ? "all" : "half");
  const stayed = before.filter(({ server }) => !worlds.struck.servers.get(server.name)!.dead);
  const heir = after.find((one) =>
    before.every((was) => was.server.name !== one.server.name || was.shares.length < one.shares.length),
  );
  if (heir?.role) {
    const { self, heartbeatMs, responseMs, ackMs } = heir.role;
    const clients = patience(heir.server.name, self);
    const wait: Wait = {
      silenceMs: responseMs,
      noticedMs: Math.max(since(heir.server.name), responseMs + heartbeatMs),
      unservedClients: clients,
      unservedMs: clients > 0 ? ackMs : 0,
    };
    const shares = SHARES.filter((share) => stayed.some((one) => one.shares.includes(share)));
    if (shares.length === SHARES.length) return fate("split", "all", wait);
    return fate("taken over", shares.length > 0 ? "half" : "all", wait);
  }
  const [one] = stayed;
  if (!one?.role || !hasLost(worlds, one)) return undefined;
  return fate("alone", "all", one.role.sendsUpdates ? heldBack(one.role) : undefined);
}

/** Until leases that are new are given again without a partner's word. */
function heldBack({ heartbeatMs, responseMs, queuesUpdates }: Role): Wait {
  const clients = { unservedClients: 0, unservedMs: 0 };
  return queuesUpdates
    ? { silenceMs: 0, noticedMs: heartbeatMs, ...clients }
    : { silenceMs: responseMs, noticedMs: responseMs + heartbeatMs, ...clients };
}

/** Whether a server's partner is gone. */
function hasLost({ healthy, struck }: { healthy: World; struck: World }, { server }: Service): boolean {
  const partner = (world: World) =>
    placesOf(world.servers.get(server.name)!).flatMap((p) => inTouch(world, p) ?? []);
  return partner(healthy).length > 0 && partner(struck).length === 0;
}

const lostOf = (fates: readonly Fate[]) =>
  fates.flatMap(({ kind, subnets }) => (kind === "lost" ? subnets : []));

const RANK: Readonly<Record<Fate["kind"], number>> = {
  ...{ lost: 0, split: 1, "held back": 2 },
  ...{ "taken over": 3, alone: 4 },
};

/** Those that cost most, in kind and then in number, come first. */
function worstFirst(failures: readonly Failure[]): Failure[] {
  const rank = ({ fates }: Failure) => Math.min(5, ...fates.map(({ kind }) => RANK[kind]));
  const count = ({ fates }: Failure) => fates.reduce((sum, { subnets }) => sum + subnets.length, 0);
  return [...failures].sort((a, b) => rank(a) - rank(b) || count(b) - count(a));
}

/** Every site that is cut off, and every two sites with partners of whom both have partners elsewhere, too. */
function cutsOf(sites: readonly Site[], units: readonly Unit[]): Failure[] {
  const siteOf = new Map(sites.flatMap((site) => site.hosts.map((host) => [host, site.name] as const)));
  const across = new Map<string, Map<string, Unit[]>>();
  const note = (one: string, other: string, unit: Unit) => {
    const all = across.get(one) ?? new Map<string, Unit[]>();
    across.set(one, all.set(other, [...(all.get(other) ?? []), unit]));
  };
  for (const unit of units) {
    const [a, b] = unique(unit.hosts.map((host) => siteOf.get(host)!));
    if (a === undefined || b === undefined) continue;
    note(a, b, unit);
    note(b, a, unit);
  }
  const apart = (all: readonly Unit[]) => eachOnce(all.flatMap((unit) => unit.apart()));
  const off = [...across].map(([site, all]) => ({ of: [site], fates: apart([...all.values()].flat()) }));
  const between = [...across].flatMap(([a, all]) =>
    [...all].flatMap(([b, between]) =>
      a > b || all.size === 1 || across.get(b)!.size === 1 ? [] : [{ of: [a, b], fates: apart(between) }],
    ),
  );
  return [...worstFirst(off), ...worstFirst(between)];
}

/** Several backups that are gone hold back no more than one. */
const eachOnce = (fates: readonly Fate[]): Fate[] => [
  ...new Map(fates.map((fate) => [JSON.stringify(fate), fate])).values(),
];

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];
