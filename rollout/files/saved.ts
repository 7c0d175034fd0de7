import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonMap } from "../../kea/json";
import { beside, readJson, writeJson, writing } from "./beside";

/** Says that the rollout, before which the configurations were kept, has not ended well yet. */
const UNFINISHED = "unfinished";

/** Directory of the configurations that ran before a manifest's last rollout. */
export const savedDirectory = (manifest: string) => beside(manifest, "previous");

const pathIn = (directory: string, name: string) => join(directory, `${name}.json`);

/**
 * Keeps the running configurations, by server. They may hold passwords: nobody else can read them. What
 * ran before a rollout that died or failed stays: the next one is to finish it, and keeps only what was not there
 * to be kept then.
 *
 * @throws WriteError
 */
export function save(directory: string, running: ReadonlyMap<string, JsonMap>): void {
  if (existsSync(pathIn(directory, UNFINISHED))) {
    for (const [name, content] of running)
      if (saved(directory, name) === undefined) writeJson(pathIn(directory, name), content, 0o600);
    return;
  }
  const fresh = `${directory}.new`;
  writing(directory, () => {
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
    for (const [name, content] of [...running, [UNFINISHED, {}] as const]) {
      writeFileSync(pathIn(fresh, name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    }
    // What was kept goes only when its successor is there.
    rmSync(directory, { recursive: true, force: true });
    renameSync(fresh, directory);
  });
}

/** What is kept is not needed to finish anything: the next rollout replaces it. @throws WriteError */
export function finish(directory: string): void {
  writing(directory, () => rmSync(pathIn(directory, UNFINISHED), { force: true }));
}

/** The configuration that was kept of a server; undefined when there is none. */
export function saved(directory: string, server: string): JsonMap | undefined {
  return readJson(pathIn(directory, server));
}
