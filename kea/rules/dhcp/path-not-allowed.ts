import { allowedDirectory, filesOf, type NamedFile, pathProblem } from "../../fleet/files";
import type { Server } from "../../fleet/fleet";
import { DEFAULT_DIRECTORIES } from "../../model/paths";
import { plain } from "../../words";
import type { Rule } from "../rule";

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
        remedy: remedyOf(server, file, directory),
      };
    }
  },
};

function remedyOf(server: Server, file: string, directory: NamedFile["directory"]): string {
  const [, stream] = /^\/dev\/(stdout|stderr)$/.exec(file) ?? [];
  if (stream !== undefined && directory === "log") return `Write ${stream}.`;
  return server.directories === undefined
    ? FIXED
    : `Put it directly into ${allowedDirectory(server, directory)}, write its name alone, or declare where this installation has it (${server.where === undefined ? "--directories" : "settings.directories"}).`;
}
