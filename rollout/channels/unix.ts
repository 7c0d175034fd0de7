import type { Json } from "../../kea/json";
import { SOCKET_PATH_LIMIT } from "../files/private-directory";
import { FAMILIES, type Family } from "../../kea/model/family";
import type { UnixControl } from "../../kea/model/manifest";
import { type Channel, ChannelError, type Reply } from "./channel";
import { exchange, ExchangeError } from "./exchange";
import { userName } from "../user";
import { DEFAULT_TIMEOUT_MS, parseReply, requestText } from "./reply";
import { lateAnswer, malformedAnswer } from "./unanswered";

/** A control socket on this machine. */
export class UnixChannel implements Channel {
  constructor(
    private readonly host: string,
    private readonly family: Family,
    private readonly control: UnixControl,
  ) {
    const { socket } = control;
    if (Buffer.byteLength(socket) > SOCKET_PATH_LIMIT) {
      throw new ChannelError(
        host,
        `The control socket path ${socket} is ${Buffer.byteLength(socket)} bytes long, the system allows ${SOCKET_PATH_LIMIT}.`,
        "Give the socket a shorter path in the Kea configuration and in the control channel.",
      );
    }
  }

  async send(command: string, args?: Json, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<Reply> {
    const where = `the control socket ${this.control.socket}`;
    let text: string;
    try {
      text = await exchange(this.control.socket, requestText(command, args), timeoutMs);
    } catch (error) {
      throw this.explain(error, where, command, timeoutMs);
    }
    const reply = parseReply(text);
    if (typeof reply === "string") throw malformedAnswer(this.host, where, command, reply);
    return reply;
  }

  /** Nothing to end: every command has a connection of its own. */
  async close(): Promise<void> {}

  private explain(error: unknown, where: string, command: string, timeoutMs: number): unknown {
    if (!(error instanceof ExchangeError)) return error;
    const { daemon } = FAMILIES[this.family];
    const { socket } = this.control;
    switch (error.fault) {
      case "missing":
        return new ChannelError(
          this.host,
          `There is no control socket at ${socket}.`,
          `Check that ${daemon} runs and that its configuration has a unix control socket with this path.`,
          true,
        );
      case "denied":
        return new ChannelError(
          this.host,
          `User ${userName()} may not use the control socket ${socket} (permission denied).`,
          "Run as root or as a member of the group that owns the socket and its directory (on Debian: _kea).",
        );
      case "refused":
        return new ChannelError(
          this.host,
          `Nobody answers at the control socket ${socket} (connection refused): ${daemon} left it behind and runs no more.`,
          `Start ${daemon} and look into its log for why it ended.`,
          true,
        );
      case "timeout":
        return lateAnswer(this.host, where, command, timeoutMs);
      case "failed":
        return new ChannelError(
          this.host,
          `The control socket ${socket} could not be used (${error.code}).`,
          `Check that ${daemon} runs and is not overloaded.`,
        );
    }
  }
}
