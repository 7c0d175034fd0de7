import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isMap, type JsonMap } from "../kea/json";

/** Says that the rollout, before which the configurations were kept, has not ended well yet. */
const UNFINISHED = "unfinished";

/** Directory, beside a manifest, of the configurations that ran before its last rollout. */
export function savedDirectory(manifest: string): string {
  return join(dirname(manifest), `${basename(manifest).split(".")[0]}.previous`);
}

/**
 * Keeps the running configurations, by server. They may hold passwords: nobody else can read them. What
 * ran before a rollout that died or failed stays: the next one is to finish it.
 */
export function save(directory: string, running: ReadonlyMap<string, JsonMap>): void {
  if (read(directory, UNFINISHED) !== undefined) return;
  const fresh = `${directory}.new`;
  for (const old of [fresh, directory]) rmSync(old, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  for (const [name, content] of [...running, [UNFINISHED, {}] as const]) {
    writeFileSync(join(fresh, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  }
  renameSync(fresh, directory);
}

/** What is kept is not needed to finish anything: the next rollout replaces it. */
export function finish(directory: string): void {
  rmSync(join(directory, `${UNFINISHED}.json`), { force: true });
}

/** The configuration that was kept of a server; undefined when there is none. */
export function saved(directory: string, server: string): JsonMap | undefined {
  return read(directory, server);
}

function read(directory: string, name: string): JsonMap | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(directory, `${name}.json`), "utf8"));
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
