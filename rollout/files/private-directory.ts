import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the kernel accepts as the path of a unix socket, in bytes (Linux 107, macOS 103). */
export const SOCKET_PATH_LIMIT = process.platform === "darwin" ? 103 : 107;

/** ssh binds a shared connection's socket under a name with this many characters more. */
const LONGEST_NAME = 24;

/** A new directory that only we can enter, short enough for unix sockets with short names in it. */
export function privateDirectory(purpose: string): string {
  const start = `kea-ha-${purpose}-`;
  const fits = (base: string) =>
    Buffer.byteLength(join(base, `${start}XXXXXX`)) + LONGEST_NAME <= SOCKET_PATH_LIMIT;
  return mkdtempSync(join([tmpdir(), "/tmp"].find(fits) ?? "/tmp", start));
}
