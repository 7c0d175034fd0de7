import { memberLabel, sendsCredentials } from "../../fleet/ha-maps";
import { UNKNOWN } from "../../json";
import type { Rule } from "../rule";

export const clearTextPassword: Rule = {
  code: "KEAHA027",
  name: "clear-text-password",
  severity: "warning",
  reason:
    "A password in a configuration shows up in config-get, in plans, in state files and in backups of all of them.",
  source: "Kea manual, Kea Security: config-get returns it in clear",
  *side({ peers }) {
    for (const peer of peers) {
      const password: unknown = peer.map["basic-auth-password"];
      if (password !== UNKNOWN && (typeof password !== "string" || password === "")) continue;
      // That Kea does not send it is told elsewhere.
      if (!sendsCredentials(peer.map)) continue;
      yield {
        path: [...peer.path, "basic-auth-password"],
        message: `the password for ${memberLabel(peer)} is in the configuration.`,
        remedy: "Put it into a file on the host, and name that in basic-auth-password-file.",
      };
    }
  },
};
