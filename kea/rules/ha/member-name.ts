import { show } from "../../words";
import type { Rule } from "../rule";

export const memberName: Rule = {
  code: "KEAHA024",
  name: "member-name",
  severity: "error",
  reason:
    "Kea refuses an empty name, and a name with spaces around it matches no this-server-name: Kea trims that.",
  source: "HAConfig::PeerConfig::setName, HAConfig::setThisServerName",
  *side({ peers }) {
    for (const { name, path } of peers) {
      if (name === undefined || (name !== "" && name === name.trim())) continue;
      const empty = name.trim() === "";
      yield {
        path: [...path, "name"],
        message: `member ${Number(path.at(-1)) + 1} is called ${show(name)}${empty ? "" : ", with spaces around it"}.`,
        remedy: empty ? "Give it a name." : "Take the spaces away.",
      };
    }
  },
};
