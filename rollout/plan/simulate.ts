import { GOING } from "../../kea/shown/health";
import { type Place, placesOf } from "./contact";
import { partnerOf } from "./facts";
import { nextEvent, noticed, restarted, withMember } from "./state-machine";
import type { Step } from "./steps";
import { configurationKey, servesIn, withServer, type World } from "./world";

/** Milliseconds that a command takes until the next one follows. */
const COMMAND_MS = 50;
/** Milliseconds after which a simulated wait ends, whatever is not there yet. */
const PATIENCE_MS = 400_000;

/** A step, and all moments of it. */
export interface Played {
  readonly step: Step;
  readonly moments: readonly World[];
}

/** Steps that follow each other, with all their moments. */
export function play(start: World, steps: readonly Step[]): Played[] {
  let now = start;
  return steps.map((step) => {
    const found = moments(now, step);
    now = found.at(-1)!;
    return { step, moments: found };
  });
}

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
        ({ server, role }) => server.name === step.server && step.members.includes(role.self),
      );
    case "gate":
      return settle(world, ({ server, index, role }, now) => {
        const isMet = now.partners.get(server.name)![index] !== undefined;
        return !step.isFirst || isMet || !partnerOf(role);
      });
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
function settle(world: World, isAwaited: (place: Place, now: World) => boolean): World[] {
  const found: World[] = [world];
  for (let now = noticed(world); ;) {
    const event = nextEvent(now);
    if (!event || event.at > world.now + PATIENCE_MS || isOver(now, isAwaited)) return found;
    found.push((now = noticed({ ...event.happen(), now: event.at })));
  }
}

function isOver(now: World, isAwaited: (place: Place, now: World) => boolean): boolean {
  for (const server of now.servers.values()) {
    if (server.dead) continue;
    if (server.off.includes("being set")) return false;
    const { facts, members } = server;
    for (const [index, member] of members.entries())
      if (GOING.has(member.state) && isAwaited({ server, index, role: facts.roles[index]!, member }, now))
        return false;
  }
  return true;
}
