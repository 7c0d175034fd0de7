import { inTouch, type Place, placesOf } from "./contact";
import { allScopes, gives, ownScopes } from "./facts";
import { servedBy } from "./service";
import type { Group, Names } from "./stages";
import { normalState, servesAll } from "./state-machine";
import type { Step } from "./steps";
import { configurationKey, type World } from "./world";

/** A relationship that a helper serves for its owner. */
export interface HandOver {
  readonly relationship: string;
  readonly owner: string;
  readonly helper: string;
  readonly member: string;
}

export type HandingOver = Extract<Step, { kind: "hand-over" }>;

/** Whether a member serves clients. */
export const serves = ({ server, role }: Place) => servedBy(server).some((one) => one.role === role);

/** Whether a member has begun anew, and is about to serve clients. */
export const isComingBack = ({ role, member }: Place) =>
  ["waiting", "syncing", "ready"].includes(member.state) && ownScopes(role).length > 0;

/** The relationships that a server serves and its partner can serve for it. */
export function handOvers(
  world: World,
  server: string,
  { servers, helpless, renumbered, rescues }: Group,
  names: Names,
): (HandOver & { readonly scopes: readonly string[] })[] {
  const sends = new Map(servers);
  const next = world.library.get(configurationKey({ server, sends: sends.get(server)! }));
  return placesOf(world.servers.get(server)!).flatMap((place) => {
    const helper = inTouch(world, place);
    const relationship = names(server, place.role.self);
    if (!helper || relationship === undefined || !canHelp(place, helper)) return [];
    const isServedFor = allScopes(helper.role).every((scope) => helper.member.scopes.includes(scope));
    if (!serves(place) && !(rescues && isComingBack(place) && !isServedFor)) return [];
    if (helpless?.has(helper.server.name) || renumbered.has(relationship)) return [];
    // Whose partner has forgotten it gives no leases, since it cannot tell it of them, and counts nobody who waits.
    const isForgotten = !next?.roles.some(({ self }) => names(server, self) === relationship);
    if (isForgotten && !sends.has(helper.server.name)) return [];
    const scopes = allScopes(helper.role);
    return [{ relationship, owner: server, helper: helper.server.name, member: helper.role.self, scopes }];
  });
}

/** Members that serve nothing from now on, since what they give would be refused. */
export function pauses(world: World, next: string, { renumbered, servers }: Group, names: Names): Step[] {
  if (renumbered.size === 0) return [];
  const mine = new Set(placesOf(world.servers.get(next)!).map(({ role }) => names(next, role.self)));
  return servers.flatMap(([helper]) =>
    placesOf(world.servers.get(helper)!).flatMap((place): Step[] => {
      const relationship = names(helper, place.role.self);
      if (relationship === undefined || !renumbered.has(relationship) || !mine.has(relationship)) return [];
      if (!serves(place)) return [];
      return [{ kind: "pause", relationship, helper, member: place.role.self, scopes: [] }];
    }),
  );
}

/** What a helper serves by a hand-over, by the subnets' keys. */
export const served = (world: World, { helper, member }: Pick<HandOver, "helper" | "member">): string[] =>
  world.servers
    .get(helper)!
    .facts.subnets.flatMap((subnet) => (gives(subnet) && subnet.member === member ? [subnet.key] : []));

/** A subnet that moves is served for its next relationship when its owner serves it no more for the one of before. */
export function lets(world: World, handOver: HandingOver, names: Names): Step[] {
  const { owner } = handOver;
  const keys = new Set(served(world, handOver));
  const clashing = servedBy(world.servers.get(owner)!).filter(
    ({ key, role }) => keys.has(key) && role && names(owner, role.self) !== handOver.relationship,
  );
  return [...new Set(clashing.map(({ role }) => role!.self))].map((self): Step => ({
    kind: "pause",
    relationship: names(owner, self)!,
    helper: owner,
    member: self,
    scopes: [],
  }));
}

/** Whether a partner can serve for the other: it is normal, and they tell each other what they give. */
function canHelp(owner: Place, helper: Place): boolean {
  return (
    helper.member.state === normalState(helper.role) &&
    helper.server.off.length === 0 &&
    owner.role.fetchesLeases &&
    [owner, helper].every(({ role }) => role.sendsUpdates)
  );
}

/** Hand-overs that are open when a stage begins. */
export function leftOpen(world: World, { servers, open = [] }: Group, names: Names): HandOver[] {
  const owners = new Set(servers.map(([server]) => server));
  return surplus(world).flatMap((place): HandOver[] => {
    const [helper, member] = [place.server.name, place.role.self];
    const begun = open.find((one) => one.helper === helper && one.member === member);
    if (begun) return [begun];
    const owner = inTouch(world, place)?.server.name;
    const relationship = names(helper, member);
    return owner === undefined || relationship === undefined || !owners.has(owner)
      ? []
      : [{ relationship, owner, helper, member }];
  });
}

/** Members that serve for their partner because they were told to. */
export function surplus(world: World): Place[] {
  return [...world.servers.values()].flatMap((server) =>
    placesOf(server).filter(
      (place) =>
        place.member.scopes.some((scope) => !ownScopes(place.role).includes(scope)) &&
        place.member.state === normalState(place.role) &&
        servesAll(place),
    ),
  );
}
