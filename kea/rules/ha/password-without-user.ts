import { memberLabel, PASSWORD, sendsCredentials } from "../../fleet/ha-maps";
import { turnedAway } from "../../fleet/turned-away";
import { andMore } from "../../words";
import type { Rule } from "../rule";

export const passwordWithoutUser: Rule = {
  code: "KEAHA028",
  name: "password-without-user",
  severity: "warning",
  reason: "Kea sends credentials only when there is a user: a password alone is ignored without a word.",
  source: "HAConfigParser::parseOneInternal; accepted by Kea 3.0.4",
  *side({ peers }, relationship) {
    // Where a control socket turns partners away for it, it is told as that, for all entries of that member.
    const callers = turnedAway(relationship).map(({ caller }) => caller.entry);
    const told = new Set(callers.flatMap(({ name, map }) => (sendsCredentials(map) ? [] : [name])));
    const bare = peers
      .filter(({ name }) => !told.has(name))
      .flatMap((peer) => {
        const key = PASSWORD.find((one) => peer.map[one] !== undefined);
        return key === undefined || sendsCredentials(peer.map) ? [] : [{ peer, key }];
      });
    for (const key of PASSWORD) {
      const [first, ...more] = bare.filter((one) => one.key === key);
      if (first === undefined) continue;
      yield {
        path: [...first.peer.path, key],
        message: `${memberLabel(first.peer)}${andMore(more.length)} has ${key} and no user.`,
        remedy: `Add basic-auth-user, or remove ${key}.`,
      };
    }
  },
};
