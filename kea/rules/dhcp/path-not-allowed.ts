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
    "Since May 2025 Kea refuses sockets, leases and logs outside its own directories, and since 3.0 the scripts and logs of hook libraries, at worst after it stopped serving.",
  source: "CVE-2025-32801 to 32803; measured on Kea 2.6.3 and 3.0.4",
  *server(server) {
    // Without its restrictions Kea only warns of paths.
    const free = server.pathsFree === true;
    for (const named of filesOf(server)) {
      const { path, file, what, isDirectory } = named;
      if (free && (isDirectory || (file !== "" && !file.endsWith("/")))) continue;
      const problem = pathProblem(server, named);
      if (problem === undefined) continue;
      yield {
        path,
        message: file === "" ? `the ${what} has an empty name.` : `${plain(file)} ${problem}.`,
        remedy: remedyOf(server, named),
      };
    }
  },
};

function remedyOf(server: Server, named: NamedFile): string {
  const { file, directory, isDirectory } = named;
  const [, stream] = /^\/dev\/(stdout|stderr)$/.exec(file) ?? [];
  if (stream !== undefined && directory === "log" && !isDirectory) return `Write ${stream}.`;
  const isOwn = isDirectory === true || directory === "scripts";
  if (server.directories === undefined)
    return isOwn ? `${waysOf(server, named).join(", or ")}, or ${declare(server)}.` : FIXED;
  return `${waysOf(server, named).join(", ")}, or ${declare(server)}.`;
}

function declare({ where }: Server): string {
  return `declare where this installation has it (${where === undefined ? "--directories" : "settings.directories"})`;
}

function waysOf(server: Server, { directory, isDirectory }: NamedFile): string[] {
  const allowed = allowedDirectory(server, directory);
  if (isDirectory) return ["Leave it out", `write ${allowed}`];
  // Libraries look for a bare name where Kea was started.
  if (directory === "scripts") return [`Put it directly into ${allowed} and write its whole path`];
  return [`Put it directly into ${allowed}`, "write its name alone"];
}
