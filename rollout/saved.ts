import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isMap, type JsonMap } from "../kea/json";

/** Directory, beside a manifest, of the configurations that its last rollout replaced. */
export function savedDirectory(manifest: string): string {
  return join(dirname(manifest), `${basename(manifest).split(".")[0]}.previous`);
}

/** Keeps a running configuration. It may hold passwords: nobody else can read it. */
export function save(directory: string, server: string, config: JsonMap): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, `${server}.json`);
  writeFileSync(`${file}.new`, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The configuration that was kept of a server; undefined when there is none. */
export function saved(directory: string, server: string): JsonMap | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(join(directory, `${server}.json`), "utf8"));
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
