import { isMap, list, map, type Path, text } from "../json";
import { hasMark } from "../marks";
import { FAMILIES } from "../model/family";
import { DEFAULT_DIRECTORIES } from "../model/paths";
import { KeaVersion } from "../model/release-lines";
import { oncePer } from "../remember";
import type { Server } from "./fleet";
import { hooksOf } from "./hooks";
import { labelOf } from "./labels";
import { placesOfKind } from "./places";

/** Kinds of directories that Kea allows a kind of file in. */
export type Directory = keyof typeof DEFAULT_DIRECTORIES;

/** A file that a configuration names. */
export interface NamedFile {
  readonly path: Path;
  readonly file: string;
  readonly what: string;
  readonly directory: Directory;
  /** It is a directory, and Kea names the files in it. */
  readonly isDirectory?: boolean;
}

/** The files that Kea is told to write, to listen on or to run, with the directory that it allows for them. */
export const filesOf = oncePer((server: Server): readonly NamedFile[] => {
  const { root } = FAMILIES[server.family];
  const found: NamedFile[] = [];
  const add = (path: Path, value: unknown, what: string, directory: Directory) => {
    const file = text(value);
    if (file !== undefined) found.push({ path, file, what, directory });
  };
  for (const { map: socket, path } of placesOfKind(server, "control-socket")) {
    if (socket["socket-type"] === undefined || socket["socket-type"] === "unix")
      // Kea takes the spaces around it away.
      add([...path, "socket-name"], text(socket["socket-name"])?.trim(), "control socket", "run");
  }
  for (const { map: database, path } of placesOfKind(server, "lease-database")) {
    const memfile = database.type === "memfile" && (database.persist ?? true) === true;
    // An empty name is Kea's own default.
    if (memfile && database.name !== "" && path[0] === root)
      add([...path, "name"], database.name, "lease file", "data");
  }
  for (const place of placesOfKind(server, "output")) {
    const output = text(place.map.output);
    if (output === undefined || /^(stdout|stderr|syslog(:.*)?)$/.test(output)) continue;
    add(
      [...place.path, "output"],
      output,
      `log file of ${place.above ? labelOf(place.above) : "a logger"}`,
      "log",
    );
  }
  return [...found, ...hookFilesOf(server)];
});

/** The files that hook libraries are told of. Up to 2.6 they may be anywhere. */
function hookFilesOf(server: Server): NamedFile[] {
  if (server.kea === undefined || server.kea === KeaVersion.V2_6) return [];
  return (hooksOf(server) ?? []).flatMap(({ library, parameters, path }) => {
    const given = map(parameters);
    const file = (key: string, what: string, directory: Directory, isDirectory = false): NamedFile[] => {
      const name = text(given[key]);
      // An empty name is told as a missing one, or is none.
      if (name === undefined || name === "") return [];
      const where = [...path, "parameters", key];
      return [{ path: where, file: name, what: `${what} of ${library}`, directory, isDirectory }];
    };
    if (library === "libdhcp_run_script.so") return file("name", "script", "scripts");
    // What goes to syslog or to a database needs no file.
    if (library !== "libdhcp_legal_log.so" || (given.type ?? "logfile") !== "logfile") return [];
    return [
      ...file("path", "directory", "log", true),
      ...file("prerotate", "prerotate script", "scripts"),
      ...file("postrotate", "postrotate script", "scripts"),
    ];
  });
}

/** Whether a directory is one that no installation of Kea has its files in. */
export function isNobodys(directory: string): boolean {
  return /^\/(tmp|var\/tmp|dev|proc|home|root)(\/|$)/.test(directory);
}

/** The directory that a file is in; undefined for a bare name, which Kea finds a place for. */
export function usedDirectory({ file, isDirectory }: NamedFile): string | undefined {
  return isDirectory ? file.replace(/(.)\/+$/, "$1") : directoryOf(file);
}

function directoryOf(file: string): string | undefined {
  const end = file.lastIndexOf("/");
  return end < 0 ? undefined : file.slice(0, end) || "/";
}

/** The directories of a server: as declared, or else Kea's usual ones. */
export function allowedDirectory({ directories }: Server, kind: Directory): string {
  return directories?.[kind] ?? DEFAULT_DIRECTORIES[kind];
}

/** Whether Kea can have been built to look for its hook libraries in a directory: in LIBDIR/kea/hooks. */
function mayHoldLibraries({ directories }: Server, directory: string): boolean {
  const declared = directories?.hooks;
  if (declared !== undefined) return hasMark(declared) || isLike(directory, declared);
  const plainPath = directory.startsWith("/") && !/\/\/|\/\.\.?(\/|$)/.test(directory);
  const [, libraries] = /^(.*)\/kea\/hooks$/.exec(directory) ?? [];
  return plainPath && libraries !== undefined && !NO_LIBRARIES.test(libraries) && !isUnbuilt(libraries);
}

/** Where no system has libraries, whoever built them. */
const NO_LIBRARIES =
  /^\/(boot|dev|etc|proc|run|sys|tmp|s?bin|usr\/(include|libexec|s?bin|share|src)|var\/(run|tmp))(\/|$)/;

/** Whether a directory is where some build for themselves, and not the `lib` of what they built. */
function isUnbuilt(libraries: string): boolean {
  const isOwn = /^\/(home|media|mnt|root|srv|var)(\/|$)/.test(libraries);
  return isOwn && !/^\/\w+\/.+\/lib\w*(\/[^/]+)?$/.test(libraries);
}

/** Whether a directory is another one, in which a star stands for any one step. */
function isLike(directory: string, pattern: string): boolean {
  const [ours, theirs] = [directory.split("/"), pattern.replace(/\/+$/, "").split("/")];
  return ours.length === theirs.length && theirs.every((step, index) => step === "*" || step === ours[index]);
}

/** A hook library, by the file that a server names. */
export interface NamedLibrary {
  readonly path: Path;
  readonly file: string;
  readonly directory: string | undefined;
  /** Whether it is not where Kea looks for libraries. */
  readonly elsewhere: boolean;
}

/** The hook libraries that a server names, in their order. */
export function librariesOf(server: Server): NamedLibrary[] {
  const { root, family, pathsFree } = server;
  return list(root["hooks-libraries"]).flatMap((hook, index) => {
    const file = isMap(hook) ? text(hook.library)?.trim() : undefined;
    if (file === undefined) return [];
    const directory = directoryOf(file);
    // Without its restrictions Kea only warns of directories.
    const refused = directory !== undefined && pathsFree !== true && !mayHoldLibraries(server, directory);
    const path = [FAMILIES[family].root, "hooks-libraries", index, "library"];
    return [{ path, file, directory, elsewhere: file.endsWith("/") || refused }];
  });
}

/** Why Kea refuses a path for sure; undefined where an installation could allow it. */
export function pathProblem(server: Server, named: NamedFile): string | undefined {
  const { file, directory: kind, isDirectory } = named;
  const directory = usedDirectory(named);
  if (!isDirectory && (file === "" || file.endsWith("/"))) return "names no file";
  if (directory === undefined) return undefined;
  const allowed = allowedDirectory(server, kind);
  // One that only Terraform knows may be it.
  if (directory === allowed || hasMark(allowed)) return undefined;
  const is = isDirectory ? "is" : "is in";
  // Every directory but these can be one that an installation was built for, if none is declared.
  const isOdd = !directory.startsWith("/") || /\/\/|\/\.\.?(\/|$)/.test(`${directory}/`);
  if (server.directories !== undefined || isOdd || isNobodys(directory))
    return `${is} a directory that Kea refuses`;
  return directory.startsWith(`${allowed}/`)
    ? `${is} a sub-directory of ${allowed}, which Kea refuses`
    : undefined;
}
