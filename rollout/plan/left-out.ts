import { readFleet } from "../../kea/fleet/read";
import type { JsonMap } from "../../kea/json";
import type { RelationshipLabel } from "../../kea/model/label";
import { enumerate } from "../../kea/words";
import { type Dark, isAt } from "./dark";
import type { Declaration, DeclaredServer } from "./declaration";
import { factsOf } from "./facts";
import { frozen, type Way, waysOf } from "./frozen";
import { hurried, isRun, meanwhile, type Site } from "./meanwhile";
import type { Survey } from "./survey";

/** What can be brought about while some servers do not answer, and what has to wait for them. */
export interface LeftOut {
  /** The servers that answer, with what they can run as long as the others do not. */
  readonly declaration: Declaration;
  /** What servers that answer lack until others do, a sentence each, by server. */
  readonly waits: readonly (readonly [server: string, what: string])[];
  /** Servers that do not answer, and something of the rollout waits for them. */
  readonly pending: readonly string[];
}

/** What is known before anything is planned. */
export interface Situation {
  readonly declaration: Declaration;
  /** What servers that answer run and say. */
  readonly surveys: ReadonlyMap<string, Survey>;
  readonly dark: Dark;
  /** What servers ran when they were last asked, as far as that is known here. */
  readonly known: ReadonlyMap<string, JsonMap>;
}

/**
 * Leaves out the servers that do not answer. Each of the others gets what it can run beside what they still
 * run: a relationship that they would not understand any more stays as it is.
 */
export function leftOut({ declaration, surveys, dark, known }: Situation): LeftOut {
  if (dark.size === 0) return { declaration, waits: [], pending: [] };
  const { fleet, manifest, servers } = declaration;
  const answering = servers.filter(({ name }) => surveys.has(name));
  const running = readFleet(
    answering.map((server) => ({ ...server, config: surveys.get(server.name)!.running })),
    manifest.relationships,
  );
  const ways = waysOf(fleet, running);
  const { site, given } = settled({ servers, surveys, dark, ways, stays: new Set() }, answering);
  const labels = manifest.relationships.flatMap((label) => labelled(label, site));
  const awaited = new Set([...site.stays].flatMap((way) => darkOf(way, site)).map(({ name }) => name));
  const now = given.map(({ server, config }): DeclaredServer => ({ ...server, declared: config }));
  return {
    declaration: {
      ...declaration,
      manifest: { ...manifest, relationships: labels },
      servers: now,
      fleet: readFleet(
        now.map(({ declared, ...server }) => ({ ...server, config: declared })),
        labels,
      ),
    },
    waits: given.flatMap((one) => waiting(one, site)),
    pending: [...dark.keys()].filter((name) => {
      const server = servers.find((one) => one.name === name)!;
      const runs = known.get(name);
      return awaited.has(name) || runs === undefined || !isRun(server, server.declared, { running: runs });
    }),
  };
}

/** What a server that answers is given. */
interface Given {
  readonly server: DeclaredServer;
  /** What it can run beside what others still run; undefined where it has to stay as it is. */
  readonly base: JsonMap | undefined;
  /** The same with short timers, where it serves for partners that do not answer. */
  readonly config: JsonMap;
}

/** What each server that answers gets. Where one has to stay as it is, others wait for it, too. */
function settled(start: Site, answering: readonly DeclaredServer[]): { site: Site; given: Given[] } {
  const fixed = new Set(start.dark.keys());
  for (;;) {
    const isFixed = (name: string) => fixed.has(name);
    const stays = frozen(start.ways, isFixed, (peer, { server: { family } }) =>
      start.servers.some((one) => isFixed(one.name) && one.family === family && isAt(one, peer)),
    );
    const site = { ...start, stays };
    const given = answering.map((server): Given => {
      const base = isFixed(server.name) ? undefined : meanwhile(server, site);
      const config = base ? hurried(server, base, site) : site.surveys.get(server.name)!.running;
      return { server, base, config };
    });
    const held = given.filter(({ server, base }) => base === undefined && !isFixed(server.name));
    if (held.length === 0) return { site, given };
    for (const { server } of held) fixed.add(server.name);
  }
}

/** The servers that do not answer and are members of a relationship, or were. */
function darkOf({ is, was }: Way, { servers, dark }: Site): DeclaredServer[] {
  return servers.filter(
    (one) =>
      dark.has(one.name) &&
      [...(is?.sides ?? []), ...(was?.sides ?? [])].some(
        (side) =>
          side.server.family === one.family &&
          (side.server.name === one.name || side.peers.some((peer) => isAt(one, peer))),
      ),
  );
}

/** A relationship's label, with the names that its members have now. */
function labelled(label: RelationshipLabel, site: Site): RelationshipLabel[] {
  const way = site.ways.find(({ is }) => is?.name === label.name)!;
  if (!site.stays.has(way)) return [label];
  const peers = (way.was?.sides ?? []).flatMap((side) => side.peers);
  const names = [...new Set(peers.flatMap(({ name }) => name ?? []))];
  const hostOf = (name: string) =>
    way.was!.sides.find(({ self }) => self === name)?.server.host ??
    site.servers.find((one) => peers.some((peer) => peer.name === name && isAt(one, peer)))?.host ??
    "";
  return way.was ? [{ ...label, members: names.map((name) => ({ host: hostOf(name), name })) }] : [];
}

/** What a server lacks, in words. */
function waiting({ server, base, config }: Given, site: Site): [string, string][] {
  const until = (ways: readonly Way[]) => {
    const hosts = [...new Set(ways.flatMap((way) => darkOf(way, site)).map(({ host }) => host))];
    return `until ${enumerate(hosts)} ${hosts.length === 1 ? "answers" : "answer"}`;
  };
  const isIn = (way: Way) =>
    [...(way.is?.sides ?? []), ...(way.was?.sides ?? [])].some((side) => side.server.name === server.name);
  const mine = site.ways.filter(isIn);
  const staying = mine.filter((way) => site.stays.has(way));
  const said = (what: string): [string, string] => [server.name, what];
  if (base === undefined)
    return isRun(server, server.declared, site.surveys.get(server.name)!)
      ? []
      : [said(`stays as it is ${until([...site.stays])}`)];
  const all = staying.map((way) => {
    if (!way.is) return said(`keeps ${way.was!.name} ${until([way])}`);
    return said(
      way.was ? `leaves ${way.is.name} as it is ${until([way])}` : `gets no ${way.is.name} ${until([way])}`,
    );
  });
  const now = factsOf(server.family, base).roles;
  const silenced = factsOf(server.family, server.declared).roles.filter(({ self, peers }) =>
    now.some((role) => role.self === self && role.peers.length < peers.length),
  );
  const lacksBackup = mine.filter(
    (way) =>
      !site.stays.has(way) && way.is?.sides.some(({ self }) => silenced.some((role) => role.self === self)),
  );
  if (lacksBackup.length > 0)
    all.push(
      said(
        `tells no leases of ${enumerate(lacksBackup.map(({ is }) => is!.name))} to its backup ${until(lacksBackup)}`,
      ),
    );
  if (config !== base) all.push(said(`keeps short timers towards its partner ${until(mine)}`));
  return all;
}

/**
 * The pending servers because of which a rollout is not done.
 *
 * @param without hosts that were left out by hand.
 */
export function notAllowed(
  pending: readonly string[],
  { manifest: { policy: { mayBePending = 0 } = {} }, servers }: Declaration,
  without: readonly string[] = [],
): readonly string[] {
  const hostOf = (name: string) => servers.find((server) => server.name === name)!.host;
  const unasked = pending.filter((name) => !without.includes(hostOf(name)));
  if (typeof mayBePending !== "number") return unasked.filter((name) => !mayBePending.includes(hostOf(name)));
  return new Set(unasked.map(hostOf)).size > mayBePending ? unasked : [];
}
