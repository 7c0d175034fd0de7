import type { RelationshipChange } from "./change";

/**
 * Relationships that begin on servers none of which serves anybody yet, and that share servers, do not begin
 * together: hubs are set first, and then each site by itself, so that one that is refused takes nobody with
 * it. A pair that shares neither member stays what it is: both at once is soonest, and nobody else waits.
 */
export function withFirst(
  changes: readonly RelationshipChange[],
  isFresh: (server: string) => boolean,
): readonly RelationshipChange[] {
  const first = beginning(changes, isFresh);
  const sites = sitesOf(first);
  return changes.map((c) =>
    first.includes(c) ? { ...c, change: "first", site: active(c).find((server) => sites.has(server)) } : c,
  );
}

const active = ({ members }: RelationshipChange) => members.flatMap((m) => (m.active ? [m.server] : []));

/** Relationships of servers that do nothing else, where at least two share one. */
function beginning(
  changes: readonly RelationshipChange[],
  isFresh: (server: string) => boolean,
): RelationshipChange[] {
  const isNew = (c: RelationshipChange) =>
    c.change === "new" && !c.quick && c.goes.size === 0 && c.leaving.length === 0 && active(c).length > 1;
  let found = changes.filter((c) => isNew(c) && active(c).every(isFresh));
  for (let size = -1; size !== found.length;) {
    size = found.length;
    const busy = new Set(changes.filter((c) => !found.includes(c)).flatMap(active));
    found = found.filter((c) => !active(c).some((server) => busy.has(server)));
  }
  const counts = countsOf(found);
  return found.filter((c) => active(c).some((server) => counts.get(server)! > 1));
}

/** Servers whose partners all are hubs: those in the fewest relationships, and of these who serves. */
function sitesOf(first: readonly RelationshipChange[]): Set<string> {
  const counts = countsOf(first);
  const serving = new Set(
    first.flatMap(({ members }) => members.flatMap((m) => (m.serves ? [m.server] : []))),
  );
  const rank = (server: string) => counts.get(server)! * 2 + (serving.has(server) ? 0 : 1);
  const partners = new Map([...counts.keys()].map((server) => [server, new Set<string>()]));
  for (const servers of first.map(active))
    for (const one of servers) for (const other of servers) if (one !== other) partners.get(one)!.add(other);
  const sites = new Set<string>();
  for (const server of [...counts.keys()].sort((a, b) => rank(a) - rank(b)))
    if (![...partners.get(server)!].some((partner) => sites.has(partner))) sites.add(server);
  return sites;
}

function countsOf(relationships: readonly RelationshipChange[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const server of relationships.flatMap(active)) counts.set(server, (counts.get(server) ?? 0) + 1);
  return counts;
}
