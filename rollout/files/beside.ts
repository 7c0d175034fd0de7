/** Files that stand beside a manifest, under a name that stays when the manifest changes. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isMap, type JsonMap } from "../../kea/json";

/** Whether a path is a manifest: not what a rollout wrote beside one. */
export function isManifest(path: string): boolean {
  return !/\.((report|written|worker|known|pending)\.json|log)$/.test(path);
}

/** Path of a manifest's file or directory with an ending, e.g. `report.json`. */
export function beside(manifest: string, ending: string): string {
  return join(dirname(manifest), `${basename(manifest).split(".")[0]}.${ending}`);
}

/** A file that cannot be written, in sentences. */
export class WriteError extends Error {
  constructor(path: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === "ENOSPC" || code === "EDQUOT" ? "the disk is full" : message;
    super(
      `${path} cannot be written: ${why}. Make room there, or give this user the right to write it, and roll out again.`,
    );
  }
}

/** @throws WriteError when what is done with a path does not work. */
export function writing<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new WriteError(path, error);
  }
}

/** Writes JSON as a whole or not at all. @throws WriteError */
export function writeJson(path: string, value: unknown, mode = 0o640): void {
  writing(path, () => {
    rmSync(`${path}.new`, { force: true });
    writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode });
    renameSync(`${path}.new`, path);
  });
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
