import type { Json } from "../../kea/json";
import { FAMILIES, type Family } from "../../kea/model/family";
import { controlProblems } from "../../kea/model/control";
import type { SshControl } from "../../kea/model/manifest";
import { type Channel, ChannelError, type Reply } from "./channel";
import { exchange, ExchangeError } from "./exchange";
import { DEFAULT_TIMEOUT_MS, parseReply, requestText } from "./reply";
import { sentence } from "./sentence";
import { sshByHand } from "./ssh-arguments";
import { endpoint, OPEN_FAILED, socketNotOpened, sshEnded } from "./ssh-causes";
import { SshConnection } from "./ssh-connection";
import { lateAnswer, malformedAnswer } from "./unanswered";

/** ssh writes why it closed a connection a moment after closing it. */
const NEWS_MS = 500;

/** Matches nothing that ssh says: only its end is of interest. */
const ENDED_ONLY = /(?!)/;

/** Connects to the host and returns when the forwarding stands; the socket behind it is not tried yet. */
export async function openSsh(host: string, family: Family, control: SshControl): Promise<Channel> {
  const [problem] = controlProblems(control);
  if (problem) throw new ChannelError(host, problem.cause, problem.remedy);
  const channel = new SshChannel(host, family, control);
  try {
    await channel.connect();
  } catch (error) {
    await channel.close();
    throw error;
  }
  return channel;
}

/** A control socket on another host, forwarded by the system's ssh. */
class SshChannel implements Channel {
  private connection: SshConnection | undefined;
  private closed = false;

  constructor(
    private readonly host: string,
    private readonly family: Family,
    private readonly control: SshControl,
  ) {}

  /** A lost connection is replaced, so that a rollout can still undo after a network fault. */
  async connect(): Promise<{ readonly connection: SshConnection; readonly socket: string }> {
    if (this.closed) {
      throw new ChannelError(this.host, "The control channel is closed already.", "Open a new one.");
    }
    if (this.connection === undefined || this.connection.hasEnded) {
      void this.connection?.leave();
      this.connection = SshConnection.to(this.control);
    }
    const { connection } = this;
    await connection.ready();
    const forwarded = connection.hasEnded ? undefined : await connection.reach(this.control.socket);
    if (forwarded === undefined || connection.hasEnded) throw sshEnded(this.host, this.control, connection);
    if ("socket" in forwarded) return { connection, socket: forwarded.socket };
    throw new ChannelError(
      this.host,
      `ssh to ${endpoint(this.control)} does not forward ${this.control.socket}: ${sentence(forwarded.why)}`,
      `Try by hand: ${sshByHand(this.control)}.`,
    );
  }

  async send(command: string, args?: Json, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<Reply> {
    const { connection, socket } = await this.connect();
    const where = `the control socket ${this.control.socket} on ${endpoint(this.control)}`;
    const before = connection.said();
    let text: string;
    try {
      text = await exchange(socket, requestText(command, args), timeoutMs);
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      if (error.fault === "timeout") throw lateAnswer(this.host, where, command, timeoutMs);
      text = "";
    }
    const reply = parseReply(text);
    if (typeof reply !== "string") return reply;
    const refusal = reply === "empty" ? OPEN_FAILED : ENDED_ONLY;
    const match = await connection.news(refusal, before, NEWS_MS);
    if (connection.hasEnded) throw sshEnded(this.host, this.control, connection, command);
    if (match) {
      const { daemon } = FAMILIES[this.family];
      throw socketNotOpened(this.host, this.control, daemon, match[1]?.trim() ?? "");
    }
    throw malformedAnswer(this.host, where, command, reply);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.connection?.leave();
  }
}
