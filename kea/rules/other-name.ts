import type { OtherName } from "../fleet/names-for-each-other";
import { plain, plainUrl } from "../words";
import type { Problem } from "./rule";

/** What servers do that have two names for one member. */
export const LIST_ALIKE = "List the same members, by the same names, on every server";

/** Tells that a server dials another one by a name that is not its own. */
export function otherName({ relationship, side, peer, owner }: OtherName, remedy: string): Problem {
  return {
    relationship,
    server: side.server,
    path: [...peer.path, "name"],
    message: `it dials ${plain(peer.name!)} at ${plainUrl(peer.url!)}, where ${owner.server.name} calls itself ${plain(owner.self!)}.`,
    remedy,
  };
}
