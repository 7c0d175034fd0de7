import { list, map, text } from "../json";
import { FAMILIES, type Family } from "./family";
import type { DirectoryProps, ServerSettings } from "./settings";

/** Debian's and ISC's packages use these. */
export const DEFAULT_DIRECTORIES: Required<Omit<DirectoryProps, "hooks">> = {
  run: "/run/kea",
  data: "/var/lib/kea",
  log: "/var/log/kea",
  scripts: "/usr/share/kea/scripts",
};

/** The directories of distributions' packages; a star stands for any one step. */
export const DISTRIBUTIONS: Readonly<Record<string, DirectoryProps>> = {
  // Ubuntu's, too. Measured on Debian's 2.6.3 and 3.0.4.
  debian: { ...DEFAULT_DIRECTORIES, hooks: "/usr/lib/*/kea/hooks" },
};

/** Path of a server's unix control socket. */
export function controlSocket(family: Family, directories: DirectoryProps = {}): string {
  return socketFile(FAMILIES[family].socket, directories);
}

/** Path of a unix control socket by its `socket-name`: a bare name is in Kea's own directory. */
export function socketFile(name: string, { run = DEFAULT_DIRECTORIES.run }: DirectoryProps = {}): string {
  return name.includes("/") ? name : `${run}/${name}`;
}

/** Path of the unix control socket that a server's settings declare, by `extra` or by its directories. */
export function declaredSocket(family: Family, { extra = {}, directories = {} }: ServerSettings): string {
  const own = [extra["control-socket"], ...list(extra["control-sockets"])]
    .map(map)
    .find((socket) => socket["socket-type"] === "unix");
  const name = text(own?.["socket-name"]);
  return name === undefined ? controlSocket(family, directories) : socketFile(name, directories);
}

/** Path of a memfile lease database by its `name`: without one, or with a bare one, it is in Kea's own directory. */
export function leaseFile(
  family: Family,
  { data = DEFAULT_DIRECTORIES.data }: DirectoryProps = {},
  name = FAMILIES[family].leases,
): string {
  return name.includes("/") ? name : `${data}/${name}`;
}

/** A hook library as Kea is told to load it: a bare name is found in Kea's own directory. */
export function hookLibrary(file: string, directories: DirectoryProps = {}): string {
  return directories.hooks === undefined || file.includes("/") ? file : `${directories.hooks}/${file}`;
}
