import { enumerate } from "../../kea/words";
import { isPartnerOf } from "./contact";
import { type Dark, isAt } from "./dark";
import type { DeclaredServer } from "./declaration";
import { factsOf, partnerOf, type Role } from "./facts";
import type { Survey } from "./survey";
import { memberNow } from "./world";

/** A running member of a relationship that has terminated: a server and its partner, as far as that is known. */
interface Ended {
  readonly server: DeclaredServer;
  readonly role: Role;
  /** The one that answers as its partner. */
  readonly partner: DeclaredServer | undefined;
}

/** The members of relationships of which one at least has terminated. */
function endedIn(servers: readonly DeclaredServer[], surveys: ReadonlyMap<string, Survey>): Ended[] {
  const members = servers.flatMap((server) => {
    const survey = surveys.get(server.name);
    const { roles } = factsOf(server.family, survey?.running ?? {});
    return roles.map((role) => ({ server, role, state: memberNow(role, survey).state }));
  });
  return members.flatMap(({ server, role, state }) => {
    const other = members.find((one) => one.server.family === server.family && isPartnerOf(role, one.role));
    return [state, other?.state].includes("terminated") ? [{ server, role, partner: other?.server }] : [];
  });
}

/**
 * Servers that are to be set although nothing changes there: Kea waits for a partner that has terminated until that
 * one begins anew, too.
 */
export function drawnIn(
  servers: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
  set: Iterable<string>,
): ReadonlySet<string> {
  const ended = endedIn(servers, surveys);
  const all = new Set(set);
  const drawn = new Set<string>();
  for (let size = -1; size !== drawn.size;) {
    size = drawn.size;
    for (const { server, partner } of ended)
      if (all.has(server.name) && partner && !all.has(partner.name)) {
        all.add(partner.name);
        drawn.add(partner.name);
      }
  }
  return drawn;
}

/** Members that would wait in vain if they were set: their partners may have terminated, and cannot be set with them. */
export function vainWaits(
  servers: readonly DeclaredServer[],
  surveys: ReadonlyMap<string, Survey>,
  dark: Dark,
  set: ReadonlySet<string>,
): string[] {
  return endedIn(servers, surveys).flatMap(({ server, role, partner }) => {
    const peer = partnerOf(role)!;
    if (partner || !set.has(server.name)) return [];
    const mute = [...dark].filter(([name, { isDown }]) => {
      const other = servers.find((one) => one.name === name);
      return !isDown && other && other.family === server.family && isAt(other, peer);
    });
    if (mute.length === 0) return [];
    return [
      `${role.self} on ${server.host} is terminated, and its partner ${enumerate(mute.map(([name]) => name))} does not answer. Once set, ${role.self} would serve nobody for as long as that one is terminated, too. Bring it back first; or, if it is gone for good, send ha-reset to ${role.self}, and roll out when that is partner-down.`,
    ];
  });
}
