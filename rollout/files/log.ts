import { closeSync, existsSync, openSync, readSync, renameSync, rmSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { beside } from "./beside";

/** Path of what the rollout that is at work on a manifest has said; gone when somebody saw it to its end. */
export const logPath = (manifest: string) => beside(manifest, "log");

/** An empty log, for appending. One that somebody still writes to is theirs alone from now on. */
export function freshLog(path: string): number {
  const fresh = `${path}.new`;
  rmSync(fresh, { force: true });
  const log = openSync(fresh, "ax", 0o640);
  renameSync(fresh, path);
  return log;
}

/** Reads a log while another process writes it. */
export class LogReader {
  private readonly file: number | undefined;
  private readonly buffer = Buffer.alloc(65_536);
  private readonly decoder = new StringDecoder("utf8");
  private rest = "";

  /** A log that is not there is empty. */
  constructor(path: string) {
    this.file = existsSync(path) ? openSync(path, "r") : undefined;
  }

  /** The lines that were finished since the last call. */
  lines(): string[] {
    const lines: string[] = [];
    if (this.file === undefined) return lines;
    for (let length; (length = readSync(this.file, this.buffer, 0, this.buffer.length, null)) > 0;) {
      const [first = "", ...others] = this.decoder.write(this.buffer.subarray(0, length)).split("\n");
      const pieces = [this.rest + first, ...others];
      this.rest = pieces.pop()!;
      lines.push(...pieces);
    }
    return lines;
  }

  /** What is left, also of a line that nobody will finish. */
  close(): string[] {
    const lines = this.lines();
    if (this.file !== undefined) closeSync(this.file);
    return this.rest === "" ? lines : [...lines, this.rest];
  }
}
