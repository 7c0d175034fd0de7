import { librariesOf } from "../../fleet/files";
import { plain } from "../../words";
import type { Rule } from "../rule";

export const hookLibraryElsewhere: Rule = {
  code: "KEAHA142",
  name: "hook-library-elsewhere",
  severity: "error",
  reason: "Since May 2025 Kea refuses a hook library that is not in its own directory.",
  source: "CVE-2025-32801; measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    for (const { path, file, elsewhere } of librariesOf(server)) {
      if (!elsewhere) continue;
      yield {
        path,
        message: `hook library ${plain(file)} is not in Kea's directory of libraries.`,
        remedy: "Write the file name alone: Kea finds it in its own directory.",
      };
    }
  },
};
