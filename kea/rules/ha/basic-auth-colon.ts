import { memberLabel } from "../../fleet/ha-maps";
import { text } from "../../json";
import type { Rule } from "../rule";

export const basicAuthColon: Rule = {
  code: "KEAHA140",
  name: "basic-auth-colon",
  severity: "error",
  reason: "Kea refuses a user with a colon, after which the password begins.",
  source: "HAConfigParser::parseOneInternal; BasicHttpAuth",
  *side({ peers }) {
    for (const peer of peers) {
      if (!text(peer.map["basic-auth-user"])?.includes(":")) continue;
      yield {
        path: [...peer.path, "basic-auth-user"],
        message: `basic-auth-user of ${memberLabel(peer)} contains a colon.`,
        remedy: "The colon separates user and password: choose a user without one.",
      };
    }
  },
};
