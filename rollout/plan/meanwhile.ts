import { differences } from "../../kea/canonical/difference";
import { isActive, isBackup, type Side, subnetsOf } from "../../kea/fleet/fleet";
import { readFleet } from "../../kea/fleet/read";
import { changeAt, type Json, type JsonMap, list, map } from "../../kea/json";
import { FAMILIES } from "../../kea/model/family";
import { subnetIds } from "./change";
import { type Dark, hears, isAt, type Unanswered } from "./dark";
import type { DeclaredServer } from "./declaration";
import { factsOf } from "./facts";
import type { Way } from "./frozen";
import { eachSubnet, keep, QUICK_HEARTBEAT_MS, withTimers } from "./passing-configuration";
import type { Survey } from "./survey";

/** What decides about what a server can be given while others do not answer. */
export interface Site {
  readonly servers: readonly DeclaredServer[];
  readonly surveys: ReadonlyMap<string, Survey>;
  readonly dark: Dark;
  readonly ways: readonly Way[];
  /** Relationships that stay as they run. */
  readonly stays: ReadonlySet<Way>;
}

/** Milliseconds of silence after which a server serves for a partner whose Kea has ended. */
const ENDED_MS = 3_000;
/** The same for one whose host does not answer: Kea waits as long for the answer to a heartbeat. */
const CUT_OFF_MS = 10_000;

interface Placed {
  readonly way: Way;
  readonly side: Side;
}

/**
 * The declared configuration of a server, but with relationships that stay as they run, and without backups
 * that would refuse its leases; undefined where nothing can be put together from both.
 */
export function meanwhile(server: DeclaredServer, site: Site): JsonMap | undefined {
  const { ways, stays, surveys } = site;
  const [next, now] = [sidesOf(server, ways, "is"), sidesOf(server, ways, "was")];
  const touched = [...next, ...now].some(({ way }) => stays.has(way));
  const entries = next.flatMap((one): { side: Side; entry: JsonMap }[] => {
    if (!stays.has(one.way)) return [{ side: one.side, entry: withoutBackups(one, now, site) }];
    return now.filter(({ way }) => way === one.way).map(({ side }) => ({ side, entry: side.map }));
  });
  const kept = now.filter(({ way }) => stays.has(way) && !next.some((one) => one.way === way));
  entries.push(...kept.map(({ side }) => ({ side, entry: side.map })));
  // Kea's switch belongs to the first relationship, and a backup keeps it off.
  if (kept.length > 0) entries.sort((a, b) => Number(isBackup(a.side)) - Number(isBackup(b.side)));
  const urls = entries.map(({ side }) => side.own?.url);
  if (touched && (next.length === 0 || entries.length === 0 || new Set(urls).size < urls.length))
    return undefined;
  if (next.length === 0) return server.declared;

  const { root, subnets } = FAMILIES[server.family];
  const ids = (all: readonly Placed[]) =>
    new Set(
      all
        .filter(({ way }) => stays.has(way))
        .flatMap(({ side }) => subnetsOf(side).flatMap(({ id }) => id ?? [])),
    );
  const config = changeAt(server.declared, next[0]!.side.path.slice(0, -1), () =>
    entries.map(({ entry }) => entry),
  ) as JsonMap;
  if (!touched) return config;
  const lacks = ids(next);
  const without = withoutEmpty(
    eachSubnet(map(config[root]), subnets, (subnet) => (lacks.has(subnet.id as number) ? undefined : subnet)),
    map(config[root]),
    subnets,
  );
  const running = map(surveys.get(server.name)!.running[root]);
  const stay = new Map([...ids(now)].map((id) => [id, undefined]));
  return { ...config, [root]: keep(without, running, subnets, stay) };
}

/** Where a server stands in relationships, in the order in which it lists them. */
function sidesOf(server: DeclaredServer, ways: readonly Way[], when: keyof Way): Placed[] {
  return ways
    .flatMap((way) =>
      (way[when]?.sides ?? []).flatMap((side) => (side.server.name === server.name ? [{ way, side }] : [])),
    )
    .sort((a, b) => Number(a.side.path.at(-1)) - Number(b.side.path.at(-1)));
}

/** A backup that does not answer and does not have all subnets would refuse leases, when it is back. */
function withoutBackups({ way, side }: Placed, now: readonly Placed[], { servers, dark }: Site): JsonMap {
  const runs = now.find((one) => one.way === way)?.side;
  const [is, was] = [subnetIds(way.is), subnetIds(way.was)];
  const gains = [...is].some(([id, prefix]) => was.get(id) !== prefix);
  const isRefused = (peer: Side["peers"][number]) =>
    peer.role === "backup" &&
    servers.some((one) => dark.has(one.name) && one.family === side.server.family && isAt(one, peer)) &&
    (gains || !runs?.peers.some(({ name, url }) => name === peer.name && url === peer.url));
  if (!side.peers.some(isRefused)) return side.map;
  const peers = side.peers.filter((peer) => !isRefused(peer)).map((peer): Json => peer.map);
  return { ...side.map, peers };
}

/** A shared network that has lost its last subnet goes with it. */
function withoutEmpty(root: JsonMap, before: JsonMap, key: string): JsonMap {
  if (root["shared-networks"] === undefined) return root;
  const had = list(before["shared-networks"]).map((network) => list(map(network)[key]).length);
  const networks = list(root["shared-networks"]) as Json[];
  return {
    ...root,
    "shared-networks": networks.filter(
      (network, index) => had[index] === 0 || list(map(network)[key]).length > 0,
    ),
  };
}

/** Timers of a relationship in which nobody answers, with the silence after which that is taken for its end, in ms. */
const quickTimers = (silenceMs: number) => ({
  "heartbeat-delay": QUICK_HEARTBEAT_MS,
  "max-response-delay": silenceMs,
  "max-unacked-clients": 0,
});

/**
 * The same with short timers towards partners that nobody answers for: a server that is set serves for them
 * again as soon as it has found that out. What it runs already stays, towards partners that are back, too: to
 * give those their own timers would interrupt the others.
 */
export function hurried(server: DeclaredServer, config: JsonMap, site: Site): JsonMap {
  const { servers, surveys, dark, ways } = site;
  const survey = surveys.get(server.name)!;
  const runs = factsOf(server.family, survey.running).roles;
  const [read] = readFleet([{ ...server, config }]).servers;
  const partners = read!.sides.filter(isActive).map((side) => {
    const role = runs.find(({ self }) => self === side.self);
    const peer = side.peers.find((one) => one !== side.own && one.role !== "backup");
    const at =
      peer && servers.find((one) => dark.has(one.name) && one.family === server.family && isAt(one, peer));
    const isSilent = at !== undefined && !(role && hears(role, survey));
    return { side, partner: isSilent ? dark.get(at.name) : undefined };
  });
  const silent = partners.flatMap(({ side, partner }) => (partner ? [{ side, partner }] : []));
  if (silent.length === 0) return config;
  const running = sidesOf(server, ways, "was").map(({ side }) => side);
  const kept = partners.reduce<JsonMap>((changed, { side, partner }) => {
    const was = partner ? undefined : running.find(({ self }) => self === side.self)?.map;
    if (was?.["heartbeat-delay"] !== QUICK_HEARTBEAT_MS) return changed;
    const timers = Object.keys(quickTimers(0)).map((key) => [key, was[key]!] as const);
    return withTimers(changed, [side], Object.fromEntries(timers));
  }, config);
  const hurry = (from: JsonMap, silenceMs: (partner: Unanswered) => number) =>
    silent.reduce<JsonMap>(
      (changed, { side, partner }) => withTimers(changed, [side], quickTimers(silenceMs(partner))),
      from,
    );
  const own = ({ isDown }: Unanswered) => (isDown ? ENDED_MS : CUT_OFF_MS);
  const all = [own, () => ENDED_MS, () => CUT_OFF_MS].flatMap((one) => [
    hurry(config, one),
    hurry(kept, one),
  ]);
  return [config, ...all].find((one) => isRun(server, one, survey)) ?? hurry(config, own);
}

/** Whether a server runs a configuration, whatever else no schema knows. */
export function isRun(
  { kea }: DeclaredServer,
  config: JsonMap,
  { running }: Pick<Survey, "running">,
): boolean {
  return differences(config, running, kea).every(({ kind }) => kind === "unknown");
}
