import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fleet, isActive } from "../../kea/fleet/fleet";
import { haServers } from "../../kea/shown/health";
import { type Json, type JsonMap, list, map, number, type Path, text } from "../../kea/json";
import { ChannelError } from "../channels/channel";
import type { Servers } from "./servers";

/** Kea numbers who switched DHCP off: 2000 and more are partners, counted as their configurations list them. */
const PARTNER_ORIGIN = 2000;

/** Milliseconds between commands. Kea switches the server off anew for every page of leases. */
const PACE_MS = 10;
/** Milliseconds until a source that did not answer is asked again. */
const SILENT_MS = 500;
/** Milliseconds between questions whether a server fetches. */
const WATCH_MS = 50;

/** A member whose leases another one fetches. */
export interface Source {
  readonly server: string;
  readonly member: string;
  /** The state in which it serves and tells its partner of leases. */
  readonly mode: string;
  /** The member that fetches. */
  readonly fetcher: string;
  /** Kea's number of who switches it off meanwhile. */
  readonly origin: number;
}

/**
 * The members whose leases a server fetches after it was set, one for each relationship in which it is
 * active. None where no leases are fetched, or where it would not hear of those that are given meanwhile.
 */
export function sourcesOf(server: string, { relationships }: Fleet): Source[] {
  return relationships.flatMap((relationship) => {
    const own = relationship.sides.find((side) => side.server.name === server && isActive(side));
    const fetcher = own?.self;
    if (own === undefined || fetcher === undefined || own.map["sync-leases"] === false) return [];
    return relationship.sides.flatMap((side): Source[] =>
      side === own || side.self === undefined || !isActive(side) || side.map["send-lease-updates"] === false
        ? []
        : [
            {
              server: side.server.name,
              member: side.self,
              mode: side.mode ?? "hot-standby",
              fetcher,
              origin: PARTNER_ORIGIN + place(own.path),
            },
          ],
    );
  });
}

/** The one server that all of them are on; undefined for a hub, which fetches from each site a part. */
export function onlyServerOf(sources: readonly Source[]): string | undefined {
  const [first, ...others] = new Set(sources.map(({ server }) => server));
  return others.length === 0 ? first : undefined;
}

/** Milliseconds from a server's configuration to its first heartbeat, with whose answer it fetches leases. */
export function firstHeartbeat(server: string, { relationships }: Fleet): number {
  const sides = relationships.flatMap((r) => r.sides.filter((side) => side.server.name === server));
  return Math.min(...sides.map((side) => number(side.map["heartbeat-delay"]) ?? 10_000));
}

/**
 * Kea switches off a server's DHCP while a partner fetches its leases: for ten milliseconds where they
 * are hundreds, for seconds where they are thousands. The partner hears of every lease that is given
 * meanwhile, so this switches it on again as long as they are fetched, from the first heartbeat of who
 * fetches until the signal. A source that does not answer is no error: it serves nobody anyway.
 *
 * @param see told whether leases of a server are being fetched, until they are there.
 */
export async function keepSourcesServing(
  server: string,
  sentAt: number,
  fleet: Fleet,
  servers: Pick<Servers, "statuses" | "sendTogether">,
  signal: AbortSignal,
  see: (source: string, isFetched: boolean) => void,
): Promise<void> {
  const sources = sourcesOf(server, fleet);
  if (sources.length === 0) return;
  try {
    await sleep(sentAt + firstHeartbeat(server, fleet) - performance.now(), undefined, { signal });
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
  const source = onlyServerOf(sources);
  // A hub from which many sites fetch is asked once for all; one that fetches from many is asked itself.
  const kept =
    source === undefined
      ? keepManyServing(server, sources, servers, signal)
      : keepOneServing(server, sources, servers, signal, (isFetched) => see(source, isFetched));
  // An answer that never comes, from a server that is being set itself, holds up nobody.
  await Promise.race([kept, signal.aborted ? undefined : once(signal, "abort")]);
}

/** Tells whether a server fetches, until it has. */
async function watchFetch(
  server: string,
  sources: readonly Source[],
  servers: Pick<Servers, "statuses">,
  signal: AbortSignal,
  see: (isFetching: boolean) => void,
): Promise<void> {
  while (!signal.aborted) {
    const states = statesOf((await servers.statuses([server])).get(server));
    if (!signal.aborted) see(sources.some(({ fetcher }) => states.get(fetcher) === "syncing"));
    if (sources.every(({ fetcher, mode }) => ["ready", mode].includes(states.get(fetcher) ?? ""))) return;
    await pause(WATCH_MS, signal);
  }
}

/** Asks the server whose leases are fetched whether it was switched off, until they are there. */
async function keepOneServing(
  server: string,
  sources: readonly Source[],
  servers: Pick<Servers, "statuses" | "sendTogether">,
  signal: AbortSignal,
  see: (isFetching: boolean) => void,
): Promise<void> {
  let isOver = false;
  const watched = watchFetch(server, sources, servers, signal, see).then(() => (isOver = true));
  // Once more when they are there: it may have been switched off by the last command.
  for (let isLast = false; !isLast && !signal.aborted;) {
    isLast = isOver;
    for (const source of sources) {
      try {
        const { arguments: status } = await servers.sendTogether(source.server, "status-get");
        if (isOff(source, status)) await switchOn(source, servers);
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        await pause(SILENT_MS, signal);
      }
    }
    await pause(PACE_MS, signal);
  }
  await watched;
}

/** Asks the server that fetches from whom it does. */
async function keepManyServing(
  server: string,
  sources: readonly Source[],
  servers: Pick<Servers, "statuses" | "sendTogether">,
  signal: AbortSignal,
): Promise<void> {
  const kept = new Map<Source, Promise<void>>();
  let fetching: ReadonlySet<string> = new Set();
  while (!signal.aborted) {
    const states = statesOf((await servers.statuses([server])).get(server));
    fetching = new Set(
      sources.flatMap(({ fetcher }) => (states.get(fetcher) === "syncing" ? [fetcher] : [])),
    );
    for (const source of sources) {
      const isFetched = () => fetching.has(source.fetcher) && !signal.aborted;
      if (!isFetched() || kept.has(source)) continue;
      kept.set(
        source,
        keepServing(source, servers, isFetched).finally(() => kept.delete(source)),
      );
    }
    await pause(PACE_MS, signal);
  }
  await Promise.all(kept.values());
}

async function keepServing(
  source: Source,
  servers: Pick<Servers, "sendTogether">,
  isFetched: () => boolean,
): Promise<void> {
  try {
    const { arguments: status } = await servers.sendTogether(source.server, "status-get");
    if (!tellsOfLeases(source, status)) return;
    while (isFetched()) {
      await switchOn(source, servers);
      await sleep(PACE_MS);
    }
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
  }
}

async function switchOn({ server, origin }: Source, servers: Pick<Servers, "sendTogether">): Promise<void> {
  await servers.sendTogether(server, "dhcp-enable", { "origin-id": origin });
}

/** In partner-down it sends no lease updates: what it gives then has to wait. */
function tellsOfLeases({ member, mode }: Source, status: Json | undefined): boolean {
  return statesOf(status).get(member) === mode;
}

/**
 * Whether a source is switched off and may be switched on. Kea says by whom since 2.6.2; not from which site, if
 * they are several: one for which it still serves alone may not be disturbed.
 */
function isOff(source: Source, status: Json | undefined): boolean {
  const by = map(map(status)["dhcp-state"])["disabled-by-remote-command"];
  const mayBe = by === undefined || list(by).includes(source.origin);
  return mayBe && tellsOfLeases(source, status) && !haServers(status).some(isReturning);
}

/** Whether a partner is back, and this server does not tell it of leases yet. */
function isReturning({ local, remote }: JsonMap): boolean {
  const state = text(map(remote)["last-state"]) ?? "";
  return map(local).state === "partner-down" && ["waiting", "syncing", "ready"].includes(state);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** The state of each member that a server is, by the member's name. */
function statesOf(status: Json | undefined): ReadonlyMap<string, string> {
  return new Map(
    haServers(status).flatMap((servers) => {
      const local = map(servers.local);
      const [name, state] = [text(local["server-name"]), text(local.state)];
      return name === undefined || state === undefined ? [] : [[name, state] as const];
    }),
  );
}

const place = (path: Path) => Number(path.at(-1));
