import {
  allowedDirectory,
  directoryOf,
  filesOf,
  mayHoldLibraries,
  type NamedFile,
  pathProblem,
} from "../../fleet/files";
import type { Server } from "../../fleet/fleet";
import { isMap, list, text } from "../../json";
import { FAMILIES } from "../../model/family";
import { DEFAULT_DIRECTORIES } from "../../model/paths";
import { plain } from "../../words";
import type { Problem, Rule } from "../rule";

const FIXED = `Use Kea's own: ${DEFAULT_DIRECTORIES.run} for sockets, ${DEFAULT_DIRECTORIES.data} for leases, ${DEFAULT_DIRECTORIES.log} for logs.`;

export const pathNotAllowed: Rule = {
  code: "KEAHA011",
  name: "path-not-allowed",
  severity: "error",
  reason:
    "Since May 2025 Kea refuses sockets, leases and logs outside its own directories, at worst after it stopped serving.",
  source: "CVE-2025-32801 to 32803; measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    // Without its restrictions Kea only warns of paths.
    const free = server.pathsFree === true;
    for (const { path, file, what, directory } of filesOf(server)) {
      if (free && file !== "" && !file.endsWith("/")) continue;
      const problem = pathProblem(server, file, directory);
      if (problem === undefined) continue;
      yield {
        path,
        message: file === "" ? `the ${what} has an empty name.` : `${plain(file)} ${problem}.`,
        remedy: remedyOf(server, directory),
      };
    }
    yield* libraries(server, free);
  },
};

/** Hook libraries that are not where Kea looks for them: it knows one directory. */
function* libraries(server: Server, free: boolean): Generator<Problem> {
  const top = FAMILIES[server.family].root;
  const remedy = "Write the file name alone: Kea finds it in its own directory.";
  let first: string | undefined;
  for (const [index, hook] of list(server.root["hooks-libraries"]).entries()) {
    const library = isMap(hook) ? text(hook.library)?.trim() : undefined;
    if (library === undefined) continue;
    const path = [top, "hooks-libraries", index, "library"];
    const directory = directoryOf(library);
    if (library === "") yield { path, message: "a hook library has an empty name.", remedy };
    else if (free && !library.endsWith("/")) continue;
    else if (library.endsWith("/") || (directory !== undefined && !mayHoldLibraries(server, directory))) {
      yield {
        path,
        message: `hook library ${plain(library)} is not in Kea's directory of libraries.`,
        remedy,
      };
    } else if (directory !== undefined && first !== undefined && directory !== first) {
      yield {
        path,
        message: `hook library ${plain(library)} is in another directory than one before it, ${plain(first)}: Kea knows one.`,
        remedy,
      };
    } else first ??= directory;
  }
}

function remedyOf(server: Server, directory: NamedFile["directory"]): string {
  return server.directories === undefined
    ? FIXED
    : `Put it directly into ${allowedDirectory(server, directory)}, write its name alone, or declare where this installation has it (${server.where === undefined ? "--directories" : "settings.directories"}).`;
}
