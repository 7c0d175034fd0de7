import { type Json, map } from "../../kea/json";
import { ChannelError } from "../channels/channel";
import { configuresHa } from "../plan/survey";
import type { Ledger } from "./ledger";
import { runsAsKnown } from "./runs-as-known";
import type { Servers } from "./servers";

/**
 * Lets servers say what they run after a change has failed: what each got last need not be what it still runs.
 *
 * @param statuses how those that answer are.
 */
export async function seeWhatRuns(
  ledger: Ledger,
  servers: Pick<Servers, "answering" | "named" | "channel">,
  statuses: ReadonlyMap<string, Json | undefined>,
): Promise<void> {
  await Promise.all(
    ledger.servers.map(async ({ server, runs }) => {
      const status = statuses.get(server);
      if (status === undefined || runs === "unknown") return;
      const isConfigured = configuresHa(servers.named(server).family, ledger.configuration(server));
      // Kea without its hooks still shows the configuration of before.
      if (isConfigured && map(status)["high-availability"] === undefined)
        return ledger.doubt(server, "unknown");
      const seen = await unlessSilent(runsAsKnown(server, servers, ledger, servers.channel(server)));
      if (seen !== true) ledger.doubt(server, seen === false ? "other" : "unknown");
    }),
  );
}

async function unlessSilent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return undefined;
  }
}
