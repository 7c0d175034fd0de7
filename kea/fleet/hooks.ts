import { has, type JsonMap, list, map, type Path, UNKNOWN } from "../json";
import { FAMILIES } from "../model/family";
import { oncePer } from "../remember";
import { HA_LIBRARY, HOOK_LIBRARIES, LEASE_COMMANDS, libraryName } from "../schema/hook-libraries";
import type { Server, Side } from "./fleet";
import { misspelt } from "./misspelt-names";

/** A loaded hook library, by its file name; undefined when that is not known. */
export interface Hook {
  readonly library: string | undefined;
  readonly map: JsonMap;
  readonly parameters: unknown;
  readonly path: Path;
}

/** Makes up an identity of clients, by an expression. */
export const FLEX_ID = "libdhcp_flex_id.so";

/** The hook libraries of a server; undefined when the list is not known. */
export const hooksOf = oncePer(({ root, family }: Server): readonly Hook[] | undefined => {
  const value: unknown = root["hooks-libraries"];
  if (value === UNKNOWN) return undefined;
  return list(value).map((hook, index) => ({
    // An empty name is an error of its own: any library may be meant.
    library: libraryName(map(hook).library) || undefined,
    map: map(hook),
    parameters: map(hook).parameters,
    path: [FAMILIES[family].root, "hooks-libraries", index],
  }));
});

/** Whether a server is known not to load the HA library. */
export function lacksHa(server: Server): boolean {
  const hooks = hooksOf(server);
  return hooks?.every(({ library }) => library !== undefined && library !== HA_LIBRARY) ?? false;
}

/** Whether a server takes part in nothing and loads no HA; names of members on such a server are told as that. */
export function isWithoutHa(server: Server): boolean {
  const isTagged = server.subnets.some(({ haServerTag }) => typeof haServerTag === "string");
  return server.sides.length === 0 && !isTagged && lacksHa(server);
}

/** The HA libraries that a server loads. */
export function haLibraries(server: Server): Hook[] {
  return (hooksOf(server) ?? []).filter(({ library }) => library === HA_LIBRARY);
}

/** Whether all libraries that a server loads are known to be Kea's. */
export function loadsOnlyKeas(server: Server): boolean {
  const isKeas = ({ library }: Hook) => library !== undefined && HOOK_LIBRARIES.includes(library);
  return hooksOf(server)?.every(isKeas) ?? false;
}

/** The library of Kea's that a hook library is most likely meant to be, where it is none. */
export function meantLibrary({ library, parameters }: Hook): string | undefined {
  if (library === undefined || HOOK_LIBRARIES.includes(library)) return undefined;
  return has(map(parameters), "high-availability") ? HA_LIBRARY : misspelt(library, HOOK_LIBRARIES);
}

/** Whether a server is known to be without the lease commands, which some partner asks for. */
export function lacksLeaseCommands(server: Server): boolean {
  const hooks = hooksOf(server);
  if (server.sides.every(isAskedByNobody) || hooks === undefined) return false;
  // A library that is not known yet may be the one.
  return hooks.every(({ library }) => library !== undefined && library !== LEASE_COMMANDS);
}

/** The backups of passive-backup get everything from their primary, and ask it for nothing. */
function isAskedByNobody({ mode, own }: Side): boolean {
  return mode === "passive-backup" && own?.role === "primary";
}
