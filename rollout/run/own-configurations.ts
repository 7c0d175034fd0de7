import { type Json, type JsonMap, map, text } from "../../kea/json";
import type { Channel, Reply } from "../channels/channel";
import type { DeclaredServer } from "../plan/declaration";
import { stillRuns } from "../plan/still-runs";

/** What a server was seen to run, and what it was sent: anything else that it runs is somebody else's. */
export class OwnConfigurations {
  private readonly hashes = new Set<string>();
  private readonly configurations = new Set<JsonMap>();

  constructor(private readonly server: Pick<DeclaredServer, "family" | "kea">) {}

  get isEmpty(): boolean {
    return this.configurations.size === 0;
  }

  /** @param hash Kea's, where it told one. */
  add(config: JsonMap, hash: string | undefined): void {
    this.configurations.add(config);
    if (hash !== undefined) this.hashes.add(hash);
  }

  /** Takes what the server runs now for one of them. @throws ChannelError when it does not answer. */
  async adopt(channel: Channel): Promise<void> {
    const reply = await channel.send("config-get");
    if (reply.result === 0) this.add(...configurationIn(reply));
  }

  /**
   * Whether the server runs one of them; undefined where nobody can say.
   *
   * @throws ChannelError when it does not answer.
   */
  async runs(channel: Channel): Promise<boolean | undefined> {
    if (this.isEmpty) return undefined;
    const hash = hashOf(await channel.send("config-hash-get"));
    if (hash === undefined) return undefined;
    if (this.hashes.has(hash)) return true;
    // Kea changes some of it by itself.
    const reply = await channel.send("config-get");
    if (reply.result !== 0) return undefined;
    const [running, now] = configurationIn(reply);
    const found = [...this.configurations].map((one) => stillRuns(this.server, one, running));
    if (!found.includes(true)) return found.includes(undefined) ? undefined : false;
    if (now !== undefined) this.hashes.add(now);
    return true;
  }
}

/** Keeps what a server is seen to run first, and all that it is sent. */
export class RememberingChannel implements Channel {
  constructor(
    private readonly channel: Channel,
    private readonly own: OwnConfigurations,
  ) {}

  async send(command: string, args?: Json, timeoutMs?: number): Promise<Reply> {
    // Its answer may get lost.
    if (command === "config-set") this.own.add(map(args), undefined);
    const reply = await this.channel.send(command, args, timeoutMs);
    if (command === "config-set") this.own.add(map(args), hashOf(reply));
    // What it runs when it is asked later may be somebody else's.
    if (command === "config-get" && reply.result === 0 && this.own.isEmpty)
      this.own.add(...configurationIn(reply));
    return reply;
  }

  close(): Promise<void> {
    return this.channel.close();
  }
}

/** What `config-get` tells: a configuration as it can be sent back, and its hash. */
export function configurationIn({ arguments: found }: Reply): readonly [JsonMap, string | undefined] {
  const { hash, ...config } = map(found);
  return [config, text(hash)];
}

/** Kea's hash of a configuration, in its answer to whatever is about one. */
export function hashOf({ arguments: found }: Reply): string | undefined {
  return text(map(found).hash);
}
