import { memberLabel, sendsCredentials } from "../../fleet/ha-maps";
import type { Rule } from "../rule";

export const passwordWithoutUser: Rule = {
  code: "KEAHA028",
  name: "password-without-user",
  severity: "warning",
  reason: "Kea sends credentials only when there is a user: a password alone is ignored without a word.",
  source: "HAConfigParser::parseOneInternal; accepted by Kea 3.0.4",
  *side({ peers }) {
    for (const peer of peers) {
      const { map, path } = peer;
      const key = ["basic-auth-password", "basic-auth-password-file"].find((k) => map[k] !== undefined);
      if (key === undefined || sendsCredentials(map)) continue;
      yield {
        path: [...path, key],
        message: `${memberLabel(peer)} has ${key} and no user.`,
        remedy: `Add basic-auth-user, or remove ${key}.`,
      };
    }
  },
};
