import type { Hit } from "../../rule";
import {
  type Fleet,
  type RelationshipView,
  type Server,
  type Side,
  type SubnetView,
  UNKNOWN,
} from "../../fleet";
import { relationshipsKnown, relationshipOf } from "./sides";
import { plain, show } from "./words";

type ByName = ReadonlyMap<string, RelationshipView> | undefined;

const read = new WeakMap<ReadonlyMap<Side, RelationshipView>, Map<Server, ByName>>();

/** The relationships of a server by the names of their members; undefined when a name is not known. */
export function relationshipsByName(
  server: Server,
  relationships: ReadonlyMap<Side, RelationshipView>,
): ByName {
  const known = read.get(relationships) ?? new Map<Server, ByName>();
  read.set(relationships, known);
  if (!known.has(server)) known.set(server, readNames(server, relationships));
  return known.get(server);
}

function readNames(server: Server, relationships: ReadonlyMap<Side, RelationshipView>): ByName {
  if (!relationshipsKnown(server)) return undefined;
  const byName = new Map<string, RelationshipView>();
  for (const side of server.sides) {
    // A name with spaces around it is told elsewhere.
    for (const { name } of side.peers) byName.set(name!.trim(), relationships.get(side)!);
  }
  return byName;
}

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
  const relationships = relationshipOf(fleet);
  const told = new Set<string>();
  for (const server of fleet.servers) {
    const byName = server.sides.length === 0 ? undefined : relationshipsByName(server, relationships);
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
