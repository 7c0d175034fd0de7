import { connect } from "node:net";

/** Why a unix socket gave nothing to read. */
export type ExchangeFault = "missing" | "denied" | "refused" | "timeout" | "failed";

/** No text came back: which kind of fault, and the system's code for it. */
export class ExchangeError extends Error {
  constructor(
    readonly fault: ExchangeFault,
    readonly code: string,
  ) {
    super(`${fault}: ${code}`);
    this.name = "ExchangeError";
  }
}

const FAULTS: Readonly<Record<string, ExchangeFault>> = {
  ENOENT: "missing",
  ENOTDIR: "missing",
  EACCES: "denied",
  EPERM: "denied",
  ECONNREFUSED: "refused",
};

/**
 * Writes a command to a unix socket and returns everything that comes back until the other side closes.
 *
 * Kea reads one JSON value per connection and finds its end by itself, so our side stays open. A
 * connection that breaks returns what had arrived: the caller judges whether that is an answer.
 */
export function exchange(path: string, text: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let connected = false;
    const socket = connect({ path });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new ExchangeError("timeout", "ETIMEDOUT"));
    }, timeoutMs);
    const received = () => Buffer.concat(chunks).toString("utf8");

    socket.on("connect", () => {
      connected = true;
      socket.write(text);
    });
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("end", () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(received());
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      const code = error.code ?? "unknown error";
      if (connected) resolve(received());
      else reject(new ExchangeError(FAULTS[code] ?? "failed", code));
    });
  });
}
