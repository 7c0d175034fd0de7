import { differences, type Difference } from "../kea/difference";
import { type Fleet, type FleetMember, map, membersOf, readFleet, type RelationshipView } from "../kea/fleet";
import type { DeclaredServer } from "./load";
import { isWrecked, type Survey } from "./survey";

/** One step of a rollout, as data: what is shown is what is done. */
export type Step =
  /** Replace the running configuration. */
  | { readonly kind: "set"; readonly server: string }
  /** Wait until the server's own members are in their normal states. */
  | { readonly kind: "settle"; readonly server: string; readonly members: readonly string[] }
  /** Wait until the relationships are healthy, seen from both ends. */
  | { readonly kind: "gate"; readonly relationships: readonly string[] }
  /** Write the running configuration to the start-up file. */
  | { readonly kind: "persist"; readonly server: string };

/** Steps that succeed or are undone together. */
export interface Stage {
  /** Why these servers change together, in words. */
  readonly reason: string;
  readonly steps: readonly Step[];
}

/** A whole rollout. */
export interface Plan {
  readonly stages: readonly Stage[];
  /** Servers that run what is declared. */
  readonly unchanged: readonly string[];
  /** What differs on each of the others; empty for a server that lost its hooks. */
  readonly differences: ReadonlyMap<string, readonly Difference[]>;
}

/** How a relationship changes; what is not steady changes on all its servers in one stage. */
type Change = "steady" | "new" | "role flip" | "incompatible";

/** Orders the changes that bring every server from what it runs to what is declared. */
export function plan(
  servers: readonly DeclaredServer[],
  declared: Fleet,
  surveys: ReadonlyMap<string, Survey>,
): Plan {
  const found = new Map<string, readonly Difference[]>();
  for (const server of servers) {
    const survey = surveys.get(server.name)!;
    const differ = differences(server.declared, survey.running, server.kea);
    if (differ.length > 0 || isWrecked(server, survey)) found.set(server.name, differ);
  }
  const running = readFleet(
    servers.map((server) => ({ ...server, config: surveys.get(server.name)!.running })),
    declared.relationships.map(({ name, family, declared: members }) => ({
      name,
      where: "",
      family,
      members,
    })),
  );
  const changes = new Map(declared.relationships.map((r) => [r, classify(r, running)]));
  const names = servers.map((server) => server.name).filter((name) => found.has(name));
  const stages = group(names, changes).map((members) => stage(members, declared, changes));
  const unchanged = servers.filter((server) => !found.has(server.name)).map((server) => server.name);
  const unwritten = unchanged.filter((name) => wasReconfigured(surveys.get(name)!));
  // A run that died before it persisted leaves servers that run what is declared, until they restart.
  const written: Stage = {
    reason: "start-up files",
    steps: unwritten.map((server) => ({ kind: "persist", server })),
  };
  return {
    stages: unwritten.length > 0 ? [...stages, written] : stages,
    unchanged,
    differences: found,
  };
}

/** `reload` counts from the last configuration, `uptime` from the start: equal when it was read at start. */
function wasReconfigured({ status }: Survey): boolean {
  return (
    typeof status.reload === "number" &&
    typeof status.uptime === "number" &&
    status.reload < status.uptime - 1
  );
}

function classify(declared: RelationshipView, running: Fleet): Change {
  const now = running.relationships.find((r) => r.name === declared.name);
  const before = now ? membersOf(now) : [];
  const after = membersOf(declared).filter(isActive);
  if (after.some((member) => !before.some((old) => old.name === member.name && old.server !== undefined)))
    return "new";
  const old = (member: FleetMember) => before.find((other) => other.name === member.name)!;
  if (
    after.some((member) => old(member).url !== member.url || old(member).server?.name !== member.server?.name)
  ) {
    return "incompatible";
  }
  if (isRewired(declared, now!)) return "incompatible";
  return after.some((member) => old(member).role !== member.role) ? "role flip" : "steady";
}

/** Whether a server changes what both members have to agree on besides names and URLs: mode and TLS. */
function isRewired(declared: RelationshipView, now: RelationshipView): boolean {
  return declared.sides.some((side) => {
    const was = now.sides.find((other) => other.server.name === side.server.name);
    return was && (was.mode !== side.mode || was.map["trust-anchor"] !== side.map["trust-anchor"]);
  });
}

const isActive = (member: FleetMember) => member.role !== "backup";

/** Servers that are tied by relationships that are not steady, and all others alone; in order. */
function group(names: readonly string[], changes: ReadonlyMap<RelationshipView, Change>): string[][] {
  const groups = order(names, changes).map((name) => [name]);
  for (const [relationship, change] of changes) {
    if (change === "steady") continue;
    const tied = membersOf(relationship)
      .filter(isActive)
      .flatMap((member) => member.server?.name ?? []);
    const touched = groups.filter((g) => g.some((name) => tied.includes(name)));
    if (touched.length < 2) continue;
    for (const one of touched.slice(1)) groups.splice(groups.indexOf(one), 1);
    touched[0]!.push(...touched.slice(1).flat());
  }
  const rank = order(names, changes);
  const backups = groups.filter((g) => g.every((name) => isBackupOnly(name, changes)));
  return [...backups, ...groups.filter((g) => !backups.includes(g))].map((g) =>
    [...g].sort((a, b) => rank.indexOf(a) - rank.indexOf(b)),
  );
}

function isBackupOnly(name: string, changes: ReadonlyMap<RelationshipView, Change>): boolean {
  return [...changes.keys()].every((r) =>
    membersOf(r).every((member) => member.server?.name !== name || !isActive(member)),
  );
}

/** The partner that does not serve goes first; in a role flip the new primary does. */
function order(names: readonly string[], changes: ReadonlyMap<RelationshipView, Change>): string[] {
  const before = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  for (const [relationship, change] of changes) {
    const members = membersOf(relationship);
    const server = (role: string) => members.find((member) => member.role === role)?.server?.name;
    const primary = server("primary");
    const partner = server("standby") ?? server("secondary");
    const [first, second] = change === "role flip" ? [primary, partner] : [partner, primary];
    if (first !== undefined && second !== undefined) before.get(second)?.add(first);
    for (const backup of members.filter((member) => !isActive(member))) {
      if (backup.server && partner) before.get(partner)?.add(backup.server.name);
    }
  }
  const sorted: string[] = [];
  const visiting = new Set<string>();
  const visit = (name: string) => {
    if (sorted.includes(name) || visiting.has(name) || !before.has(name)) return;
    visiting.add(name);
    before.get(name)!.forEach(visit);
    sorted.push(name);
  };
  names.forEach(visit);
  return sorted;
}

function stage(
  servers: readonly string[],
  declared: Fleet,
  changes: ReadonlyMap<RelationshipView, Change>,
): Stage {
  const touched = declared.relationships.filter((r) =>
    membersOf(r).some((m) => servers.includes(m.server?.name ?? "")),
  );
  const active = touched.filter((r) =>
    membersOf(r).some((member) => isActive(member) && servers.includes(member.server?.name ?? "")),
  );
  const own = (name: string) =>
    touched.flatMap((r) =>
      membersOf(r)
        .filter((m) => m.server?.name === name)
        .map((m) => m.name),
    );
  const steps: Step[] = [];
  servers.forEach((server, index) => {
    steps.push({ kind: "set", server });
    const flips = touched.every((r) => ["steady", "role flip"].includes(changes.get(r)!));
    // The new primary serves before the old one stops.
    if (index < servers.length - 1 && flips) steps.push({ kind: "settle", server, members: own(server) });
  });
  if (active.length > 0) steps.push({ kind: "gate", relationships: active.map((r) => r.name) });
  else steps.push(...servers.map((server): Step => ({ kind: "settle", server, members: own(server) })));
  steps.push(...servers.map((server): Step => ({ kind: "persist", server })));
  const kinds = [...new Set(active.map((r) => changes.get(r)!))].filter((change) => change !== "steady");
  return { reason: kinds.join(" and ") || (active.length === 0 ? "backup" : "content"), steps };
}

/** The declared configuration's own relationships have these settings, e.g. the slowest heartbeat. */
export function slowestHeartbeat(fleet: Fleet): number {
  const delays = fleet.relationships.flatMap((r) => r.sides.map((side) => map(side.map)["heartbeat-delay"]));
  return Math.max(...delays.map((delay) => (typeof delay === "number" ? delay : 10_000)), 0);
}
