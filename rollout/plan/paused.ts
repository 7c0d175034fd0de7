import { heardPartner, type Place, placesOf } from "./contact";
import { ownScopes } from "./facts";
import { harmsIn, strangers } from "./service";
import { moments, type Played } from "./simulate";
import type { Names } from "./stages";
import { normalState } from "./state-machine";
import type { Step } from "./steps";
import { servesIn, type World } from "./world";

/**
 * Members that do not serve what is their own, nor their partners for them: they were told so, and Kea keeps to that
 * until it enters another state.
 */
export function paused(world: World): Place[] {
  return [...world.servers.values()].flatMap((server) =>
    server.dead ? [] : placesOf(server).filter((place) => isPaused(world, place)),
  );
}

function isPaused(world: World, place: Place): boolean {
  const { role, member } = place;
  const missing = ownScopes(role).filter((scope) => !member.scopes.includes(scope));
  if (missing.length === 0 || member.state !== normalState(role)) return false;
  const partner = heardPartner(world, place)?.member;
  const served = partner && servesIn(partner.state) ? partner.scopes : [];
  return missing.some((scope) => !served.includes(scope));
}

/**
 * Lets members that paused serve again what is their own. One whose leases would be refused goes on pausing, until it
 * or its partner is set; where neither is going to be it serves: Kea goes on alone after some refusals.
 */
export function resumed(
  start: World,
  names: Names,
  isAsked: (server: string, relationship: string) => boolean = () => true,
  isForsaken: (relationship: string) => boolean = () => false,
): Played[] {
  const played: Played[] = [];
  let world = start;
  for (const { server, role } of paused(start)) {
    const relationship = names(server.name, role.self);
    if (relationship === undefined || !isAsked(server.name, relationship)) continue;
    const step: Step = {
      ...{ kind: "give-back", relationship, helper: server.name, member: role.self },
      ...{ scopes: ownScopes(role), isOwn: true },
    };
    const found = moments(world, step);
    const harms = isForsaken(relationship) ? strangers : harmsIn;
    const before = new Set(harms(world).map(({ text }) => text));
    if (harms(found[0]!).some(({ text }) => !before.has(text))) continue;
    played.push({ step, moments: found });
    world = found.at(-1)!;
  }
  return played;
}
