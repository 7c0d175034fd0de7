/** Sends one command to a Kea daemon over its unix control socket. */
import { connect } from "node:net";

/** Kea's answer to one command. */
export interface KeaReply {
  /** 0 success, 1 error, 2 unsupported, 3 empty, 4 conflict. */
  readonly result: number;
  readonly text?: string;
  /** The shape depends on the command; whoever asks looks into it freely. */
  readonly arguments?: ReturnType<typeof JSON.parse>;
}

/** @param timeout - milliseconds */
export function sendCommand(
  socketPath: string,
  command: string,
  args?: unknown,
  timeout = 30_000,
): Promise<KeaReply> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(socketPath);
    socket.setEncoding("utf8").setTimeout(timeout, () => {
      socket.destroy(new Error(`no answer to ${command} within ${timeout / 1000} s`));
    });
    socket.on("connect", () => {
      socket.write(JSON.stringify(args === undefined ? { command } : { command, arguments: args }));
    });
    socket.on("data", (chunk) => (answer += String(chunk)));
    socket.on("error", reject);
    socket.on("close", () => {
      try {
        resolve(JSON.parse(answer) as KeaReply);
      } catch {
        reject(new Error(`no complete answer to ${command}: ${answer.slice(0, 200) || "connection closed"}`));
      }
    });
  });
}
