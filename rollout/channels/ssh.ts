import type { Json } from "../../kea/json";
import { FAMILIES, type Family } from "../../kea/model/family";
import type { SshControl } from "../../kea/model/manifest";
import { type Channel, ChannelError, type Reply } from "./channel";
import { exchange, ExchangeError } from "./exchange";
import { DEFAULT_TIMEOUT_MS, parseReply, requestText } from "./reply";
import { unfitForSsh } from "./ssh-arguments";
import { endpoint, OPEN_FAILED, socketNotOpened, sshEnded } from "./ssh-causes";
import { Tunnel } from "./tunnel";
import { lateAnswer, malformedAnswer } from "./unanswered";

/** ssh writes why it closed a connection a moment after closing it. */
const NEWS_MS = 500;

/** Matches nothing that ssh says: only its end is of interest. */
const ENDED_ONLY = /(?!)/;

/** Connects to the host and returns when the forwarding stands; the socket behind it is not tried yet. */
export async function openSsh(host: string, family: Family, control: SshControl): Promise<Channel> {
  const unfit = unfitForSsh(control);
  if (unfit) {
    throw new ChannelError(host, `${unfit} cannot be given to ssh.`, "Correct it in the control channel.");
  }
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
  private tunnel: Tunnel | undefined;
  private closed = false;

  constructor(
    private readonly host: string,
    private readonly family: Family,
    private readonly control: SshControl,
  ) {}

  /** The standing tunnel. A lost one is replaced, so that a rollout can still undo after a network fault. */
  async connect(): Promise<Tunnel> {
    if (this.closed) {
      throw new ChannelError(this.host, "The control channel is closed already.", "Open a new one.");
    }
    if (this.tunnel === undefined || this.tunnel.exitCode !== undefined) {
      void this.tunnel?.close();
      this.tunnel = Tunnel.start(this.control);
    }
    const { tunnel } = this;
    if (!(await tunnel.ready())) throw sshEnded(this.host, this.control, tunnel);
    return tunnel;
  }

  async send(command: string, args?: Json, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<Reply> {
    const tunnel = await this.connect();
    const where = `the control socket ${this.control.socket} on ${endpoint(this.control)}`;
    const before = tunnel.said();
    let text: string;
    try {
      text = await exchange(tunnel.socket, requestText(command, args), timeoutMs);
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      if (error.fault === "timeout") throw lateAnswer(this.host, where, command, timeoutMs);
      text = "";
    }
    const reply = parseReply(text);
    if (typeof reply !== "string") return reply;
    const refusal = reply === "empty" ? OPEN_FAILED : ENDED_ONLY;
    const match = await tunnel.news(refusal, before, NEWS_MS);
    if (tunnel.exitCode !== undefined) throw sshEnded(this.host, this.control, tunnel, command);
    if (match) {
      const { daemon } = FAMILIES[this.family];
      throw socketNotOpened(this.host, this.control, daemon, match[1]?.trim() ?? "");
    }
    throw malformedAnswer(this.host, where, command, reply);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.tunnel?.close();
  }
}
