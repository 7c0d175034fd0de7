import { restrictsCommands } from "../../fleet/sides";
import type { Rule } from "../rule";

export const restrictCommandsDiffer: Rule = {
  code: "KEAHA047",
  name: "restrict-commands-differ",
  severity: "warning",
  reason: "One relationship that restricts commands restricts them in all, until the server restarts.",
  source: "HAService::startClientAndListener and CmdResponseCreator: one list for the whole process",
  *server({ host, sides }) {
    const values = sides.map(restrictsCommands);
    const open = values.indexOf(false);
    if (open < 0 || !values.includes(true)) return;
    yield {
      path: [...sides[open]!.path, "restrict-commands"],
      message: `restrict-commands is false in one relationship of ${host} and true in another.`,
      remedy: "Set it to true in all of them.",
    };
  },
};
