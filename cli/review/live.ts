import { list, map, number } from "../../kea/json";
import type { DeclaredServer } from "../../rollout/plan/declaration";
import type { Unanswered } from "../../rollout/plan/dark";
import type { Survey } from "../../rollout/plan/survey";
import { ChannelError } from "../../rollout/channels/channel";
import { openChannel } from "../../rollout/channels/open";
import { survey } from "../../rollout/run/survey";
import type { Asked } from "./story";

/** Asks servers what they run and how they are. Changes nothing, and takes no lock. */
export async function ask(servers: readonly DeclaredServer[]): Promise<Asked> {
  const surveys = new Map<string, Survey>();
  const leases = new Map<string, ReadonlyMap<number, number>>();
  const dark = new Map<string, Unanswered>();
  await Promise.all(
    servers.map(async (server) => {
      try {
        const channel = await openChannel(server);
        try {
          // Whether its start-up file is as new is on record only where it was rolled out.
          surveys.set(server.name, { ...(await survey(server, channel)), configured: undefined });
          leases.set(server.name, leasesIn((await channel.send("statistic-get-all")).arguments));
        } finally {
          await channel.close();
        }
      } catch (error) {
        if (!(error instanceof ChannelError)) throw error;
        dark.set(server.name, { why: error.message, isDown: error.isDown });
      }
    }),
  );
  return { surveys, dark, leases };
}

/** Kea counts per subnet: `subnet[1].assigned-addresses` is a list of samples, the newest first. */
function leasesIn(statistics: unknown): Map<number, number> {
  const found = new Map<number, number>();
  for (const [name, samples] of Object.entries(map(statistics))) {
    const [, id] = /^subnet\[(\d+)\]\.assigned-(?:addresses|nas|pds)$/.exec(name) ?? [];
    if (id === undefined) continue;
    const newest = number(list(list(samples)[0])[0]) ?? 0;
    found.set(Number(id), (found.get(Number(id)) ?? 0) + newest);
  }
  return found;
}
