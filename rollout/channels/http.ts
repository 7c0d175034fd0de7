import { type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import type { Json } from "../../kea/json";
import { FAMILIES, type Family } from "../../kea/model/family";
import { controlProblems } from "../../kea/model/control";
import type { HttpControl } from "../../kea/model/manifest";
import { type Channel, ChannelError, type Reply } from "./channel";
import { type Credentials, readCredentials } from "./credentials";
import { requestFailed } from "./http-causes";
import { DEFAULT_TIMEOUT_MS, parseReply, requestText } from "./reply";
import { sentence } from "./sentence";
import { readTlsFiles, type TlsFiles } from "./tls-files";
import { lateAnswer, malformedAnswer } from "./unanswered";

const CONNECT_TIMEOUT_MS = 10_000;

/** How the control agent says that the daemon behind it did not answer (result 1, like any error). */
const NOT_FORWARDED =
  /unable to forward command|forwarding socket is not configured|forward.*not configured/i;

/** Status and body of a response that arrived as a whole. */
interface Response {
  readonly status: number;
  readonly body: string;
}

/** Kea's own HTTP control socket, or the control agent. */
export class HttpChannel implements Channel {
  private constructor(
    private readonly host: string,
    private readonly family: Family,
    private readonly control: HttpControl,
    private readonly credentials: Credentials | undefined,
    private readonly tls: TlsFiles,
  ) {}

  /** Reads the files the channel needs and refuses what would cross the network readable. */
  static async open(host: string, family: Family, control: HttpControl): Promise<HttpChannel> {
    const [problem] = controlProblems(control);
    if (problem) throw new ChannelError(host, problem.cause, problem.remedy);
    const credentials = await readCredentials(host, control);
    return new HttpChannel(host, family, control, credentials, await readTlsFiles(host, control));
  }

  async send(command: string, args?: Json, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<Reply> {
    const { service, daemon } = FAMILIES[this.family];
    // The control agent needs the service to forward; Kea's own socket takes its own service or none.
    const { status, body } = await this.post(command, requestText(command, args, service), timeoutMs);
    const reply = parseReply(body);
    if (status !== 200) throw this.refused(status, command, typeof reply === "string" ? undefined : reply);
    if (typeof reply === "string") throw malformedAnswer(this.host, this.control.url, command, reply);
    if (reply.result === 1 && NOT_FORWARDED.test(reply.text)) {
      throw new ChannelError(
        this.host,
        `The control agent at ${this.control.url} cannot reach ${daemon}: ${sentence(reply.text)}`,
        `Check that ${daemon} runs and that its socket is in the agent's control-sockets under ${service}.`,
        true,
      );
    }
    return reply;
  }

  /** Nothing to end: every command has a connection of its own. */
  async close(): Promise<void> {}

  private post(command: string, text: string, timeoutMs: number): Promise<Response> {
    const url = new URL(this.control.url);
    const options: RequestOptions = {
      method: "POST",
      agent: false,
      headers: { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) },
      auth: this.credentials && `${this.credentials.user}:${this.credentials.password}`,
      ...this.tls,
      // Stated, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
      rejectUnauthorized: true,
    };
    const secure = url.protocol === "https:";
    const request = secure ? httpsRequest(url, options) : httpRequest(url, options);
    return new Promise<Response>((resolve, reject) => {
      let connected = false;
      const stop = (error: Error) => {
        reject(error);
        request.destroy();
      };
      const connecting = setTimeout(
        () => connected || stop(requestFailed(this.host, this.control, codedError("ETIMEDOUT"))),
        Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
      );
      const answering = setTimeout(
        () => stop(lateAnswer(this.host, this.control.url, command, timeoutMs)),
        timeoutMs,
      );
      request.on("socket", (socket) => {
        socket.once(secure ? "secureConnect" : "connect", () => {
          connected = true;
          clearTimeout(connecting);
        });
      });
      request.on("response", (response) => {
        collect(response, (body) => resolve({ status: response.statusCode ?? 0, body }));
      });
      request.on("error", (error) => reject(requestFailed(this.host, this.control, error)));
      request.on("close", () => {
        clearTimeout(connecting);
        clearTimeout(answering);
      });
      request.end(text);
    });
  }

  private refused(status: number, command: string, reply: Reply | undefined): ChannelError {
    const { url } = this.control;
    const who = this.credentials && `user ${this.credentials.user} with ${this.credentials.source}`;
    const words = reply?.text ? ` (${reply.text.trim()})` : "";
    switch (status) {
      case 401:
        return new ChannelError(
          this.host,
          who ? `${url} does not accept ${who}.` : `${url} asks for a user and a password.`,
          who
            ? "Compare both with the clients in the authentication of Kea's control socket."
            : "Give the control channel a user and a password file or environment variable.",
        );
      case 403:
        return new ChannelError(
          this.host,
          `${url} does not permit ${command}${who ? ` for ${who}` : ""}${words}.`,
          "Check that the port is a control socket's and not the HA listener's, and the access rules if Kea has the RBAC hook.",
        );
      case 400:
        return new ChannelError(
          this.host,
          `${url} did not understand the request${words}.`,
          "Check that the url leads to Kea and whether the port speaks TLS (then use an https url).",
        );
      default:
        return new ChannelError(
          this.host,
          `${url} answered with HTTP status ${status}, which Kea does not do.`,
          "Check that the url leads to Kea and not to another program or a proxy.",
        );
    }
  }
}

/** The whole body; one that was cut off is judged later, like the cut answer of a unix socket. */
function collect(response: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  const finish = () => done(Buffer.concat(chunks).toString("utf8"));
  response.on("data", (chunk: Buffer) => chunks.push(chunk));
  response.on("end", finish);
  response.on("error", finish);
}

function codedError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}
