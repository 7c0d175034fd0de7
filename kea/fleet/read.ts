import { has, isMap, type JsonMap, list, map, number, type Path, text, UNKNOWN } from "../json";
import { FAMILIES, serverName } from "../model/family";
import type { RelationshipLabel } from "../model/label";
import type { Fleet, Peer, Server, ServerConfig, Side, SubnetView } from "./fleet";
import { groupSides } from "./relationships";

const TAG = "ha-server-name";

function readSubnets(root: JsonMap, rootKey: string, key: string): SubnetView[] {
  const tag = (owner: JsonMap): unknown => {
    const context: unknown = owner["user-context"] ?? {};
    if (!isMap(context)) return UNKNOWN;
    // What is no map, or beside it, says nothing of its relationship; that is told elsewhere.
    return context[TAG] === undefined && has(owner, TAG) ? UNKNOWN : context[TAG];
  };
  const read = (owner: JsonMap, path: Path, network?: SubnetView["network"]): SubnetView[] =>
    list(owner[key]).map((value, index) => {
      const subnet = map(value);
      const here = [...path, key, index];
      const own = isMap(value) ? tag(subnet) : UNKNOWN;
      const haServerTag = own === undefined && network ? tag(network.map) : own;
      return {
        path: here,
        map: subnet,
        id: number(subnet.id),
        prefix: text(subnet.subnet),
        pools: list(subnet.pools).map((pool, p) => ({
          path: [...here, "pools", p, "pool"],
          pool: text(map(pool).pool),
        })),
        haServerName: text(haServerTag),
        haServerTag,
        network,
      };
    });
  return [
    ...read(root, [rootKey]),
    ...list(root["shared-networks"]).flatMap((value, index) => {
      const path = [rootKey, "shared-networks", index];
      return read(map(value), path, { path, map: map(value) });
    }),
  ];
}

function readSide(server: Server, entry: JsonMap, path: Path): Side & { again: Side["again"][number][] } {
  const self = text(entry["this-server-name"])?.trim();
  const peers: Peer[] = [];
  list(entry.peers).forEach((peer, index) => {
    if (!isMap(peer)) return;
    const [name, url, role] = [text(peer.name), text(peer.url), text(peer.role)];
    peers.push({ path: [...path, "peers", index], map: peer, name, url, role });
  });
  const own = peers.find(({ name }) => name !== undefined && name === self);
  return { server, path, map: entry, self, mode: text(entry.mode), peers, own, again: [] };
}

/** The members that a side lists, with their URLs; undefined where they are not all known. */
function membersWithUrls({ map, peers }: Side): string | undefined {
  const all = peers.flatMap(({ name, url }) => (name === undefined || !url ? [] : `${name.trim()} ${url}`));
  const isKnown = all.length > 0 && all.length === list(map.peers).length;
  return isKnown ? all.sort().join("\n") : undefined;
}

function readServer(source: ServerConfig): Server {
  const rootKey = FAMILIES[source.family].root;
  const root = map(map(source.config)[rootKey]);
  const sides: ReturnType<typeof readSide>[] = [];
  const byMembers = new Map<string, (typeof sides)[number]>();
  const server = {
    ...source,
    name: serverName(source.host, source.family),
    root,
    sides,
    subnets: readSubnets(root, rootKey, FAMILIES[source.family].subnets),
  };
  list(root["hooks-libraries"]).forEach((hook, h) => {
    const parameters = map(map(hook).parameters);
    list(parameters["high-availability"]).forEach((entry, index) => {
      if (!isMap(entry)) return;
      const path = [rootKey, "hooks-libraries", h, "parameters", "high-availability", index];
      const side = readSide(server, entry, path);
      const members = membersWithUrls(side);
      const same = members === undefined ? undefined : byMembers.get(members);
      if (same) {
        same.again.push({ path, self: side.self });
        return;
      }
      sides.push(side);
      if (members !== undefined) byMembers.set(members, side);
    });
  });
  return server;
}

/** Reads configurations together. */
export function readFleet(
  configs: readonly ServerConfig[],
  labels: readonly RelationshipLabel[] = [],
): Fleet {
  const servers = configs.map(readServer);
  return { servers, relationships: groupSides(servers, labels) };
}
