import { inTouch } from "./contact";
import type { DeclaredServer } from "./declaration";
import { ownScopes } from "./facts";
import { isComingBack, surplus } from "./hand-overs";
import { resumed } from "./paused";
import { play, type Played } from "./simulate";
import type { Names } from "./stages";
import type { Stage, Step } from "./steps";
import type { Survey } from "./survey";
import { servesIn, type World } from "./world";

/**
 * What an interrupted run left open, ended before anything else: hand-overs at servers that are not to be set, and
 * members that pause.
 */
export function leftOver(
  world: World,
  found: ReadonlyMap<string, unknown>,
  names: Names,
): { readonly stages: Stage[][]; readonly world: World } {
  const given = play(world, handOversLeft(world, found, names));
  const played: Played[] = [...given, ...resumed(given.at(-1)?.moments.at(-1) ?? world, names)];
  const stage = {
    reason: "what an interrupted rollout left open",
    steps: played.map(({ step }) => step),
    ifFails: [],
    whole: [],
    swaps: [],
    renumbered: [],
  };
  return {
    stages: played.length > 0 ? [[stage]] : [],
    world: played.at(-1)?.moments.at(-1) ?? world,
  };
}

function handOversLeft(world: World, found: ReadonlyMap<string, unknown>, names: Names): Step[] {
  return surplus(world).flatMap((place): Step[] => {
    const { server, role } = place;
    const relationship = names(server.name, role.self);
    if (relationship === undefined || found.has(server.name)) return [];
    const back: Step = {
      ...{ kind: "give-back", relationship, helper: server.name, member: role.self },
      scopes: ownScopes(role),
    };
    if (isServedWithout(world, server.name, role.self)) return [back];
    // In a role flip that goes on, it is who serves; a partner that was set last is about to serve again.
    const owner = inTouch(world, place);
    if (owner === undefined || owner.server.isMute || found.has(owner.server.name)) return [];
    if (!isComingBack(owner)) return [];
    return [{ kind: "settle", server: owner.server.name, members: [owner.role.self] }, back];
  });
}

/** Whether the partner of a member serves what is the partner's. */
function isServedWithout(world: World, server: string, member: string): boolean {
  const role = world.servers.get(server)!.facts.roles.find(({ self }) => self === member)!;
  return role.peers.some((peer) =>
    [...world.servers.values()].some((other) =>
      other.facts.roles.some(
        ({ self }, index) =>
          self === peer.name &&
          servesIn(other.members[index]!.state) &&
          other.members[index]!.scopes.length > 0,
      ),
    ),
  );
}

/** A run that died before it persisted leaves servers that run what is declared, until they restart. */
export function startUpFiles(
  servers: readonly DeclaredServer[],
  found: ReadonlyMap<string, unknown>,
  surveys: ReadonlyMap<string, Survey>,
  written: ReadonlyMap<string, Date>,
): Stage[][] {
  const steps = servers.flatMap(({ name }): Step[] => {
    const { configured } = surveys.get(name)!;
    const isWritten = configured === undefined || (written.get(name) ?? 0) >= configured;
    return found.has(name) || isWritten ? [] : [{ kind: "persist", server: name }];
  });
  return steps.length > 0
    ? [
        [
          {
            reason: "start-up files that are older than what runs",
            steps,
            ifFails: [],
            whole: [],
            swaps: [],
            renumbered: [],
          },
        ],
      ]
    : [];
}
