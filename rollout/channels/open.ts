import type { Control, ManifestServer } from "../../kea/model/manifest";
import { type Channel, ChannelError } from "./channel";
import { EitherChannel } from "./either";
import { HttpChannel } from "./http";
import { openSsh } from "./ssh";
import { UnixChannel } from "./unix";

/**
 * Opens a server's control channel. Proves no more than that the channel itself is there; of two, which one
 * leads to the server is found out with the first command.
 */
export async function openChannel(
  server: Pick<ManifestServer, "host" | "family" | "control" | "formerControl">,
): Promise<Channel> {
  const { host, family, control, formerControl } = server;
  const open = (one: Control) => openOne({ host, family, control: one });
  return formerControl === undefined ? open(control) : new EitherChannel(host, control, formerControl, open);
}

async function openOne({
  host,
  family,
  control,
}: Pick<ManifestServer, "host" | "family" | "control">): Promise<Channel> {
  switch (control.type) {
    case "unix":
      return new UnixChannel(host, family, control);
    case "ssh":
      return openSsh(host, family, control);
    case "http":
      return HttpChannel.open(host, family, control);
    default:
      throw new ChannelError(
        host,
        `The control channel type ${JSON.stringify((control satisfies never as { type: unknown }).type)} is unknown.`,
        "Use unix, ssh or http.",
      );
  }
}
