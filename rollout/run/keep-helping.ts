import { setTimeout as sleep } from "node:timers/promises";
import { ChannelError } from "../channels/channel";
import type { HandingOver } from "../plan/hand-overs";
import type { Servers } from "./servers";

/** Milliseconds between commands: for as long, at most, half of the clients get no answer. */
const PACE_MS = 20;

/**
 * In load-balancing, a helper whose lease update or heartbeat does not reach the one that is being set goes
 * through communication-recovery and back, and each time serves its own scope alone. This tells it again,
 * until the signal. A helper that cannot be asked ends it without an error: waiting for health finds that out.
 */
export async function keepHelping(
  { helper, member, scopes }: HandingOver,
  servers: Pick<Servers, "channel">,
  signal: AbortSignal,
): Promise<void> {
  try {
    while (!signal.aborted) {
      await sleep(PACE_MS, undefined, { signal });
      await servers.channel(helper).send("ha-scopes", { "server-name": member, scopes: [...scopes] }, 5_000);
    }
  } catch (error) {
    if (!signal.aborted && !(error instanceof ChannelError)) throw error;
  }
}
