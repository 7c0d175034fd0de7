import { linkSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { number, text } from "../../kea/json";
import { beside, readJson, writeJson } from "./beside";
import { InputError } from "../input-error";
import { privateDirectory } from "./private-directory";

/** Path of who is at work on a manifest. */
const presencePath = (manifest: string) => beside(manifest, "worker.json");

/** A process that is at work on a manifest. */
export interface AtWork {
  readonly process: number;
  /** ISO 8601. */
  readonly since: string;
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<void>;
}

/**
 * Says beside a manifest that this process is at work on it. Others connect to a socket of its own: that
 * breaks when it ends, however it does.
 *
 * @returns what takes that back.
 * @throws InputError when another process is at work on it; WriteError when nothing can be written beside it.
 */
export async function announce(manifest: string): Promise<() => void> {
  const directory = privateDirectory("worker");
  const socket = join(directory, "s");
  const visitors: Socket[] = [];
  const server = createServer((visitor) =>
    visitors.push(
      visitor
        .on("error", () => undefined)
        .resume()
        .unref(),
    ),
  );
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(socket, resolve));
  // It lives as long as the work does.
  server.unref();
  const path = presencePath(manifest);
  const own = `${path}.${process.pid}`;
  const remove = (...paths: string[]) =>
    paths.forEach((one) => rmSync(one, { recursive: true, force: true }));
  try {
    writeJson(own, { process: process.pid, since: new Date().toISOString(), socket });
    while (!claim(own, path)) {
      const other = await atWork(manifest);
      if (other)
        throw new InputError(`${manifest}: process ${other.process} is at work on it since ${other.since}.`);
      remove(path);
    }
  } catch (error) {
    remove(directory);
    server.close();
    throw error;
  } finally {
    remove(own);
  }
  return () => {
    remove(path, directory);
    server.close();
    for (const visitor of visitors) visitor.destroy();
  };
}

/** Who is at work on a manifest; undefined when nobody is, whatever an earlier one left behind. */
export async function atWork(manifest: string): Promise<AtWork | undefined> {
  const record = readJson(presencePath(manifest));
  const socket = text(record?.socket);
  if (record === undefined || socket === undefined) return undefined;
  const visit = connect(socket);
  const ended = new Promise<void>((resolve) => visit.once("close", () => resolve()));
  visit.resume();
  const failed = await new Promise<NodeJS.ErrnoException | undefined>((resolve) =>
    visit.once("connect", () => resolve(undefined)).once("error", resolve),
  );
  visit.on("error", () => undefined);
  const process = number(record.process) ?? 0;
  if (failed === undefined) return { process, since: text(record.since) ?? "?", ended };
  if (["ENOENT", "ECONNREFUSED"].includes(failed.code ?? "")) return undefined;
  throw new InputError(
    `${manifest}: whether process ${process} is still at work on it cannot be found out (${failed.code}). Run as its user, or remove ${presencePath(manifest)} when it has ended.`,
  );
}

/** Only one link can have the name. */
function claim(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
