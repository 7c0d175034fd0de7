/** Asks real Kea what it makes of configurations: each is set on a running daemon, and read back. */
import { FAMILIES, Family } from "../../kea/model/family";
import { LiveKea } from "./live";
import type { KeaRelease } from "../image/recipes";

/** A configuration for a server of a family. */
export interface Setting {
  readonly family: Family;
  /** `{ "Dhcp4": ... }`, of any shape. */
  readonly config: unknown;
}

/** What `config-get` says after a `config-set`, without the hash. */
export type ReadBack = { readonly running: Loose } | { readonly refused: string };

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
type Loose = any;

const NUMBERS = { [Family.V4]: 4, [Family.V6]: 6 } as const;

/** Real Kea of one version, set again and again; it is started anew where a configuration broke it. */
export class ReadBacks {
  private last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly live: LiveKea) {}

  static async open(kea: KeaRelease): Promise<ReadBacks> {
    return new ReadBacks(await LiveKea.open(kea));
  }

  /** The read-backs, in the order of what was set. One is set after the other, whoever asks. */
  async of(settings: readonly Setting[]): Promise<ReadBack[]> {
    const found: ReadBack[] = [];
    for (const setting of settings) {
      const next = this.last.then(() => this.set(setting));
      this.last = next;
      found.push(await next);
    }
    return found;
  }

  private async set({ family, config }: Setting): Promise<ReadBack> {
    const number = NUMBERS[family];
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await this.live.set(number, config);
        if (typeof answer === "string") return { refused: answer };
        const { hash: _, ...running } = answer;
        return { running: { [FAMILIES[family].root]: running } };
      } catch (error) {
        await this.live.restart(number);
        if (attempt > 0) return { refused: `lost: ${(error as Error).message}` };
      }
    }
  }

  async close(): Promise<void> {
    await this.live.close();
  }
}
