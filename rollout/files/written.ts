import { beside, readJson, writeJson } from "./beside";

/** Path of a manifest's record of when servers wrote their start-up files. */
export const writtenPath = (manifest: string) => beside(manifest, "written.json");

/** When each server last wrote its start-up file for a rollout from here, by server name. */
export function written(path: string): ReadonlyMap<string, Date> {
  return new Map(
    Object.entries(readJson(path) ?? {}).flatMap(([server, time]) => {
      const date = new Date(String(time));
      return Number.isNaN(date.getTime()) ? [] : [[server, date] as const];
    }),
  );
}

/** Keeps that a server has just written its start-up file. @throws WriteError */
export function recordWritten(path: string, server: string): void {
  writeJson(path, { ...readJson(path), [server]: new Date().toISOString() });
}
