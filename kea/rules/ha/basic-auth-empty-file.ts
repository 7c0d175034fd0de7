import { credentialKeys, memberLabel } from "../../fleet/ha-maps";
import { isOverlooked } from "../../fleet/places";
import { has, raw } from "../../json";
import type { Rule } from "../rule";

export const basicAuthEmptyFile: Rule = {
  code: "KEAHA139",
  name: "basic-auth-empty-file",
  severity: "error",
  reason: "Kea refuses a file of credentials that has no name.",
  source: "HAConfigParser::parseOneInternal; BasicHttpAuth; BasicHttpAuthConfig::parse",
  kinds: ["client"],
  *place(client) {
    if (isOverlooked(client)) return;
    for (const key of ["user", "password"]) {
      const file = `${key}-file`;
      if (raw(client.map, file) !== "" || has(client.map, key)) continue;
      yield {
        path: [...client.path, file],
        message: `${file} of a client of a control socket is empty.`,
        remedy: "Name a file that the daemon can read, or remove it.",
      };
    }
  },
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
