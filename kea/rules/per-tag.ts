import type { Fleet, RelationshipView, Server, SubnetView } from "../fleet/fleet";
import { relationshipOf, relationshipsKnown } from "../fleet/sides";
import { UNKNOWN } from "../json";
import { oncePer } from "../remember";
import { plain, show } from "../words";
import type { Hit } from "./rule";

/** The relationships of each server by the names of their members; no entry where a name is not known. */
export const relationshipsByName = oncePer(
  (fleet: Fleet): ReadonlyMap<Server, ReadonlyMap<string, RelationshipView>> => {
    const relationships = relationshipOf(fleet);
    // A name with spaces around it is told elsewhere.
    const named = ({ sides }: Server) =>
      sides.flatMap((side) =>
        side.peers.map(({ name }) => [name!.trim(), relationships.get(side)!] as const),
      );
    return new Map(
      fleet.servers.filter(relationshipsKnown).map((server) => [server, new Map(named(server))]),
    );
  },
);

/** `subnet 10.1.0.0/24 (id 1)`. */
export function subnetLabel({ prefix, id }: SubnetView): string {
  if (prefix === undefined) return id === undefined ? "a subnet" : `the subnet with id ${id}`;
  return `subnet ${plain(prefix)} (${id === undefined ? "without id" : `id ${id}`})`;
}

/** Judges the subnets of every server; a subnet that several servers tag alike is told once. */
export function* eachTag(
  fleet: Fleet,
  check: (
    subnet: SubnetView,
    server: Server,
    byName: ReadonlyMap<string, RelationshipView>,
  ) => Omit<Hit, "server" | "path"> | undefined,
): Generator<Hit> {
  const told = new Set<string>();
  for (const server of fleet.servers) {
    const byName = server.sides.length === 0 ? undefined : relationshipsByName(fleet).get(server);
    if (byName === undefined) continue;
    for (const subnet of server.subnets) {
      if (subnet.haServerTag === UNKNOWN) continue;
      const hit = check(subnet, server, byName);
      const key = `${server.family} ${subnetLabel(subnet)} ${show(subnet.haServerTag)}`;
      if (hit === undefined || told.has(key)) continue;
      told.add(key);
      yield {
        server: server.name,
        where: server.where,
        path: [...subnet.path, "user-context", "ha-server-name"],
        ...hit,
      };
    }
  }
}
