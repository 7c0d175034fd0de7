import { credentialKeys, memberLabel } from "../../fleet/ha-maps";
import { has } from "../../json";
import type { Rule } from "../rule";

export const basicAuthEmptyFile: Rule = {
  code: "KEAHA139",
  name: "basic-auth-empty-file",
  severity: "error",
  reason: "Kea refuses a file of credentials that has no name.",
  source: "HAConfigParser::parseOneInternal; BasicHttpAuth",
  *side({ server, peers }) {
    for (const peer of peers) {
      for (const [plain, file] of credentialKeys(server)) {
        // Beside a clear text it is one form too many, whatever its name.
        if (peer.map[file] !== "" || has(peer.map, plain)) continue;
        yield {
          path: [...peer.path, file],
          message: `${file} of ${memberLabel(peer)} is empty.`,
          remedy: "Name a file that the daemon can read, or remove it.",
        };
      }
    }
  },
};
