import { existsSync, fstatSync, openSync, readSync, renameSync, rmSync, statSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { beside } from "./beside";

/** Path of what the rollout that is at work on a manifest has said; gone when somebody saw it to its end. */
export const logPath = (manifest: string) => beside(manifest, "log");

/** An empty log, for appending and reading. One that somebody else still uses is theirs alone from now on. */
export function freshLog(path: string): number {
  const fresh = `${path}.new`;
  rmSync(fresh, { force: true });
  const log = openSync(fresh, "ax+", 0o640);
  renameSync(fresh, path);
  return log;
}

/** The log that is there now; undefined when there is none. */
export function openLog(path: string): number | undefined {
  return existsSync(path) ? openSync(path, "r") : undefined;
}

/** Removes a log, unless another one has its place. */
export function removeLog(path: string, log: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(log).ino) rmSync(path, { force: true });
}

/** Reads a log while another process writes it. */
export class LogReader {
  private readonly buffer = Buffer.alloc(65_536);
  private readonly decoder = new StringDecoder("utf8");
  private position = 0;
  private rest = "";

  constructor(private readonly log: number) {}

  /** The lines that were finished since the last call. */
  lines(): string[] {
    const lines: string[] = [];
    for (let length; (length = readSync(this.log, this.buffer, 0, this.buffer.length, this.position)) > 0;) {
      this.position += length;
      const [first = "", ...others] = this.decoder.write(this.buffer.subarray(0, length)).split("\n");
      const pieces = [this.rest + first, ...others];
      this.rest = pieces.pop()!;
      lines.push(...pieces);
    }
    return lines;
  }

  /** What is left, also of a line that nobody will finish. */
  last(): string[] {
    const lines = this.lines();
    return this.rest === "" ? lines : [...lines, this.rest];
  }
}
