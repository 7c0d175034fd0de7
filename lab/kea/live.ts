/** Real Kea that runs and is set again and again: what it makes of a configuration, read back. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FAMILIES, Family } from "../../kea/model/family";
import { controlSocket } from "../../kea/model/paths";
import type { KeaRelease } from "../image/recipes";
import { ensureRootfs } from "../image/rootfs";
import { type KeaReply, sendCommand } from "./control-socket";
import { Helper, type Verdict } from "./oracle";

type Loose = Record<string, unknown>;

/** Milliseconds after which a Kea at whose socket nobody listens has ended. */
const AGAIN_MS = 1_000;

/** The control socket that every configuration needs, so that Kea can be asked again. */
export function unixSocket(kea: KeaRelease, family: Family): Loose {
  const socket = { "socket-type": "unix", "socket-name": controlSocket(family) };
  return kea === "2.6.3" ? { "control-socket": socket } : { "control-sockets": [socket] };
}

/** Both servers of one release in a network of their own. */
export class LiveKea {
  /** The start-up file of each family's server, by the number of the question that started it. */
  private readonly files = new Map<Family, string>();
  private starts = 0;

  private constructor(
    readonly kea: KeaRelease,
    private readonly helper: Helper,
  ) {}

  static async open(kea: KeaRelease): Promise<LiveKea> {
    const { dir } = await ensureRootfs(kea);
    const live = new LiveKea(kea, new Helper(dir, "serve"));
    for (const family of Object.values(Family)) await live.restart(family);
    return live;
  }

  /** Starts the server of a family anew, with nothing but a control socket. */
  async restart(family: Family): Promise<void> {
    const { root, daemon } = FAMILIES[family];
    const { accepted, said } = await this.start(family, { [root]: unixSocket(this.kea, family) });
    if (!accepted) throw new Error(`${daemon} ${this.kea} does not start: ${said}`);
  }

  /** Ends the server of a family and starts it from a file with this content. */
  start(family: Family, config: unknown): Promise<Verdict> {
    this.files.set(family, join(this.helper.work, `${this.starts++}.json`));
    return this.helper.ask({ family, text: typeof config === "string" ? config : JSON.stringify(config) });
  }

  async send(family: Family, command: string, args?: unknown): Promise<KeaReply> {
    for (const until = Date.now() + AGAIN_MS; ; await sleep(20)) {
      try {
        return await sendCommand(`${this.helper.root}${controlSocket(family)}`, command, args);
      } catch (error) {
        // Kea opens its socket anew when it is set: nobody listens for a moment, and nothing was sent.
        if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED" || Date.now() > until) throw error;
      }
    }
  }

  /** Sets a configuration; what `config-get` answers then, or Kea's complaint. */
  async set(family: Family, config: unknown): Promise<Loose | string> {
    const { result, text } = await this.send(family, "config-set", config);
    if (result !== 0) return text ?? `result ${result}`;
    return this.get(family);
  }

  async get(family: Family): Promise<Loose> {
    const { arguments: all } = await this.send(family, "config-get");
    return (all as Record<string, Loose>)[FAMILIES[family].root]!;
  }

  /** What Kea says to a start-up file with this content, which its parser reads as it does at the start. */
  async reload(family: Family, text: string): Promise<string> {
    writeFileSync(this.files.get(family)!, text);
    return (await this.send(family, "config-reload")).text ?? "";
  }

  /** What Kea says to a configuration that it does not take over; undefined if it would take it. */
  async test(family: Family, config: unknown): Promise<string | undefined> {
    const { result, text } = await this.send(family, "config-test", config);
    return result === 0 ? undefined : (text ?? `result ${result}`);
  }

  /** What Kea writes as its start-up file. */
  async written(family: Family): Promise<string> {
    const name = `written-${family}.json`;
    writeFileSync(join(this.helper.work, name), "");
    const { result, text } = await this.send(family, "config-write", { filename: `/oracle/${name}` });
    if (result !== 0) throw new Error(`config-write: ${text}`);
    return readFileSync(join(this.helper.work, name), "utf8");
  }

  async close(): Promise<void> {
    await this.helper.end();
  }
}
