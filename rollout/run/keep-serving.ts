import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fleet, isActive, type RelationshipView } from "../../kea/fleet/fleet";
import { health } from "../../kea/health";
import { number, type Path } from "../../kea/json";
import { ChannelError } from "../channels/channel";
import type { Servers } from "./servers";

/** Kea numbers who switched DHCP off: 2000 and more are partners, counted as their configurations list them. */
const PARTNER_ORIGIN = 2000;

/** Milliseconds between commands. Kea switches the server off anew for every page of leases. */
const PACE_MS = 10;

/** A member whose leases another one fetches. */
export interface Source {
  readonly relationship: RelationshipView;
  readonly member: string;
  readonly server: string;
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
    if (own === undefined || own.map["sync-leases"] === false) return [];
    return relationship.sides.flatMap((side): Source[] =>
      side === own || side.self === undefined || !isActive(side) || side.map["send-lease-updates"] === false
        ? []
        : [
            {
              relationship,
              member: side.self,
              server: side.server.name,
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
 * meanwhile, so this switches it on again, from the partner's first heartbeat until the signal. A source
 * that cannot be asked ends it without an error: that one serves nobody anyway.
 */
export async function keepSourcesServing(
  server: string,
  sentAt: number,
  fleet: Fleet,
  servers: Pick<Servers, "statuses" | "channel">,
  signal: AbortSignal,
): Promise<void> {
  const sources = sourcesOf(server, fleet);
  if (sources.length === 0) return;
  // One loop per source listens to it: a hub has as many as relationships.
  setMaxListeners(10 + sources.length, signal);
  try {
    await sleep(sentAt + firstHeartbeat(server, fleet) - Date.now(), undefined, { signal });
    const statuses = await servers.statuses();
    // In partner-down it sends no lease updates: what it gives then has to wait.
    const isNormal = ({ relationship, member }: Source) =>
      health(relationship, statuses).members.some(
        ({ name, state }) => name === member && state === relationship.sides[0]?.mode,
      );
    await Promise.all(
      sources.filter(isNormal).map(async ({ server: source, origin }) => {
        while (!signal.aborted) {
          await servers.channel(source).send("dhcp-enable", { "origin-id": origin }, 5_000);
          await sleep(PACE_MS, undefined, { signal });
        }
      }),
    );
  } catch (error) {
    if (!signal.aborted && !(error instanceof ChannelError)) throw error;
  }
}

const place = (path: Path) => Number(path.at(-1));
