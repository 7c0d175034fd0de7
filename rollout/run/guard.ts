import { type Json, map, text } from "../../kea/json";
import { type Channel, ChannelError, type Reply } from "../channels/channel";

/** Commands that change what a server runs or serves. */
const CHANGES = new Set(["config-set", "config-write", "ha-scopes"]);

/** A channel that lets changes through only as long as nobody else can make any. */
export class LockedChannel implements Channel {
  /** @param hold makes sure of the server's lock. @throws ChannelError when it is lost. */
  constructor(
    private readonly channel: Channel,
    private readonly hold: () => Promise<void>,
  ) {}

  async send(command: string, args?: Json, timeoutMs?: number): Promise<Reply> {
    if (CHANGES.has(command)) await this.hold();
    return this.channel.send(command, args, timeoutMs);
  }

  close(): Promise<void> {
    return this.channel.close();
  }
}

/**
 * What stands in for a lock where there is none: over HTTP Kea keeps nothing that one caller alone could
 * have. Before a change this compares what the server runs with what we saw or gave it last.
 */
export class WatchedChannel implements Channel {
  /** A configuration was sent and its answer got lost: Kea may run what we cannot know the hash of. */
  private isInDoubt = false;

  /** @param known Kea's hashes of what we saw or told the server to run; this adds to them. */
  constructor(
    private readonly channel: Channel,
    private readonly host: string,
    private readonly known: Set<string> = new Set(),
  ) {}

  async send(command: string, args?: Json, timeoutMs?: number): Promise<Reply> {
    if (CHANGES.has(command) && this.known.size > 0) await this.compare(command);
    if (command === "config-set") this.isInDoubt = true;
    const reply = await this.channel.send(command, args, timeoutMs);
    if (command === "config-set") this.isInDoubt = false;
    // What it runs when it is asked later may be somebody else's.
    if (command === "config-set" || (command === "config-get" && this.known.size === 0)) this.remember(reply);
    return reply;
  }

  close(): Promise<void> {
    return this.channel.close();
  }

  private async compare(command: string): Promise<void> {
    const hash = hashOf(await this.channel.send("config-hash-get"));
    if (hash !== undefined && this.isInDoubt) this.known.add(hash);
    this.isInDoubt = false;
    if (hash === undefined || this.known.has(hash)) return;
    throw new ChannelError(
      this.host,
      `Somebody else gave it another configuration while the rollout was at work; ${command} was not sent.`,
      "Find out who did, and roll out again when that has ended.",
    );
  }

  private remember(reply: Reply): void {
    const hash = hashOf(reply);
    if (hash !== undefined) this.known.add(hash);
  }
}

/** Kea's hash of a configuration, in its answer to whatever is about one. */
export function hashOf({ arguments: found }: Reply): string | undefined {
  return text(map(found).hash);
}
