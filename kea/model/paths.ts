import { FAMILIES, type Family } from "./family";
import type { DirectoryProps } from "./settings";

/** Debian's and ISC's packages use these. */
export const DEFAULT_DIRECTORIES: Required<Omit<DirectoryProps, "hooks">> = {
  run: "/run/kea",
  data: "/var/lib/kea",
  log: "/var/log/kea",
};

/** The directories of distributions' packages; a star stands for any one step. */
export const DISTRIBUTIONS: Readonly<Record<string, DirectoryProps>> = {
  // Ubuntu's, too. Measured on Debian's 2.6.3 and 3.0.4.
  debian: { ...DEFAULT_DIRECTORIES, hooks: "/usr/lib/*/kea/hooks" },
};

/** Path of a server's unix control socket. */
export function controlSocket(family: Family, directories: DirectoryProps = {}): string {
  return `${directories.run ?? DEFAULT_DIRECTORIES.run}/${FAMILIES[family].socket}`;
}

/** Path of a server's memfile lease database. */
export function leaseFile(family: Family, directories: DirectoryProps = {}): string {
  return `${directories.data ?? DEFAULT_DIRECTORIES.data}/${FAMILIES[family].leases}`;
}

/** A hook library as Kea is told to load it: a bare name is found in Kea's own directory. */
export function hookLibrary(file: string, directories: DirectoryProps = {}): string {
  return directories.hooks === undefined || file.includes("/") ? file : `${directories.hooks}/${file}`;
}
