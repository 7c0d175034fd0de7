import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Statuses } from "../../kea/shown/health";
import type { Json } from "../../kea/json";

/** Milliseconds between an answer and the next question: the overlap of a hand-over. */
const PACE_MS = 100;

/** The same for each server that is asked, so that all together are 200 questions a second, however many they are. */
const EACH_MS = 5;

/** Answers that come within this are told together: a hundred servers would be news all the time. */
const GATHER_MS = 50;

/** An answer counts until the next question has waited this long. */
const LATE_MS = 1_000;

/** Servers that somebody looks at. */
export interface Watch {
  /**
   * How they are, as soon as there is news: what they answered to questions of after the watch began,
   * undefined for who does not answer. Who is slow holds it up once, for a second.
   */
  next(): Promise<Statuses>;
  /** Nobody looks any more. */
  end(): void;
}

interface Answer {
  readonly status: Json | undefined;
  readonly asked: number;
  readonly came: number;
}

/** What is known of one server that is looked at. */
interface Poll {
  watches: number;
  /** When it was asked what it has not answered yet. */
  asked?: number;
  answer?: Answer;
}

/** Asks the servers that somebody looks at, each at its own pace: who is slow is slow alone. */
export class Poller {
  private readonly polls = new Map<string, Poll>();
  private readonly news = new EventEmitter().setMaxListeners(0);

  /** @param ask asks a server; undefined when it does not answer. Never throws. */
  constructor(private readonly ask: (server: string) => Promise<Json | undefined>) {}

  watch(servers: readonly string[]): Watch {
    const began = performance.now();
    const polls = servers.map((server) => [server, this.begin(server)] as const);
    let told = 0;
    const next = async (): Promise<Statuses> => {
      if (told > 0) await sleep(told + GATHER_MS - performance.now());
      for (const until = performance.now() + LATE_MS; ;) {
        const now = performance.now();
        const known = polls.flatMap(([server, poll]) =>
          isPending(poll, began, now) ? [] : [[server, statusOf(poll, began, now)] as const],
        );
        const isNews =
          told === 0 || polls.some(([, { answer }]) => answer !== undefined && answer.came > told);
        if (known.length === polls.length && (isNews || now >= until)) {
          told = now;
          return new Map(known);
        }
        const waited = new AbortController();
        const { signal } = waited;
        await Promise.race([once(this.news, "answer", { signal }), sleep(PACE_MS, undefined, { signal })]);
        waited.abort();
      }
    };
    return {
      next,
      end: () => polls.forEach(([, poll]) => (poll.watches -= 1)),
    };
  }

  private begin(server: string): Poll {
    const running = this.polls.get(server);
    if (running) {
      running.watches += 1;
      return running;
    }
    const poll: Poll = { watches: 1 };
    this.polls.set(server, poll);
    void this.run(server, poll);
    return poll;
  }

  private async run(server: string, poll: Poll): Promise<void> {
    while (poll.watches > 0) {
      const asked = performance.now();
      poll.asked = asked;
      const status = await this.ask(server);
      poll.answer = { status, asked, came: performance.now() };
      poll.asked = undefined;
      this.news.emit("answer");
      await sleep(Math.max(PACE_MS, this.polls.size * EACH_MS));
    }
    this.polls.delete(server);
  }
}

/** Whether a server has neither answered since a watch began, nor been silent for long. */
function isPending({ asked, answer }: Poll, began: number, now: number): boolean {
  if (answer !== undefined && answer.asked >= began) return false;
  return now - Math.max(asked ?? now, began) < LATE_MS;
}

function statusOf({ asked, answer }: Poll, began: number, now: number): Json | undefined {
  if (answer === undefined || answer.asked < began) return undefined;
  return now - (asked ?? now) < LATE_MS ? answer.status : undefined;
}
