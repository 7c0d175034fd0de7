import { map } from "../../kea/json";
import type { Channel } from "../channels/channel";
import { stillRuns } from "../plan/still-runs";
import { hashOf } from "./guard";
import type { Ledger } from "./ledger";
import type { Servers } from "./servers";

/**
 * Whether a server still runs what it was last seen or told to run; undefined where nobody can say.
 *
 * @param heard its channel, where it was just heard through it.
 * @throws ChannelError when it does not answer.
 */
export async function runsAsKnown(
  name: string,
  servers: Pick<Servers, "answering" | "named">,
  ledger: Pick<Ledger, "configuration" | "hash">,
  heard?: Channel,
): Promise<boolean | undefined> {
  const known = ledger.hash(name);
  if (known === undefined) return undefined;
  const channel = heard ?? (await servers.answering(name));
  const hash = hashOf(await channel.send("config-hash-get"));
  if (hash === undefined) return undefined;
  if (hash === known) return true;
  const { arguments: running } = await channel.send("config-get");
  return stillRuns(servers.named(name), ledger.configuration(name), map(running));
}
