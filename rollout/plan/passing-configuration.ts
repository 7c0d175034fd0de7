import { isActive, type RelationshipView, type Side } from "../../kea/fleet/fleet";
import { changeAt, type Json, type JsonMap, list, map } from "../../kea/json";
import { FAMILIES } from "../../kea/model/family";
import type { DeclaredServer } from "./declaration";

/** Milliseconds between heartbeats while members that changed names or ports find each other again. */
export const QUICK_HEARTBEAT_MS = 500;
/** Milliseconds of silence after which such a member serves alone, and more for each server that is set with it. */
const QUICK_RESPONSE_MS = 3_000;
const QUICK_RESPONSE_PER_SERVER_MS = 500;

/** How a configuration on the way differs from what is declared. */
export interface Detour {
  /**
   * Subnets, by id, that the server runs and that stay for now as they are. One that it does not run, since
   * it is new to the relationship, it gets to know by its prefix.
   */
  readonly keeps: ReadonlyMap<number, string | undefined>;
  /** Subnets, by id, that the server knows and gives no address of. */
  readonly empties: ReadonlySet<number>;
  /** Relationships whose members look for each other often. */
  readonly quick: readonly RelationshipView[];
  /** Servers that are set together. */
  readonly together: number;
  /** The leases stay where the server keeps them now. Default: false. */
  readonly leases?: boolean;
}

/** No detour. */
export const DIRECT: Detour = { keeps: new Map(), empties: new Set(), quick: [], together: 0 };

/** The declared configuration with a detour. */
export function detour(server: DeclaredServer, running: JsonMap, way: Detour): JsonMap {
  const { root, subnets } = FAMILIES[server.family];
  const declared = map(server.declared[root]);
  const withSubnets = empty(keep(declared, map(running[root]), subnets, way.keeps), subnets, way.empties);
  const same = way.keeps.size === 0 && way.empties.size === 0 && !way.leases;
  const kept = way.leases ? withLeases(withSubnets, map(running[root])) : withSubnets;
  const config = same ? server.declared : { ...server.declared, [root]: kept };
  return quickened(server, config, way);
}

/** With the running lease database instead of its own. */
function withLeases({ "lease-database": _, ...root }: JsonMap, running: JsonMap): JsonMap {
  const database = running["lease-database"];
  return database === undefined ? root : { ...root, "lease-database": database };
}

type Change = (subnet: JsonMap) => JsonMap | undefined;

/** Changes the subnets of a configuration, those of its shared networks too. */
export function eachSubnet(root: JsonMap, key: string, change: Change): JsonMap {
  const all = (owner: JsonMap): Json[] => list(owner[key]).flatMap((subnet) => change(map(subnet)) ?? []);
  const networks = list(root["shared-networks"]).map((network): Json => ({
    ...map(network),
    [key]: all(map(network)),
  }));
  return {
    ...root,
    ...(root[key] === undefined ? {} : { [key]: all(root) }),
    ...(root["shared-networks"] === undefined ? {} : { "shared-networks": networks }),
  };
}

/** Running subnets stay, in their shared networks where they are in one. */
export function keep(
  declared: JsonMap,
  running: JsonMap,
  key: string,
  ids: ReadonlyMap<number, string | undefined>,
): JsonMap {
  if (ids.size === 0) return declared;
  const kept = (subnet: unknown) => ids.has(map(subnet).id as number);
  const without = eachSubnet(declared, key, (subnet) => (kept(subnet) ? undefined : subnet));
  const own = list(running[key]).filter(kept) as Json[];
  const networks = list(without["shared-networks"]).map(map);
  for (const network of list(running["shared-networks"]).map(map)) {
    const inside = list(network[key]).filter(kept) as Json[];
    if (inside.length === 0) continue;
    const at = networks.findIndex(({ name }) => name === network.name);
    if (at < 0) networks.push({ ...network, [key]: inside });
    else networks[at] = { ...networks[at], [key]: [...(list(networks[at]![key]) as Json[]), ...inside] };
  }
  const known = new Set(
    [running, ...list(running["shared-networks"])].flatMap((owner) =>
      list(map(owner)[key]).map((subnet) => map(subnet).id),
    ),
  );
  const unknown = [...ids].flatMap(([id, subnet]): Json[] =>
    subnet === undefined || known.has(id) ? [] : [{ id, subnet }],
  );
  return {
    ...without,
    [key]: [...(list(without[key]) as Json[]), ...own, ...unknown],
    ...(networks.length > 0 ? { "shared-networks": networks } : {}),
  };
}

/** What a subnet gives addresses from. */
const ADDRESSES = ["pools", "pd-pools", "reservations"];

function empty(root: JsonMap, key: string, ids: ReadonlySet<number>): JsonMap {
  if (ids.size === 0) return root;
  return eachSubnet(root, key, (subnet) =>
    ids.has(subnet.id as number)
      ? Object.fromEntries(Object.entries(subnet).filter(([name]) => !ADDRESSES.includes(name)))
      : subnet,
  );
}

function quickened(server: DeclaredServer, config: JsonMap, { quick, together }: Detour): JsonMap {
  // Backups send no heartbeats.
  const mine = quick.flatMap(({ sides }) =>
    sides.filter((side) => side.server.name === server.name && isActive(side)),
  );
  return withTimers(config, mine, {
    "heartbeat-delay": QUICK_HEARTBEAT_MS,
    // As long as it takes to set them all, nobody may think that another one is lost.
    "max-response-delay": QUICK_RESPONSE_MS + QUICK_RESPONSE_PER_SERVER_MS * together,
  });
}

/** A configuration with other timers in some of its relationships. */
export function withTimers(config: JsonMap, sides: readonly Pick<Side, "path">[], timers: JsonMap): JsonMap {
  return sides.reduce<JsonMap>(
    (changed, { path }) => changeAt(changed, path, (side) => ({ ...map(side), ...timers })) as JsonMap,
    config,
  );
}
