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
  /** When it got its configuration, at the earliest, by our clock; undefined when it read it at its start. */
  readonly configured: Date | undefined;
}

/** Asks a server everything that a rollout has to know of it. Changes nothing. */
export async function survey(server: DeclaredServer, channel: Channel): Promise<Survey> {
  const ask = async (command: string) => must(server.host, command, await channel.send(command));
  const version = (await ask("version-get")).text.split(/\s/)[0] ?? "";
  const { hash: _, ...running } = map((await ask("config-get")).arguments);
  const status = map((await ask("status-get")).arguments);
  return {
    version,
    running,
    status,
    commands: list((await ask("list-commands")).arguments).flatMap((name) => text(name) ?? []),
    configured: configured(status),
  };
}

/** Kea counts full seconds: `reload` from the last configuration, `uptime` from its start. */
function configured({ uptime, reload }: JsonMap): Date | undefined {
  if (typeof reload !== "number" || typeof uptime !== "number" || reload >= uptime - 1) return undefined;
  return new Date(Date.now() - (reload + 1) * 1000);
}

/** The running HA status alone. @throws ChannelError */
export async function readStatus(channel: Channel): Promise<Json | undefined> {
  return (await channel.send("status-get", undefined, 5_000)).arguments;
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
