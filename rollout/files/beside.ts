/** Files that stand beside a manifest, under a name that stays when the manifest changes. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isMap, type JsonMap } from "../../kea/json";

/** Path of a manifest's file or directory with an ending, e.g. `report.json`. */
export function beside(manifest: string, ending: string): string {
  return join(dirname(manifest), `${basename(manifest).split(".")[0]}.${ending}`);
}

/** Writes JSON as a whole or not at all. */
export function writeJson(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o640 });
  renameSync(`${path}.new`, path);
}

/** A JSON object; undefined where the file is not there, or is none. */
export function readJson(path: string): JsonMap | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
