import { GOING } from "../../kea/shown/health";
import { heardPartner, type Place } from "./contact";
import { allScopes, partnerOf, type Role } from "./facts";
import {
  type MemberState,
  scopesIn,
  type ServerState,
  servesIn,
  type Switch,
  withServer,
  type World,
} from "./world";

/** Milliseconds in which a server fetches its partner's leases. */
const FETCH_MS = 100;
/** Milliseconds until a server that waits for nobody serves again after it was set. */
export const START_MS = 200;

/** The state that members of a relationship settle in. */
export const normalState = ({ mode, role }: Role) => (role === "backup" ? "backup" : mode);

/** A server that has just got a configuration: every relationship begins anew, and nobody is served. */
export function restarted(world: World, server: ServerState, facts: ServerState["facts"]): ServerState {
  const members = facts.roles.map((role): MemberState => ({
    state: role.role === "backup" ? "backup" : "waiting",
    scopes: [],
    beat: world.now + (partnerOf(role) ? role.heartbeatMs : START_MS),
    silentSince: undefined,
  }));
  // The first relationship finds DHCP on, and switches it off.
  const off: ServerState["off"] = facts.roles.length > 0 ? [0] : ["being set"];
  return { ...server, facts, members, off, onAt: world.now + START_MS, dead: false };
}

/** When the world changes next by itself, and how; undefined when all has settled. */
export function nextEvent(world: World): { readonly at: number; readonly happen: () => World } | undefined {
  let next: { at: number; happen: () => World } | undefined;
  const offer = (at: number, happen: () => World) => {
    if (next === undefined || at < next.at) next = { at, happen };
  };
  for (const server of world.servers.values()) {
    if (server.dead) continue;
    if (server.off.includes("being set"))
      offer(Math.max(world.now, server.onAt ?? 0), () => withServer(world, switchOn(server, "being set")));
    for (const place of restless(world, server)) {
      const at = dueAt(world, place);
      if (at !== undefined) offer(at, () => beat({ ...world, now: at }, place));
    }
  }
  return next;
}

/** Members of a server to which something may happen: most are normal, and so are their partners. */
function restless(world: World, server: ServerState): Place[] {
  const { facts, members, name } = server;
  const links = world.partners.get(name)!;
  const found: Place[] = [];
  for (let index = 0; index < members.length; index += 1) {
    const member = members[index]!;
    const role = facts.roles[index]!;
    if (role.role === "backup") continue;
    if (member.state === role.mode && member.silentSince === undefined) {
      const link = links[index];
      if (link && world.servers.get(link[0])!.members[link[1]]!.state !== "partner-down") continue;
    }
    found.push({ server, index, role, member });
  }
  return found;
}

/** When a member does something that matters; undefined when it has settled. */
function dueAt(world: World, place: Place): number | undefined {
  const { member, role } = place;
  if (role.role === "backup" || member.state === "terminated") return undefined;
  const partner = partnerOf(role) && heardPartner(world, place);
  if (!partnerOf(role)) return member.state === "waiting" ? member.beat : undefined;
  if (isSettled(member, role, partner)) return undefined;
  const { beat = Number.NaN } = member;
  const missed = Math.ceil((world.now - beat) / role.heartbeatMs);
  if (missed <= 0) return beat;
  // Nobody knows when a server that has run for long asks next: at the latest in a heartbeat.
  return GOING.has(member.state) && missed > 0
    ? beat + missed * role.heartbeatMs
    : world.now + role.heartbeatMs;
}

/** What members notice by themselves after a change: a partner's silence, and something to ask it about. */
export function noticed(world: World): World {
  let now = world;
  for (const server of world.servers.values()) {
    for (const place of restless(world, server)) {
      const { member, role } = place;
      if (role.role === "backup" || !partnerOf(role)) continue;
      const silentSince = heardPartner(world, place) ? undefined : (member.silentSince ?? world.now);
      const beat = dueAt(world, place) ?? member.beat;
      if (silentSince !== member.silentSince || beat !== member.beat)
        now = withMember(now, place, { ...member, silentSince, beat });
    }
  }
  return now;
}

function isSettled(member: MemberState, role: Role, partner: Place | undefined): boolean {
  const { state } = member;
  if (state === "partner-down")
    return partner === undefined || ["waiting", "syncing"].includes(partner.member.state);
  if (state !== normalState(role)) return partner !== undefined && !moves(state, role, partner);
  if (partner === undefined) return role.unackedClients > 0;
  return partner.member.state !== "partner-down";
}

/** Whether the present state of its partner lets a member go on. */
function moves(state: string, role: Role, { member, role: other }: Place): boolean {
  const seen = member.state;
  if (state === "syncing") return true;
  if (other.mode !== role.mode) return false;
  if (state === "ready") return seen === normalState(role) || (seen === "ready" && role.role === "primary");
  if (state === "waiting")
    return seen === "waiting" ? role.role === "primary" : seen !== "syncing" && seen !== "terminated";
  return true;
}

/** A member asks its partner, and draws its conclusions. */
function beat(world: World, place: Place): World {
  const { role, member } = place;
  if (!partnerOf(role)) return enter(world, place, "passive-backup");
  const partner = heardPartner(world, place);
  const later = enter(world, place, member.state, world.now + role.heartbeatMs);
  if (member.state === "syncing") {
    // The leases are there: it is ready, and may be seen to be so at once.
    const ready = enter(world, place, "ready", world.now - FETCH_MS + role.heartbeatMs);
    return settleReady(ready, again(ready, place));
  }
  if (partner === undefined) {
    const silent = world.now - (member.silentSince ?? world.now);
    return silent > role.responseMs
      ? enter(world, place, "partner-down", world.now + role.heartbeatMs)
      : later;
  }
  const here = again(later, place);
  if (partner.role.mode !== role.mode) return later;
  switch (member.state) {
    case "waiting": {
      if (!moves("waiting", role, partner)) return later;
      return role.fetchesLeases
        ? withMember(later, here, { ...here.member, state: "syncing", beat: world.now + FETCH_MS })
        : settleReady(enter(later, here, "ready"), again(enter(later, here, "ready"), here));
    }
    case "ready":
      return settleReady(later, here);
    case "partner-down":
      if (partner.member.state === "ready") return freed(enter(later, here, normalState(role)), here);
      return partner.member.state === "partner-down" ? enter(later, here, "waiting") : later;
    default:
      return partner.member.state === "partner-down" ? enter(later, here, "waiting") : later;
  }
}

/** A ready member becomes normal when its partner is, or when both are ready and it is the primary. */
function settleReady(world: World, place: Place): World {
  const partner = heardPartner(world, place);
  if (!partner) return world;
  if (partner.member.state === "partner-down" && place.member.state === "ready")
    // Its partner serves no more until it has seen that.
    return switchOffAt(world, partner, `partner ${partner.index}`);
  return moves("ready", place.role, partner) ? enter(world, place, normalState(place.role)) : world;
}

/** A member that is normal again is no more kept from serving by its partner. */
function freed(world: World, { server, index }: Place): World {
  return withServer(world, switchOn(world.servers.get(server.name)!, `partner ${index}`));
}

function switchOffAt(world: World, { server }: Place, by: Switch): World {
  const now = world.servers.get(server.name)!;
  return now.off.includes(by) ? world : withServer(world, { ...now, off: [...now.off, by] });
}

const switchOn = (server: ServerState, by: number | Switch): ServerState => ({
  ...server,
  off: server.off.filter((one) => one !== by),
});

/** The same place in a later world. */
const again = (world: World, { server, index, role }: Place): Place => {
  const now = world.servers.get(server.name)!;
  return { server: now, index, role, member: now.members[index]! };
};

export function withMember(world: World, { server, index }: Place, member: MemberState): World {
  const now = world.servers.get(server.name)!;
  return withServer(world, { ...now, members: now.members.map((one, at) => (at === index ? member : one)) });
}

/** A member enters a state, and Kea's one switch follows. */
function enter(world: World, place: Place, state: string, beatAt = place.member.beat): World {
  const { member } = again(world, place);
  if (member.state === state) return withMember(world, place, { ...member, beat: beatAt });
  const scopes = scopesIn(state, place.role);
  const entered = withMember(world, place, { ...member, state, scopes, beat: beatAt });
  const server = entered.servers.get(place.server.name)!;
  if (servesIn(state)) return withServer(entered, switchOn(server, place.index));
  return server.off.length === 0 ? withServer(entered, { ...server, off: [place.index] }) : entered;
}

/** Whether a member serves, besides what is its own, for its partner. */
export const servesAll = ({ member, role }: Place) =>
  servesIn(member.state) && allScopes(role).every((scope) => member.scopes.includes(scope));
