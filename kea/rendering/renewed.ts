import type { Refuse } from "./extra";
import { isMap, isPlain, type JsonMap, list, map, text } from "../json";
import { isMapMark } from "../marks";
import { FAMILIES } from "../model/family";
import type { RenewedFiles } from "../model/topology";
import type { RenderedServer } from "./render";
import { plain } from "../words";

/** Key of the renewed files in a server's user-context. */
const KEY = "renewed";

/** Those of the renewed files that a configuration names, with their serials; undefined when it names none. */
export function renewedIn(root: unknown, renewed: RenewedFiles): RenewedFiles | undefined {
  const declared = Object.entries(renewed);
  if (declared.length === 0) return undefined;
  const named = new Set(namedIn(root));
  const found = declared.filter(([file]) => named.has(file));
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/**
 * A configuration that carries the serials of the renewed files that it names: another serial is a change.
 *
 * @param refuse is told when there is no knowing what else is in its user-context.
 */
export function withRenewed<T extends object>(root: T, renewed: RenewedFiles, refuse: Refuse): T {
  const found = renewedIn(root, renewed);
  if (found === undefined) return root;
  const { "user-context": context } = root as JsonMap;
  if (isMap(context) && (!isPlain(context) || isMapMark(context)))
    refuse(
      "settings: user-context of extra is known only when Terraform applies, and has to be known at synth where files are renewed: their serials go into it. Give it as a map, { ... }, whose values Terraform may know.",
    );
  return { ...root, "user-context": { ...map(context), [KEY]: found } };
}

/** Renewed files that none of some servers' configurations names: sentences. Servers that all leave name none. */
export function unusedRenewals(
  whose: string,
  renewed: RenewedFiles,
  servers: readonly RenderedServer[],
): string[] {
  if (servers.length > 0 && servers.every(({ host }) => host.retired)) return [];
  const used = new Set(
    servers.flatMap(({ family, config }) =>
      Object.keys(map(map(map(config[FAMILIES[family].root])["user-context"])[KEY])),
    ),
  );
  return Object.keys(renewed)
    .filter((file) => !used.has(file))
    .map(
      (file) =>
        `${whose}: renewed has ${plain(file)}, which no configuration names. Write the path as tls, basicAuth, httpControlSockets or extra has it (a file of a control socket's clients with its directory), or remove it.`,
    );
}

/** Everything in a configuration that could be the path of a file; clients' files with their directory. */
function namedIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(namedIn);
  if (!isPlain(value)) return [];
  const directory = text(value.directory);
  const inDirectory =
    directory === undefined
      ? []
      : list(value.clients)
          .map(map)
          .flatMap((client) => [text(client["user-file"]), text(client["password-file"])])
          .flatMap((file) => (file === undefined ? [] : [`${directory.replace(/\/+$/, "")}/${file}`]));
  return [...inDirectory, ...Object.values(value).flatMap(namedIn)];
}
