import { type Json, type JsonMap, list, map, text } from "../../kea/json";
import { type Channel, ChannelError, type Reply } from "../channels/channel";
import type { DeclaredServer } from "../plan/declaration";
import { isAsStarted, processTimes } from "../plan/process-times";
import type { Survey } from "../plan/survey";

/** Asks a server everything that a rollout has to know of it. Changes nothing. */
export async function survey(server: DeclaredServer, channel: Channel): Promise<Survey> {
  const ask = async (command: string) => must(server.host, command, await channel.send(command));
  const version = (await ask("version-get")).text.split(/\s/)[0] ?? "";
  const { hash, ...running } = map((await ask("config-get")).arguments);
  const status = map((await ask("status-get")).arguments);
  return {
    version,
    running,
    hash: text(hash),
    status,
    commands: list((await ask("list-commands")).arguments).flatMap((name) => text(name) ?? []),
    configured: configured(status),
  };
}

function configured(status: JsonMap): Date | undefined {
  const times = processTimes(status);
  if (times === undefined || isAsStarted(times)) return undefined;
  return new Date(Date.now() - (times.reload + 1) * 1000);
}

/** The running HA status alone. @throws ChannelError */
export async function readStatus(channel: Channel): Promise<Json | undefined> {
  return (await channel.send("status-get", undefined, 5_000)).arguments;
}

function must(host: string, command: string, reply: Reply): Reply {
  if (reply.result === 0) return reply;
  throw new ChannelError(
    host,
    `${command} was answered with result ${reply.result}: ${reply.text}.`,
    `Look into Kea's log on ${host}.`,
  );
}
