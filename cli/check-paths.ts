import type { ServerConfig } from "../kea/fleet/fleet";
import { DISTRIBUTIONS } from "../kea/model/paths";
import { KeaVersion } from "../kea/model/release-lines";
import type { DirectoryProps } from "../kea/model/settings";
import { InputError } from "../rollout/input-error";

/** Kinds of directories, as `settings.directories` calls them. */
export const KINDS: readonly (keyof DirectoryProps)[] = ["run", "data", "log", "scripts", "hooks"];

/**
 * Reads `run=/run/kea,log=/var/log/kea`.
 *
 * @throws InputError for an unknown kind, or a path that is not absolute.
 */
export function readDirectories(words: string): DirectoryProps {
  return Object.fromEntries(
    words.split(",").map((word): [string, string] => {
      const [, kind = "", path = ""] = /^(\w+)=(\/.*)$/s.exec(word.trim()) ?? [];
      if (KINDS.some((one) => one === kind)) return [kind, path.replace(/(.)\/+$/, "$1")];
      throw new InputError(
        `--directories ${word}: write KIND=/PATH, where KIND is one of ${KINDS.join(", ")}.`,
      );
    }),
  );
}

/**
 * Where the servers that are checked may have their files.
 *
 * @throws InputError where the release line knows no such freedom.
 */
export function pathsOf(
  options: {
    readonly distribution?: string;
    readonly directories: DirectoryProps;
    readonly pathRestrictions: boolean;
  },
  kea: KeaVersion | undefined,
): Pick<ServerConfig, "directories" | "pathsFree"> {
  const { distribution, directories, pathRestrictions } = options;
  if (!pathRestrictions && kea === KeaVersion.V2_6)
    throw new InputError("--no-path-restrictions: Kea 2.6 has no -X, and always refuses files elsewhere.");
  const known = distribution !== undefined || Object.keys(directories).length > 0;
  return {
    ...(known && { directories: { ...(distribution && DISTRIBUTIONS[distribution]), ...directories } }),
    ...(!pathRestrictions && { pathsFree: true }),
  };
}
