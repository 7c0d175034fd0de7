import { memberLabel, sendsCredentials } from "../../fleet/ha-maps";
import { type Caller, callersOf, clientsOf } from "../../fleet/shared-sockets";
import type { Rule } from "../rule";

export const passwordWithoutUser: Rule = {
  code: "KEAHA028",
  name: "password-without-user",
  severity: "warning",
  reason: "Kea sends credentials only when there is a user: a password alone is ignored without a word.",
  source: "HAConfigParser::parseOneInternal; accepted by Kea 3.0.4",
  *side({ peers }, relationship) {
    // Where a control socket turns them away for it, it is told as that.
    if ([...callersOf(relationship)].some(isTurnedAway)) return;
    const bare = peers.flatMap((peer) => {
      const key = KEYS.find((one) => peer.map[one] !== undefined);
      return key === undefined || sendsCredentials(peer.map) ? [] : [{ peer, key }];
    });
    for (const key of KEYS) {
      const [first, ...more] = bare.filter((one) => one.key === key);
      if (first === undefined) continue;
      yield {
        path: [...first.peer.path, key],
        message: `${memberLabel(first.peer)}${more.length > 0 ? ` (and ${more.length} more)` : ""} has ${key} and no user.`,
        remedy: `Add basic-auth-user, or remove ${key}.`,
      };
    }
  },
};

const KEYS = ["basic-auth-password", "basic-auth-password-file"];

function isTurnedAway({ socket, entry }: Caller): boolean {
  return (clientsOf(socket)?.length ?? 0) > 0 && !sendsCredentials(entry.map);
}
