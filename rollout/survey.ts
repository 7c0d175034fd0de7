import { FAMILIES } from "../kea/family";
import { list, map, text } from "../kea/fleet";
import type { Json, JsonMap } from "../kea/json";
import { type Channel, ChannelError, type Reply } from "./channels/channel";
import type { DeclaredServer } from "./load";

/** What a server runs and says of itself. */
export interface Survey {
  /** As `version-get` reports it: `3.0.4`. */
  readonly version: string;
  /** The running configuration, ready to be sent back. */
  readonly running: JsonMap;
  /** The result of `status-get`. */
  readonly status: JsonMap;
  readonly commands: readonly string[];
}

/** Asks a server everything that a rollout has to know of it. Changes nothing. */
export async function survey(server: DeclaredServer, channel: Channel): Promise<Survey> {
  const ask = async (command: string) => must(server.host, command, await channel.send(command));
  const version = (await ask("version-get")).text.split(/\s/)[0] ?? "";
  const { hash: _, ...running } = map((await ask("config-get")).arguments);
  return {
    version,
    running,
    status: map((await ask("status-get")).arguments),
    commands: list((await ask("list-commands")).arguments).flatMap((name) => text(name) ?? []),
  };
}

/** The running HA status alone. */
export async function readStatus(channel: Channel): Promise<Json | undefined> {
  try {
    return (await channel.send("status-get", undefined, 5_000)).arguments;
  } catch {
    return undefined;
  }
}

/**
 * Whether a failed `config-set` left the server without its hooks: the configuration that it shows
 * has HA, and it runs none (`config-get` then shows what it ran before).
 */
export function isWrecked(server: DeclaredServer, { running, status, commands }: Survey): boolean {
  const { root } = FAMILIES[server.family];
  const configured = list(map(running[root])["hooks-libraries"]).some(
    (hook) => list(map(map(hook).parameters)["high-availability"]).length > 0,
  );
  return configured && (status["high-availability"] === undefined || !commands.includes("ha-heartbeat"));
}

function must(host: string, command: string, reply: Reply): Reply {
  if (reply.result === 0) return reply;
  throw new ChannelError(
    host,
    `${command} was answered with result ${reply.result}: ${reply.text}.`,
    "Look at Kea's log.",
  );
}
