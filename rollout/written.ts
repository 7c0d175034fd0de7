import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isMap, type JsonMap } from "../kea/json";

/** Path, beside a manifest, of the record of when servers wrote their start-up files; its name stays. */
export function writtenPath(manifest: string): string {
  return join(dirname(manifest), `${basename(manifest).split(".")[0]}.written.json`);
}

/** When each server last wrote its start-up file for a rollout from here, by server name. */
export function written(path: string): ReadonlyMap<string, Date> {
  return new Map(
    Object.entries(read(path)).flatMap(([server, time]) => {
      const date = new Date(String(time));
      return Number.isNaN(date.getTime()) ? [] : [[server, date] as const];
    }),
  );
}

/** Keeps that a server has just written its start-up file. */
export function recordWritten(path: string, server: string): void {
  const record = { ...read(path), [server]: new Date().toISOString() };
  writeFileSync(`${path}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o640 });
  renameSync(`${path}.new`, path);
}

function read(path: string): JsonMap {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isMap(value) ? value : {};
  } catch {
    return {};
  }
}
