import { setTimeout as sleep } from "node:timers/promises";
import { type Fleet, isActive } from "../../kea/fleet/fleet";
import { type Json, list, map, number, type Path, text } from "../../kea/json";
import { ChannelError } from "../channels/channel";
import type { Servers } from "./servers";

/** Kea numbers who switched DHCP off: 2000 and more are partners, counted as their configurations list them. */
const PARTNER_ORIGIN = 2000;

/** Milliseconds between commands. Kea switches the server off anew for every page of leases. */
const PACE_MS = 10;

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

/** Milliseconds from a server's configuration to its first heartbeat, with whose answer it fetches leases. */
export function firstHeartbeat(server: string, { relationships }: Fleet): number {
  const sides = relationships.flatMap((r) => r.sides.filter((side) => side.server.name === server));
  return Math.min(...sides.map((side) => number(side.map["heartbeat-delay"]) ?? 10_000));
}

/**
 * Kea switches off a server's DHCP while a partner fetches its leases: for ten milliseconds where they
 * are hundreds, for seconds where they are thousands. The partner hears of every lease that is given
 * meanwhile, so this switches it on again as long as they are fetched, from the first heartbeat of who
 * fetches until the signal. A source that cannot be asked ends its part without an error: it serves nobody
 * anyway.
 */
export async function keepSourcesServing(
  server: string,
  sentAt: number,
  fleet: Fleet,
  servers: Pick<Servers, "statuses" | "channel">,
  signal: AbortSignal,
): Promise<void> {
  const sources = sourcesOf(server, fleet);
  const kept = new Map<Source, Promise<void>>();
  let fetching: ReadonlySet<string> = new Set();
  try {
    await sleep(sentAt + firstHeartbeat(server, fleet) - Date.now(), undefined, { signal });
    while (!signal.aborted && sources.length > 0) {
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
      await sleep(PACE_MS, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await Promise.all(kept.values());
  }
}

async function keepServing(
  { server, member, mode, origin }: Source,
  servers: Pick<Servers, "statuses" | "channel">,
  isFetched: () => boolean,
): Promise<void> {
  // In partner-down it sends no lease updates: what it gives then has to wait.
  if (statesOf((await servers.statuses([server])).get(server)).get(member) !== mode) return;
  try {
    while (isFetched()) {
      await servers.channel(server).send("dhcp-enable", { "origin-id": origin }, 5_000);
      await sleep(PACE_MS);
    }
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
  }
}

/** The state of each member that a server is, by the member's name. */
function statesOf(status: Json | undefined): ReadonlyMap<string, string> {
  return new Map(
    list(map(status)["high-availability"]).flatMap((entry) => {
      const local = map(map(map(entry)["ha-servers"]).local);
      const [name, state] = [text(local["server-name"]), text(local.state)];
      return name === undefined || state === undefined ? [] : [[name, state] as const];
    }),
  );
}

const place = (path: Path) => Number(path.at(-1));
