import type { Json } from "../../kea/json";

/** Kea's answer to one command (Kea manual, "Data Syntax" of the API). */
export interface Reply {
  /** 0 ok, 1 error, 2 unsupported, 3 empty, 4 conflict, 5 fatal. */
  readonly result: number;
  readonly text: string;
  readonly arguments?: Json;
}

/** One server's control channel. */
export interface Channel {
  /**
   * Sends one command and waits for Kea's answer, whatever its result code.
   *
   * @param timeoutMs how long to wait for the answer; default 60 000 ms.
   * @throws ChannelError when no answer came.
   */
  send(command: string, args?: Json, timeoutMs?: number): Promise<Reply>;
  /** Ends the channel and every process or file that it needed. Never throws. */
  close(): Promise<void>;
}

/** No answer from a server: what failed, why, and what to do about it. */
export class ChannelError extends Error {
  constructor(
    readonly host: string,
    /** What failed, in one sentence that names the address, port, user or socket. */
    override readonly cause: string,
    /** What to do next, in one sentence. */
    readonly remedy: string,
    /** Whether the host was reached, and nobody is at the control socket: Kea runs no more. */
    readonly isDown = false,
  ) {
    super(`${host}: ${cause} ${remedy}`);
    this.name = "ChannelError";
  }
}
