import { librariesOf } from "../../fleet/files";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const twoHookDirectories: Rule = {
  code: "KEAHA143",
  name: "two-hook-directories",
  severity: "error",
  reason: "Kea has one directory of hook libraries, and since May 2025 refuses those of another.",
  source: "CVE-2025-32801; measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    if (server.pathsFree === true) return;
    let first: string | undefined;
    for (const { path, file, directory, elsewhere } of librariesOf(server)) {
      if (directory === undefined || elsewhere) continue;
      first ??= directory;
      if (directory === first) continue;
      const other = `in another directory than one before it, ${plain(first)}`;
      yield {
        path,
        message: `hook library ${plain(file)} is ${other}: Kea knows one.`,
        remedy: "Write the file name alone: Kea finds it in its own directory.",
      };
    }
  },
};
