import {
  allowedDirectory,
  directoryOf,
  filesOf,
  isNobodys,
  mayHoldLibraries,
  type NamedFile,
} from "../../fleet/files";
import type { Server } from "../../fleet/fleet";
import { isMap, list, text } from "../../json";
import { FAMILIES } from "../../model/family";
import { DEFAULT_DIRECTORIES } from "../../model/paths";
import { plain } from "../../words";
import { judge, type Problem } from "../per-server";
import type { Rule } from "../rule";

const FIXED = `Use Kea's own: ${DEFAULT_DIRECTORIES.run} for sockets, ${DEFAULT_DIRECTORIES.data} for leases, ${DEFAULT_DIRECTORIES.log} for logs.`;

export const pathNotAllowed: Rule = {
  code: "KEAHA011",
  name: "path-not-allowed",
  severity: "error",
  reason:
    "Since May 2025 Kea refuses sockets, leases and logs outside its own directories, at worst after it stopped serving.",
  source: "CVE-2025-32801 to 32803; measured on Kea 2.6.3 and 3.0.4",
  *check(fleet) {
    yield* judge(fleet, function* (server) {
      // Without its restrictions Kea only warns of paths.
      const free = server.pathsFree === true;
      for (const { path, file, what, directory } of filesOf(server)) {
        if (free && file !== "" && !file.endsWith("/")) continue;
        const problem = refused(server, file, directory);
        if (problem === undefined) continue;
        yield {
          path,
          message: file === "" ? `the ${what} has an empty name.` : `${plain(file)} ${problem}.`,
          remedy: remedyOf(server, directory),
        };
      }
      yield* libraries(server, free);
    });
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

/** Why Kea refuses a path for sure; undefined where an installation could allow it. */
export function refused(server: Server, file: string, kind: NamedFile["directory"]): string | undefined {
  const directory = directoryOf(file);
  if (file === "" || file.endsWith("/")) return "names no file";
  if (directory === undefined) return undefined;
  const allowed = allowedDirectory(server, kind);
  if (directory === allowed) return undefined;
  if (server.directories !== undefined) return "is in a directory that Kea refuses";
  // Every directory but these can be one that this installation was built for.
  if (!directory.startsWith("/") || /\/\/|\/\.\.?(\/|$)/.test(`${directory}/`))
    return "is in a directory that Kea refuses";
  if (isNobodys(directory)) return "is in a directory that Kea refuses";
  return directory.startsWith(`${allowed}/`)
    ? `is in a sub-directory of ${allowed}, which Kea refuses`
    : undefined;
}
