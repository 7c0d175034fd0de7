import { setTimeout as sleep } from "node:timers/promises";

/** After a fetch, a pause as long as the fetch was: so half of the server's time is left for clients. */
const SHARE = 2;
/** The longest pause between two turns, ms. */
const MOST_MS = 5_000;

/**
 * Lets servers that will fetch leases from the same one begin one after another. Kea sends each of them all leases
 * that it has: fifty sites at the same time keep their hub from serving anybody.
 */
export class Turns {
  /** When the last one in the queue begins, by the server that is fetched from. */
  private readonly last = new Map<string, Promise<number>>();
  /** When a server was first seen to fetch. */
  private readonly began = new Map<string, number>();
  /** How long fetching from a server took the last one that did, in milliseconds. */
  private readonly took = new Map<string, number>();
  private readonly expected = new Map<string, Promise<number>>();

  /** @param expect how long fetching from a server may take, in milliseconds, as long as nobody was seen to. */
  constructor(private readonly expect: (source: string) => Promise<number>) {}

  /** @param signal ends the wait early. */
  async take(source: string, signal: AbortSignal): Promise<void> {
    const before = this.last.get(source);
    const turn =
      before === undefined ? Promise.resolve(performance.now()) : this.follow(before, source, signal);
    this.last.set(source, turn);
    await turn;
  }

  private async follow(before: Promise<number>, source: string, signal: AbortSignal): Promise<number> {
    const began = await before;
    const takes = this.took.get(source) ?? (await this.expectation(source));
    const wait = began + Math.min(MOST_MS, SHARE * takes) - performance.now();
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined);
    return performance.now();
  }

  private expectation(source: string): Promise<number> {
    const expected = this.expected.get(source) ?? this.expect(source);
    this.expected.set(source, expected);
    return expected;
  }

  /** Tells whether a server was just seen to fetch from another one. */
  see(server: string, source: string, isFetching: boolean): void {
    const now = performance.now();
    const began = this.began.get(server);
    if (isFetching) this.began.set(server, began ?? now);
    else if (began !== undefined) {
      this.began.delete(server);
      this.took.set(source, now - began);
    }
  }
}
