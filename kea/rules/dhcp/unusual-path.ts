import { allowedDirectory, filesOf, type NamedFile, pathProblem, usedDirectory } from "../../fleet/files";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const unusualPath: Rule = {
  code: "KEAHA093",
  name: "unusual-path",
  severity: "warning",
  reason: "Kea takes files only in the directories that it was built for, and these are seldom among them.",
  source: "Kea manual, security chapter; measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    for (const named of filesOf(server)) {
      const { path, file, what, directory } = named;
      if (server.directories !== undefined || server.pathsFree || pathProblem(server, named) !== undefined)
        continue;
      const used = usedDirectory(named);
      const usual = allowedDirectory(server, directory);
      if (used === undefined || used === usual) continue;
      yield {
        path,
        message: `the ${what} is ${plain(file)}, and ${usual} is Kea's usual directory.`,
        remedy: `${safest(named)}, or make sure that this Kea was built for that directory${server.where === undefined ? ", and say so with --directories" : ""}.`,
      };
    }
  },
};

function safest({ directory, isDirectory }: NamedFile): string {
  if (isDirectory) return "Leave it out";
  return directory === "scripts" ? "Put it there" : "Write its name alone";
}
