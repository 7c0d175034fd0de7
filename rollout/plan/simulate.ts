import { type Place, placesOf } from "./contact";
import { GOING, nextEvent, noticed, restarted, withMember } from "./state-machine";
import type { Step } from "./steps";
import { configurationKey, servesIn, withServer, type World } from "./world";

/** Milliseconds that a command takes until the next one follows. */
const COMMAND_MS = 50;
/** Milliseconds after which a simulated wait ends, whatever is not there yet. */
const PATIENCE_MS = 400_000;

/** The world after a step. */
export function simulate(world: World, step: Step): World {
  return moments(world, step).at(-1)!;
}

/** All moments of a step that differ, in order. Each lasts until the next one begins. */
export function moments(world: World, step: Step): World[] {
  switch (step.kind) {
    case "set": {
      const server = world.servers.get(step.server)!;
      const facts = world.library.get(configurationKey(step))!;
      const set = noticed(withServer(world, restarted(world, server, facts)));
      return [set, ...until(set, world.now + COMMAND_MS)];
    }
    case "hand-over":
    case "give-back":
    case "pause": {
      const place = placesOf(world.servers.get(step.helper)!).find(({ role }) => role.self === step.member);
      const told =
        place && servesIn(place.member.state)
          ? withMember(world, place, { ...place.member, scopes: step.scopes })
          : world;
      return [told, ...until(told, world.now + COMMAND_MS)];
    }
    case "settle":
      return settle(
        world,
        (place) => place.server.name === step.server && step.members.includes(place.role.self),
      );
    case "gate": {
      return settle(world, () => true);
    }
    case "move-in":
      return [world];
    case "persist": {
      const server = world.servers.get(step.server)!;
      return [withServer(world, { ...server, written: server.facts })];
    }
  }
}

/** All moments that follow by themselves, until nothing happens any more. */
export const aftermath = (world: World): World[] => until(world, world.now + PATIENCE_MS);

/** Lets time pass to a moment. */
function until(world: World, end: number): World[] {
  const found: World[] = [];
  let now = noticed(world);
  for (let event = nextEvent(now); event && event.at <= end; event = nextEvent(now))
    found.push((now = noticed({ ...event.happen(), now: event.at })));
  return [...found, { ...now, now: Math.max(end, now.now) }];
}

/** Lets time pass until nothing happens any more to the members that are waited for. */
function settle(world: World, awaited: (place: Place) => boolean): World[] {
  const found: World[] = [world];
  for (let now = noticed(world); ;) {
    const event = nextEvent(now);
    if (!event || event.at > world.now + PATIENCE_MS || isOver(now, awaited)) return found;
    found.push((now = noticed({ ...event.happen(), now: event.at })));
  }
}

function isOver(world: World, awaited: (place: Place) => boolean): boolean {
  for (const server of world.servers.values()) {
    if (server.dead) continue;
    if (server.off.includes("being set")) return false;
    if (!server.members.some(({ state }) => GOING.has(state))) continue;
    for (const place of placesOf(server)) if (GOING.has(place.member.state) && awaited(place)) return false;
  }
  return true;
}
