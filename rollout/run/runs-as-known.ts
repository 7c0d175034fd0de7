import type { Channel } from "../channels/channel";
import type { Ledger } from "./ledger";
import { OwnConfigurations } from "./own-configurations";
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
  const own = new OwnConfigurations(servers.named(name));
  own.add(ledger.configuration(name), known);
  return own.runs(heard ?? (await servers.answering(name)));
}
