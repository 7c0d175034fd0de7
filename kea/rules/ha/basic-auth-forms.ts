import { credentialKeys, memberLabel } from "../../fleet/ha-maps";
import { has } from "../../json";
import type { Rule } from "../rule";

export const basicAuthForms: Rule = {
  code: "KEAHA026",
  name: "basic-auth-forms",
  severity: "error",
  reason: "Kea refuses credentials in two forms at once.",
  source: "HAConfigParser::parseOneInternal; BasicHttpAuth",
  *side({ server, peers }) {
    for (const peer of peers) {
      for (const [plain, file] of credentialKeys(server)) {
        if (!has(peer.map, plain) || !has(peer.map, file)) continue;
        yield {
          path: [...peer.path, plain],
          message: `${memberLabel(peer)} has both ${plain} and ${file}.`,
          remedy: `Use one of them, best ${file}.`,
        };
      }
    }
  },
};
