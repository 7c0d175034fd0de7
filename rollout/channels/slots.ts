import { setTimeout as sleep } from "node:timers/promises";

/** Lets so many begin at a time; who takes longer than `patienceMs` does not keep the next one from it. */
export class Slots {
  private readonly queue: (() => void)[] = [];

  constructor(
    private free: number,
    private readonly patienceMs: number,
  ) {}

  /** @param isUrgent goes before all that wait. */
  async run<Result>(action: () => Promise<Result>, isUrgent = false): Promise<Result> {
    const wait = (begin: () => void) => (isUrgent ? this.queue.unshift(begin) : this.queue.push(begin));
    if (this.free === 0) await new Promise<void>(wait);
    else this.free -= 1;
    const done = action();
    const patience = new AbortController();
    const { signal } = patience;
    void Promise.race([done, sleep(this.patienceMs, undefined, { signal })])
      .catch(() => undefined)
      .then(() => {
        patience.abort();
        const next = this.queue.shift();
        if (next) next();
        else this.free += 1;
      });
    return done;
  }
}
