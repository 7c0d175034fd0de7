import { librariesOf } from "../../fleet/files";
import type { Rule } from "../rule";

export const hookWithoutName: Rule = {
  code: "KEAHA144",
  name: "hook-without-name",
  severity: "error",
  reason: "Kea refuses a hook library that has no name.",
  source: "measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    for (const { path, file } of librariesOf(server)) {
      if (file !== "") continue;
      yield {
        path,
        message: "a hook library has an empty name.",
        remedy: "Write the file name alone: Kea finds it in its own directory.",
      };
    }
  },
};
