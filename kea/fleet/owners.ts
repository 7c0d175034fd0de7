import type { Path } from "../json";
import { oncePer } from "../remember";
import { type Fleet, type RelationshipView, type Server, subnetsOf, tagsOf } from "./fleet";
import { relationshipOf, relationshipsKnown } from "./sides";

/** The relationships of each server by the names of their members; no entry where a name is not known. */
export const relationshipsByName = oncePer(
  (fleet: Fleet): ReadonlyMap<Server, ReadonlyMap<string, RelationshipView>> => {
    const relationships = relationshipOf(fleet);
    // A name with spaces around it is told elsewhere.
    const named = ({ sides }: Server) =>
      sides.flatMap((side) => tagsOf(side).map((name) => [name.trim(), relationships.get(side)!] as const));
    return new Map(
      fleet.servers.filter(relationshipsKnown).map((server) => [server, new Map(named(server))]),
    );
  },
);

/** How many steps of a path lead to the subnet, or else the shared network, that it is in; 0 where to none. */
export function stepsToSubnet(path: Path): number {
  const inNetwork = path[1] === "shared-networks";
  const key = path[inNetwork ? 3 : 1];
  if (key === "subnet4" || key === "subnet6") return inNetwork ? 5 : 3;
  return inNetwork ? 3 : 0;
}

/** The relationship of the subnet, or else the shared network, that a path of a server is in. */
export function ownerOf(fleet: Fleet, server: Server, path: Path): RelationshipView | undefined {
  return ownersOf(fleet)
    .get(server)!
    .get(path.slice(0, stepsToSubnet(path)).join("/"));
}

/** Whether two subnets or shared networks of a server may be in one shared network: in one relationship, or in none. */
export function mayShareNetwork(fleet: Fleet, server: Server, a: Path, b: Path): boolean {
  return ownerOf(fleet, server, a) === ownerOf(fleet, server, b);
}

/** For every server, the relationship of its subnets and shared networks, by their paths. */
const ownersOf = oncePer((fleet: Fleet): ReadonlyMap<Server, ReadonlyMap<string, RelationshipView>> => {
  const owners = new Map<Server, Map<string, RelationshipView>>(
    fleet.servers.map((server) => [server, new Map()]),
  );
  for (const relationship of fleet.relationships) {
    for (const side of relationship.sides) {
      for (const { path, network } of subnetsOf(side)) {
        const mine = owners.get(side.server)!;
        mine.set(path.join("/"), relationship);
        if (network) mine.set(network.path.join("/"), relationship);
      }
    }
  }
  return owners;
});
