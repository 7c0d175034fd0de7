import {
  type Fleet,
  type FleetMember,
  membersOf,
  modeOf,
  type RelationshipView,
  type Side,
  subnetsOf,
} from "../../kea/fleet/fleet";
import { groupedBy } from "../../kea/grouped";
import { list } from "../../kea/json";
import { oncePer } from "../../kea/remember";
import { keyOf } from "./facts";
import { withFirst } from "./first-deploy";
import { servedBy, service } from "./service";
import type { World } from "./world";

/**
 * How a relationship changes. `new`: no member runs it, or those that do cannot understand the others.
 * `first`: no member runs it, and nobody serves anything that could be lost: its members begin one after
 * another. `joining`: others run it, and wait for a member. `terminated`: its members have ended their exchange, and
 * are to be set. A role flip and what is incompatible, terminated or new changes on its members in one stage.
 */
export type Change = "steady" | "new" | "first" | "joining" | "role flip" | "incompatible" | "terminated";

/** Whether members that run a relationship have to meet anew. */
export const meetsAnew = (change: Change | undefined) => change === "incompatible" || change === "terminated";

/** Whether no member runs a relationship, or none that the others understand. */
export const begins = (change: Change | undefined) => change === "new" || change === "first";

/** What happens to a relationship that does not stay as it is, as people read it beforehand. */
export const describeChange = (change: Exclude<Change, "steady">): string => CHANGES[change];

const CHANGES = {
  new: "will be set up on its members together",
  first: "will be set up on one member after the other, the hub first",
  joining: "will get a member that joins those that run it",
  "role flip": "its members will swap their roles",
  incompatible:
    "its members will change together, since one that has changed does not understand one that has not",
  terminated:
    "its members will be set together, since one that is set waits in vain for one that is terminated",
};

/** A relationship's way from what runs to what is declared. */
export interface RelationshipChange {
  readonly relationship: RelationshipView;
  readonly change: Change;
  readonly mode: string;
  /** Subnets that it gains, by id. */
  readonly comes: ReadonlySet<number>;
  /** Subnets that it loses, by id: their prefixes. */
  readonly goes: ReadonlyMap<number, string | undefined>;
  readonly members: readonly MemberChange[];
  /** Servers that run it, and are no members any more. */
  readonly leaving: readonly string[];
  /** Its subnets change ids or prefixes, or go with a mode: meanwhile its members refuse each other's leases. */
  readonly renumbered: boolean;
  /** Its clients are served now, and wait while its members find each other. */
  readonly quick: boolean;
  /** A member's server serves in none of its relationships until the members of this one have met. */
  readonly holds: boolean;
  /** Where it begins on one member after another: the last of them, unless both are hubs. */
  readonly site?: string;
}

/** A declared member, and what it does now. */
export interface MemberChange {
  readonly name: string;
  readonly server: string;
  readonly role: string;
  readonly active: boolean;
  /** It serves in the relationship's normal state. */
  readonly serves: boolean;
  /** Whether its server runs the relationship now. */
  readonly runs: boolean;
}

/** A subnet that moves from one relationship to another. */
export interface Move {
  readonly id: number;
  /** Its id before: another one only where no server is in both relationships. */
  readonly was: number;
  readonly prefix: string | undefined;
  readonly from: RelationshipView;
  readonly to: RelationshipChange;
}

/** Everything that changes. */
export interface Changes {
  readonly relationships: readonly RelationshipChange[];
  readonly moves: readonly Move[];
  /** Servers that run a relationship that nobody declares any more: they leave it together. */
  readonly left: readonly (readonly string[])[];
}

/**
 * Compares declared relationships with what their servers run.
 *
 * @param set servers that are to be set.
 */
export function changesOf(
  declared: Fleet,
  running: Fleet,
  world: World,
  set: ReadonlySet<string> = new Set(),
): Changes {
  const matched = new Map(declared.relationships.map((r) => [r, runningOf(r, running)] as const));
  const used = new Set(matched.values());
  const clashes = clashesOf(declared, running);
  const renumbered = new Set(
    declared.relationships.filter((r) => clashes.some(([is, was]) => is === r || was === matched.get(r))),
  );
  const served = service(world);
  const changes = declared.relationships.map((relationship): RelationshipChange => {
    const now = matched.get(relationship);
    const mode = modeOf(relationship);
    const members = membersOf(relationship).flatMap((member): MemberChange[] => {
      if (!member.server) return [];
      const active = member.role !== "backup";
      return [
        {
          name: member.name,
          server: member.server.name,
          role: member.role ?? "",
          active,
          serves: active && (mode !== "hot-standby" || member.role === "primary"),
          runs: sideOf(now, member) !== undefined,
        },
      ];
    });
    const kind = renumbered.has(relationship) ? "incompatible" : kindOf(relationship, now, members);
    const isEnded = kind === "steady" || kind === "role flip" ? hasTerminated(now!, world, set) : false;
    const change = isEnded ? "terminated" : kind;
    const [was, is] = [subnetIds(now), subnetIds(relationship)];
    const goes = new Map([...was].filter(([id]) => !is.has(id)));
    const keys = [...is.values()].map((prefix) => keyOf(relationship.family, prefix));
    return {
      relationship,
      change,
      mode,
      comes: new Set(now === undefined ? [] : [...is.keys()].filter((id) => !was.has(id))),
      goes,
      members,
      leaving: (now?.sides ?? [])
        .map(({ server }) => server.name)
        .filter((name) => members.every((member) => member.server !== name)),
      holds: (now?.sides ?? []).some(({ server }) => (world.servers.get(server.name)?.off.length ?? 0) > 0),
      renumbered: renumbered.has(relationship) || (change === "incompatible" && goes.size > 0),
      quick:
        meetsAnew(change) ||
        ((change === "new" || change === "joining") && keys.some((key) => served.has(key))),
    };
  });
  const isFresh = (name: string) => {
    const server = world.servers.get(name)!;
    return server.facts.roles.length === 0 && servedBy(server).length === 0;
  };
  const relationships = withFirst(withQuick(changes), isFresh);
  return {
    relationships,
    moves: movesOf(relationships, running, matched),
    left: running.relationships
      .filter((r) => !used.has(r))
      .map(({ sides }) => sides.map(({ server }) => server.name)),
  };
}

/** Kea's switch is one for all relationships of a server: one that is slow would hold up a quick one. */
function withQuick(changes: readonly RelationshipChange[]): readonly RelationshipChange[] {
  const servers = ({ members }: RelationshipChange) => members.filter((m) => m.active).map((m) => m.server);
  const hurried = new Set(changes.filter(({ quick }) => quick).flatMap(servers));
  const more = changes.filter(
    (c) => !c.quick && ["new", "joining"].includes(c.change) && servers(c).some((name) => hurried.has(name)),
  );
  if (more.length === 0) return changes;
  return withQuick(changes.map((c) => (more.includes(c) ? { ...c, quick: true } : c)));
}

/** What runs of a declared relationship; where members are to be renamed, what ties the same servers. */
export function runningOf(declared: RelationshipView, running: Fleet): RelationshipView | undefined {
  const servers = membersOf(declared).flatMap((m) =>
    m.role === "backup" || !m.server ? [] : [m.server.name],
  );
  return (
    running.relationships.find((r) => r.name === declared.name && r.sides.length > 0) ??
    running.relationships.find(
      (r) =>
        r.declared.length === 0 &&
        r.family === declared.family &&
        servers.every((name) => r.sides.some((side) => side.server.name === name)),
    )
  );
}

/** What a member's own server runs of the relationship. */
function sideOf(now: RelationshipView | undefined, { server }: FleetMember): Side | undefined {
  return now?.sides.find((side) => side.server.name === server?.name);
}

/** Whether members that are to be set have ended their exchange. */
function hasTerminated({ sides }: RelationshipView, world: World, set: ReadonlySet<string>): boolean {
  const active = sides.filter(({ own }) => own?.role !== "backup");
  return (
    active.some(({ server }) => set.has(server.name)) &&
    active.some(({ server, self }) => {
      const { facts, members } = world.servers.get(server.name)!;
      return facts.roles.some((role, at) => role.self === self && members[at]!.state === "terminated");
    })
  );
}

function kindOf(
  declared: RelationshipView,
  now: RelationshipView | undefined,
  members: readonly MemberChange[],
): Change {
  const active = members.filter((member) => member.active);
  const known = (member: MemberChange) => now?.sides.find((side) => side.server.name === member.server);
  const present = active.flatMap((member) => known(member) ?? []);
  const rewired = present.some((side) => isRewired(declared, side));
  if (present.length === 0) return "new";
  if (present.length < active.length) return rewired ? "new" : "joining";
  if (rewired) return "incompatible";
  return active.some((member) => known(member)!.own?.role !== member.role) ? "role flip" : "steady";
}

/** Whether a server has to learn what its partner must know at the same time: names, URLs, mode, TLS. */
export function isRewired(declared: RelationshipView, was: Side): boolean {
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

/**
 * Declared and running relationships of which a server would have to know a prefix with two ids, or an id
 * with two prefixes, on its way: Kea takes neither, and leases of the one fit the other nowhere.
 */
function clashesOf(declared: Fleet, running: Fleet): [is: RelationshipView, was: RelationshipView][] {
  type Had = { readonly id: number; readonly prefix: string | undefined; readonly was: RelationshipView };
  // Each active member's own: a rollout that was killed leaves them, and backups before them, with others.
  const had = running.relationships.flatMap((was): Had[] =>
    was.sides
      .filter(({ own }) => own?.role !== "backup")
      .flatMap((side) => subnetsOf(side))
      .flatMap(({ id, prefix }) => (id === undefined ? [] : [{ id, prefix, was }])),
  );
  const [ids, prefixes] = [groupedBy(had, ({ id }) => id), groupedBy(had, ({ prefix }) => prefix)];
  return declared.relationships.flatMap((is) =>
    [...subnetIds(is)].flatMap(([id, prefix]) =>
      [
        ...(ids.get(id) ?? []).filter((one) => one.prefix !== prefix),
        ...(prefixes.get(prefix) ?? []).filter((one) => one.id !== id),
      ].flatMap(({ was }): [RelationshipView, RelationshipView][] =>
        is.sides.some(({ server }) => serversOf(was).has(server.name)) ? [[is, was]] : [],
      ),
    ),
  );
}

const serversOf = oncePer(({ sides }: RelationshipView) => new Set(sides.map(({ server }) => server.name)));

/** Prefixes of what the active servers of a relationship have, by id. */
export const subnetIds = (relationship: RelationshipView | undefined) =>
  relationship ? readIds(relationship) : new Map<number, string | undefined>();

const readIds = oncePer((relationship: RelationshipView): Map<number, string | undefined> => {
  const sides = relationship.sides.filter((side) => list(side.map.peers).length > 0);
  return new Map(
    sides.flatMap((side) =>
      subnetsOf(side).flatMap(({ id, prefix }) => (id === undefined ? [] : [[id, prefix] as const])),
    ),
  );
});

function movesOf(
  changes: readonly RelationshipChange[],
  running: Fleet,
  matched: ReadonlyMap<RelationshipView, RelationshipView | undefined>,
): Move[] {
  return changes.flatMap((to) => {
    const own = matched.get(to.relationship);
    const others = running.relationships.filter((r) => r !== own && r.family === to.relationship.family);
    return [...subnetIds(to.relationship)].flatMap(([id, prefix]) =>
      others.flatMap((from): Move[] => {
        if (subnetIds(from).get(id) === prefix) return [{ id, was: id, prefix, from, to }];
        const was = [...subnetIds(from)].find((one) => one[1] === prefix)?.[0];
        const isApart = to.members.every(({ server }) => !serversOf(from).has(server));
        return was !== undefined && isApart ? [{ id, was, prefix, from, to }] : [];
      }),
    );
  });
}
