import {
  type Fleet,
  type FleetMember,
  membersOf,
  type RelationshipView,
  type Side,
  subnetsOf,
} from "../../kea/fleet/fleet";
import { dueScopes } from "../../kea/health";
import { list, map, number } from "../../kea/json";

/** How a relationship changes. What is neither none nor steady changes on its members in one stage. */
export type Change = "steady" | "new" | "role flip" | "incompatible";

/** A relationship's way from what runs to what is declared. */
export interface RelationshipChange {
  readonly relationship: RelationshipView;
  readonly change: Change;
  /** It gains subnets. */
  readonly adds: boolean;
  /** It loses subnets. */
  readonly removes: boolean;
  /** A partner knows the leases, and can serve while the other is set. */
  readonly canHandOver: boolean;
  /** Milliseconds between heartbeats, as declared. */
  readonly heartbeatMs: number;
  readonly members: readonly MemberChange[];
}

/** A declared member, and what it does now. */
export interface MemberChange {
  readonly name: string;
  readonly server: string;
  readonly role: string;
  /** Role that its own server gives it now; undefined when it runs no such member. */
  readonly roleNow: string | undefined;
  readonly active: boolean;
  /** Scopes that it is to serve, as declared. */
  readonly due: readonly string[];
  /** Whether it serves anything now. */
  readonly serves: boolean;
  /** Scopes that it serves now beyond those of its present role: a hand-over left open. */
  readonly surplus: readonly string[];
  /** Name of the primary, as its own server has it now. */
  readonly primaryNow: string | undefined;
}

/** The scopes that a member serves now, and its state. */
export interface Serving {
  readonly state: string | undefined;
  readonly scopes: readonly string[];
}

/** Compares a declared relationship with what its servers run. */
export function classify(
  relationship: RelationshipView,
  running: Fleet,
  serving: ReadonlyMap<string, Serving>,
): RelationshipChange {
  const now = runningOf(relationship, running);
  const mode = modeOf(relationship);
  const members = membersOf(relationship).flatMap((member): MemberChange[] => {
    if (!member.server) return [];
    const side = sideOf(now, member);
    const { state, scopes = [] } = serving.get(side?.self ?? member.name) ?? {};
    // In other states, such as partner-down, it serves for its partner by itself, and has to.
    const isNormal = state === undefined || state === (side?.mode ?? mode);
    const dueNow = dueScopes(side?.self ?? member.name, side?.own?.role, side?.mode ?? mode);
    return [
      {
        name: member.name,
        server: member.server.name,
        role: member.role ?? "",
        roleNow: side?.own?.role,
        active: member.role !== "backup",
        due: dueScopes(member.name, member.role, mode),
        serves: scopes.length > 0,
        surplus: isNormal ? scopes.filter((scope) => !dueNow.includes(scope)) : [],
        primaryNow: side?.peers.find((peer) => peer.role === "primary")?.name,
      },
    ];
  });
  const [before, after] = [subnetIds(now), subnetIds(relationship)];
  return {
    relationship,
    change: kindOf(relationship, now, members),
    adds: now !== undefined && [...after.keys()].some((id) => !before.has(id)),
    removes: [...before.keys()].some((id) => !after.has(id)),
    canHandOver:
      mode !== "passive-backup" &&
      (now?.sides ?? []).every(
        (side) => side.map["send-lease-updates"] !== false && side.map["sync-leases"] !== false,
      ),
    heartbeatMs: number(map(relationship.sides[0]?.map)["heartbeat-delay"]) ?? 10_000,
    members,
  };
}

const modeOf = ({ sides }: RelationshipView) =>
  sides.find((side) => side.mode !== undefined)?.mode ?? "hot-standby";

/** What runs of a declared relationship; where members are to be renamed, what ties the same servers. */
function runningOf(declared: RelationshipView, running: Fleet): RelationshipView | undefined {
  const servers = membersOf(declared).flatMap((m) =>
    m.role === "backup" || !m.server ? [] : [m.server.name],
  );
  return (
    running.relationships.find((r) => r.name === declared.name && r.sides.length > 0) ??
    running.relationships.find(
      (r) =>
        r.declared.length === 0 && servers.every((name) => r.sides.some((side) => side.server.name === name)),
    )
  );
}

/** What a member's own server runs of the relationship. */
function sideOf(now: RelationshipView | undefined, { server }: FleetMember): Side | undefined {
  return now?.sides.find((side) => side.server.name === server?.name);
}

function kindOf(
  declared: RelationshipView,
  now: RelationshipView | undefined,
  members: readonly MemberChange[],
): Change {
  const active = members.filter((member) => member.active);
  const known = (member: MemberChange) => now?.sides.find((side) => side.server.name === member.server);
  if (active.some((member) => known(member) === undefined)) return "new";
  if (active.some((member) => isRewired(declared, known(member)!)) || changesPrefix(declared, now!))
    return "incompatible";
  return active.some((member) => member.roleNow !== member.role) ? "role flip" : "steady";
}

/** Whether a server has to learn what its partner must know at the same time: names, URLs, mode, TLS. */
function isRewired(declared: RelationshipView, was: Side): boolean {
  const side = declared.sides.find((other) => other.server.name === was.server.name)!;
  const wiring = ({ self, mode, map: ha, peers }: Side) =>
    JSON.stringify([
      ...[self, mode, ha["trust-anchor"] ?? null],
      peers
        .filter((peer) => peer.role !== "backup")
        .map(({ name, url }) => `${name} ${url}`)
        .sort(),
    ]);
  return wiring(side) !== wiring(was);
}

/** Whether a subnet keeps its id and changes its prefix: leases of the one fit the other nowhere. */
function changesPrefix(declared: RelationshipView, now: RelationshipView): boolean {
  const before = subnetIds(now);
  return [...subnetIds(declared)].some(([id, prefix]) => before.has(id) && before.get(id) !== prefix);
}

function subnetIds(relationship: RelationshipView | undefined): Map<number | undefined, string | undefined> {
  const sides = (relationship?.sides ?? []).filter((side) => list(side.map.peers).length > 0);
  return new Map(sides.flatMap((side) => subnetsOf(side).map(({ id, prefix }) => [id, prefix] as const)));
}
