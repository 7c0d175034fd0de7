import { type Fleet, membersOf, type RelationshipView, type Side } from "../../kea/fleet/fleet";
import { isRewired, runningOf, subnetIds } from "./change";

/** A relationship as it is declared, and as it runs; it may be only one of the two. */
export interface Way {
  readonly is: RelationshipView | undefined;
  readonly was: RelationshipView | undefined;
}

/** All relationships on their ways. */
export function waysOf(declared: Fleet, running: Fleet): Way[] {
  const ways = declared.relationships.map((is): Way => ({ is, was: runningOf(is, running) }));
  const used = new Set(ways.map(({ was }) => was));
  const left = running.relationships.filter((was) => was.sides.length > 0 && !used.has(was));
  return [...ways, ...left.map((was): Way => ({ is: undefined, was }))];
}

/**
 * The relationships that stay as they run, because a member that cannot be set would not understand what
 * they are to be: other names, ports or roles, or subnets that come or go. Pools, options and timers can
 * change without it. What exchanges subnets with such a relationship stays as well.
 *
 * @param isFixed whether a server cannot be set.
 * @param isFixedPeer whether a member that a running server names is on such a server.
 */
export function frozen(
  ways: readonly Way[],
  isFixed: (server: string) => boolean,
  isFixedPeer: (peer: Side["peers"][number], side: Side) => boolean,
): Set<Way> {
  const found = new Set(
    ways.filter((way) => hasFixedMember(way, isFixed, isFixedPeer) && !isUnderstood(way)),
  );
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const way of ways)
      if (!found.has(way) && [...found].some((other) => exchange(way, other) || exchange(other, way)))
        found.add(way);
  }
  return found;
}

function hasFixedMember(
  { is, was }: Way,
  isFixed: (server: string) => boolean,
  isFixedPeer: (peer: Side["peers"][number], side: Side) => boolean,
): boolean {
  const members = is ? membersOf(is) : [];
  return (
    members.some(({ role, server }) => role !== "backup" && server !== undefined && isFixed(server.name)) ||
    (was?.sides ?? []).some(
      (side) =>
        (side.own?.role !== "backup" && isFixed(side.server.name)) ||
        side.peers.some((peer) => peer !== side.own && peer.role !== "backup" && isFixedPeer(peer, side)),
    )
  );
}

/** Whether members that run what they ran, and members that run what is declared, get along. */
function isUnderstood({ is, was }: Way): boolean {
  if (!is || !was) return false;
  if (JSON.stringify([...subnetIds(is)].sort()) !== JSON.stringify([...subnetIds(was)].sort())) return false;
  return was.sides.every((side) => {
    const next = is.sides.find(({ server }) => server.name === side.server.name);
    return next !== undefined && next.own?.role === side.own?.role && !isRewired(is, side);
  });
}

/** Whether one relationship gets a subnet, or its id, that the other one has to let go. */
function exchange({ is }: Way, { was }: Way): boolean {
  const [next, now] = [subnetIds(is), subnetIds(was)];
  const prefixes = new Set(now.values());
  return is?.family === was?.family && [...next].some(([id, prefix]) => now.has(id) || prefixes.has(prefix));
}
