import { ChannelError } from "./channel";
import type { Malformed } from "./reply";

/** The error for a server that was reached but did not answer in time. */
export function lateAnswer(host: string, where: string, command: string, timeoutMs: number): ChannelError {
  return new ChannelError(
    host,
    `No answer to ${command} from ${where} within ${timeoutMs / 1000} s.`,
    "The command may still take effect: look into Kea's log and its status before trying again.",
  );
}

/** The error for bytes that are no answer of Kea's; does not quote them, they may hold secrets. */
export function malformedAnswer(
  host: string,
  where: string,
  command: string,
  malformed: Malformed,
): ChannelError {
  switch (malformed) {
    case "empty":
      return new ChannelError(
        host,
        `The connection to ${where} was closed without an answer to ${command}.`,
        "Check that Kea is still running: it may have stopped or crashed while it worked on the command.",
      );
    case "cut":
      return new ChannelError(
        host,
        `The connection to ${where} was cut in the middle of the answer to ${command}.`,
        "Check that Kea is still running: the command may have taken effect.",
      );
    case "foreign":
      return new ChannelError(
        host,
        `What came from ${where} in answer to ${command} is not an answer of Kea's.`,
        "Check that the control channel leads to Kea and not to another program.",
      );
  }
}
