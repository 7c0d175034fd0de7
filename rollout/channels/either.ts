import type { Json } from "../../kea/json";
import type { Control } from "../../kea/model/manifest";
import { type Channel, ChannelError, type Reply } from "./channel";

/** Milliseconds to find out whether a channel leads to its server. */
const PROBE_MS = 10_000;

/** The commands that are no worse for being sent twice are all but this one. */
const ONCE = "config-set";

/**
 * A server's declared channel, and its former one as long as the declared one does not lead to it: before
 * a configuration with the new socket is set, and again when it is undone.
 */
export class EitherChannel implements Channel {
  private readonly opened = new Map<Control, Promise<Channel>>();
  /** The one that answered last. */
  private way: Control | undefined;

  constructor(
    private readonly host: string,
    private readonly declared: Control,
    private readonly former: Control,
    private readonly open: (control: Control) => Promise<Channel>,
  ) {}

  async send(command: string, args?: Json, timeoutMs?: number): Promise<Reply> {
    const way = (this.way ??= await this.find());
    try {
      return await (await this.channel(way)).send(command, args, timeoutMs);
    } catch (error) {
      if (command === ONCE || !(error instanceof ChannelError)) throw error;
      const other = way === this.declared ? this.former : this.declared;
      // The server may have moved with what it was sent; if not, the first error says more.
      if ((await this.probe(other)) !== undefined) throw error;
      this.way = other;
      return (await this.channel(other)).send(command, args, timeoutMs);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.opened.keys()].map((control) => this.drop(control)));
  }

  /** The channel that leads to the server; the declared one if both do. */
  private async find(): Promise<Control> {
    const declared = await this.probe(this.declared);
    if (declared === undefined) return this.declared;
    const former = await this.probe(this.former);
    if (former === undefined) return this.former;
    throw new ChannelError(
      this.host,
      `${declared.cause} Its former channel leads nowhere either: ${former.cause}`,
      declared.remedy,
      declared.isDown && former.isDown,
    );
  }

  /** Why a channel does not lead to the server; undefined when it does. */
  private async probe(control: Control): Promise<ChannelError | undefined> {
    try {
      await (await this.channel(control)).send("version-get", undefined, PROBE_MS);
      return undefined;
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      await this.drop(control);
      return error;
    }
  }

  /** Opened once, however many commands wait for it. */
  private channel(control: Control): Promise<Channel> {
    const known = this.opened.get(control);
    if (known) return known;
    const channel = this.open(control);
    this.opened.set(control, channel);
    return channel;
  }

  private async drop(control: Control): Promise<void> {
    const channel = this.opened.get(control);
    this.opened.delete(control);
    await channel?.then(
      (one) => one.close(),
      () => undefined,
    );
  }
}
