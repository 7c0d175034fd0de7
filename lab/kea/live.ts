/** Real Kea that runs and is set again and again: what it makes of a configuration, read back. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type KeaReply, sendCommand } from "./control-socket";
import { Helper, type Verdict } from "./oracle";
import type { KeaRelease } from "../image/recipes";
import { ensureRootfs } from "../image/rootfs";

type Family = 4 | 6;
type Loose = Record<string, unknown>;

/** The control socket that every configuration needs, so that Kea can be asked again. */
export function unixSocket(kea: KeaRelease, family: Family): Loose {
  const socket = { "socket-type": "unix", "socket-name": `/run/kea/kea${family}-ctrl-socket` };
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
    for (const family of [4, 6] as const) await live.restart(family);
    return live;
  }

  /** Starts the server of a family anew, with nothing but a control socket. */
  async restart(family: Family): Promise<void> {
    const { accepted, said } = await this.start(family, { [`Dhcp${family}`]: unixSocket(this.kea, family) });
    if (!accepted) throw new Error(`kea-dhcp${family} ${this.kea} does not start: ${said}`);
  }

  /** Ends the server of a family and starts it from a file with this content. */
  start(family: Family, config: unknown): Promise<Verdict> {
    this.files.set(family, join(this.helper.work, `${this.starts++}.json`));
    return this.helper.ask({ family, text: typeof config === "string" ? config : JSON.stringify(config) });
  }

  send(family: Family, command: string, args?: unknown): Promise<KeaReply> {
    return sendCommand(`${this.helper.root}/run/kea/kea${family}-ctrl-socket`, command, args);
  }

  /** Sets a configuration; what `config-get` answers then, or Kea's complaint. */
  async set(family: Family, config: unknown): Promise<Loose | string> {
    const { result, text } = await this.send(family, "config-set", config);
    if (result !== 0) return text ?? `result ${result}`;
    return this.get(family);
  }

  async get(family: Family): Promise<Loose> {
    const { arguments: all } = await this.send(family, "config-get");
    return (all as Record<string, Loose>)[`Dhcp${family}`]!;
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
    const name = `written${family}.json`;
    writeFileSync(join(this.helper.work, name), "");
    const { result, text } = await this.send(family, "config-write", { filename: `/oracle/${name}` });
    if (result !== 0) throw new Error(`config-write: ${text}`);
    return readFileSync(join(this.helper.work, name), "utf8");
  }

  async close(): Promise<void> {
    await this.helper.end();
  }
}
