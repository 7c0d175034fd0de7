import { type Fleet, type Server, subnetsOf } from "../fleet/fleet";
import { type Place, placesOfKind } from "../fleet/places";
import type { Path } from "../json";
import { oncePer } from "../remember";
import type { Hit } from "./rule";

/** What is wrong in a server's configuration, without saying where the server stands. */
export type Problem = Pick<Hit, "path" | "message" | "remedy"> & { readonly path: Path };
interface Owner {
  readonly relationship: string;
  readonly where: string | undefined;
}

/** For every server, the relationship of its subnets, by the path of the subnet. */
const ownersOf = oncePer((fleet: Fleet): ReadonlyMap<Server, ReadonlyMap<string, Owner>> => {
  const owners = new Map<Server, Map<string, Owner>>(fleet.servers.map((server) => [server, new Map()]));
  for (const { name, where, sides } of fleet.relationships) {
    for (const side of sides) {
      for (const { path, network } of subnetsOf(side)) {
        const mine = owners.get(side.server)!;
        mine.set(path.join("/"), { relationship: name, where });
        if (network) mine.set(network.path.join("/"), { relationship: name, where });
      }
    }
  }
  return owners;
});
function ownerOf(fleet: Fleet, server: Server, path: Path): Owner | undefined {
  return ownersOf(fleet).get(server)!.get(path.join("/"));
}

/** The subnet, or else the shared network, that a path is in: how many steps lead to it. */
function depthOfSubnet(path: Path): number {
  const inNetwork = path[1] === "shared-networks";
  const key = path[inNetwork ? 3 : 1];
  if (key === "subnet4" || key === "subnet6") return inNetwork ? 5 : 3;
  return inNetwork ? 3 : 0;
}

/**
 * Judges every server's configuration. What the members of a relationship copy, they have wrong
 * together: a problem in a subnet is told once, on the first of them.
 */
export function* judge(
  fleet: Fleet,
  check: (server: Server) => Iterable<Problem>,
): Generator<Hit & { readonly path: Path }> {
  const told = new Set<string>();
  for (const server of fleet.servers) {
    for (const problem of check(server)) {
      const depth = depthOfSubnet(problem.path);
      const owner = depth === 0 ? undefined : ownerOf(fleet, server, problem.path.slice(0, depth));
      if (owner === undefined) {
        yield { server: server.name, where: server.where, ...problem };
        continue;
      }
      const key = [server.family, owner.relationship, problem.path.slice(depth).join("/"), problem.message];
      if (told.has(key.join("\0"))) continue;
      told.add(key.join("\0"));
      yield { server: server.name, ...owner, ...problem };
    }
  }
}

/** The same, one kind of map after the other. */
export function* judgeKinds(
  fleet: Fleet,
  kinds: readonly string[],
  check: (place: Place, server: Server) => Iterable<Problem>,
): Generator<Hit & { readonly path: Path }> {
  yield* judge(fleet, function* (server) {
    for (const place of placesOfKind(server, ...kinds)) yield* check(place, server);
  });
}

/** The relationship of a subnet on a server, by the path of the subnet. */
export function relationshipOf(fleet: Fleet, server: Server, path: Path): string | undefined {
  return ownerOf(fleet, server, path)?.relationship;
}
