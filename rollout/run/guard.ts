import type { Json } from "../../kea/json";
import { type Channel, ChannelError, type Reply } from "../channels/channel";
import type { OwnConfigurations } from "./own-configurations";

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
 * have. Before a change this compares what the server runs with what we saw or gave it.
 */
export class WatchedChannel implements Channel {
  constructor(
    private readonly channel: Channel,
    private readonly host: string,
    private readonly own: OwnConfigurations,
  ) {}

  async send(command: string, args?: Json, timeoutMs?: number): Promise<Reply> {
    if (CHANGES.has(command) && (await this.own.runs(this.channel)) === false)
      throw new ForeignConfiguration(this.host, command);
    return this.channel.send(command, args, timeoutMs);
  }

  close(): Promise<void> {
    return this.channel.close();
  }
}

/** A server runs a configuration that it did not get from us, nor had when the rollout began. */
export class ForeignConfiguration extends ChannelError {
  constructor(host: string, unsent: string) {
    super(
      host,
      `Somebody else gave it another configuration while the rollout was at work; ${unsent} was not sent.`,
      "Find out who did, and roll out again when that has ended.",
    );
  }
}
