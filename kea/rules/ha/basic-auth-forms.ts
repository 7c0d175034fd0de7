import { memberLabel } from "../../fleet/ha-maps";
import { KeaVersion } from "../../model/profiles";
import type { Rule } from "../rule";

export const basicAuthForms: Rule = {
  code: "KEAHA026",
  name: "basic-auth-forms",
  severity: "error",
  reason: "Kea refuses credentials in two forms at once, a user with a colon, and an empty file name.",
  source: "HAConfigParser::parseOneInternal; BasicHttpAuth",
  *side(side) {
    const { kea } = side.server;
    const userFiles = kea === undefined || kea === KeaVersion.V3_2;
    for (const peer of side.peers) {
      const label = memberLabel(peer);
      for (const what of userFiles ? ["user", "password"] : ["password"]) {
        const [plain, file] = [`basic-auth-${what}`, `basic-auth-${what}-file`];
        if (peer.map[plain] !== undefined && peer.map[file] !== undefined) {
          yield {
            path: [...peer.path, plain],
            message: `${label} has both ${plain} and ${file}.`,
            remedy: `Use one of them, best ${file}.`,
          };
        } else if (peer.map[file] === "") {
          yield {
            path: [...peer.path, file],
            message: `${file} of ${label} is empty.`,
            remedy: "Name a file that the daemon can read, or remove it.",
          };
        }
      }
      const user: unknown = peer.map["basic-auth-user"];
      if (typeof user === "string" && user.includes(":")) {
        yield {
          path: [...peer.path, "basic-auth-user"],
          message: `basic-auth-user of ${label} contains a colon.`,
          remedy: "The colon separates user and password: choose a user without one.",
        };
      }
    }
  },
};
