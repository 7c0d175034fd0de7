import { isMap, type JsonMap } from "../../kea/json";
import { beside, readJson, writeJson } from "./beside";

/** Path of a manifest's record of what each server ran when it was last asked. */
export const knownPath = (manifest: string) => beside(manifest, "known.json");

/** What each server ran when it was last asked, by name, as far as that is known here. */
export function known(path: string): ReadonlyMap<string, JsonMap> {
  return new Map(
    Object.entries(readJson(path) ?? {}).flatMap(([server, config]) =>
      isMap(config) ? [[server, config] as const] : [],
    ),
  );
}

/**
 * Keeps what servers run; of those that are undefined nothing is known any more. It may hold passwords: nobody
 * else can read it.
 *
 * @throws WriteError
 */
export function recordKnown(path: string, running: ReadonlyMap<string, JsonMap | undefined>): void {
  const all = new Map<string, JsonMap | undefined>([...known(path), ...running]);
  writeJson(path, Object.fromEntries([...all].filter(([, config]) => config !== undefined)), 0o600);
}
