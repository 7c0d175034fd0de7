import { setTimeout as sleep } from "node:timers/promises";

/** What one costs is kept free for whom the server serves meanwhile. */
const SHARE = 2;
/** Milliseconds that nobody waits longer for his turn than the one before him. */
const MOST_MS = 1_000;

/**
 * Lets servers that will fetch leases from the same one begin one after another. Kea sends each of them all leases
 * that it has: fifty sites at the same time keep their hub from serving anybody.
 */
export class Turns {
  /** When the last one began, or will, by the server that is fetched from. */
  private readonly last = new Map<string, number>();
  /** When a server was first seen to fetch. */
  private readonly began = new Map<string, number>();
  /** The longest that fetching from a server took, in milliseconds. */
  private readonly longest = new Map<string, number>();

  /** @param signal ends the wait early. */
  async take(source: string, signal: AbortSignal): Promise<void> {
    const apart = Math.min(MOST_MS, SHARE * (this.longest.get(source) ?? 0));
    const now = Date.now();
    const turn = Math.max((this.last.get(source) ?? 0) + apart, now);
    this.last.set(source, turn);
    if (turn > now) await sleep(turn - now, undefined, { signal }).catch(() => undefined);
  }

  /** Tells whether a server was just seen to fetch from another one. */
  see(server: string, source: string, isFetching: boolean): void {
    const now = Date.now();
    const began = this.began.get(server);
    if (isFetching) this.began.set(server, began ?? now);
    else if (began !== undefined) {
      this.began.delete(server);
      this.longest.set(source, Math.max(now - began, this.longest.get(source) ?? 0));
    }
  }
}
