import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SshControl } from "../../kea/model/manifest";
import { privateDirectory } from "../files/private-directory";
import { Slots } from "./slots";
import { askArguments, type Forwarding, sshArguments } from "./ssh-arguments";

/**
 * Runs ssh and ends it when standard input ends, which the kernel sees to however we die.
 *
 * ssh -N does not read its input, and a remote command that does would need a login shell on the
 * host. The shell tells how ssh ended, hence the trap: there may be nobody left to read it. The watcher
 * never outlives ssh, so it cannot hit a stranger that got the same process id.
 */
const SUPERVISOR = `
directory=$1; shift
exec 3<&0
ssh "$@" </dev/null 3<&- &
ssh=$!
{ read -r _ <&3; kill "$ssh"; } 2>/dev/null &
watcher=$!
trap "" PIPE
wait "$ssh"; code=$?
kill "$watcher" 2>/dev/null
rm -rf -- "$directory"
exit "$code"
`;

/** What a shell returns for a program that it does not find. */
export const NOT_FOUND = 127;

const OPEN_LIMIT_MS = 30_000;
const END_LIMIT_MS = 2_000;
const ASK_LIMIT_MS = 15_000;
const POLL_MS = 25;

/** What ssh says is read here. */
const environment = () => ({ ...process.env, LC_ALL: "C" });

/**
 * Logins at the same time. An ssh server, such as the jump host that all of them go through, refuses some
 * at random where more than ten have not logged in yet (sshd_config, MaxStartups).
 */
const LOGINS = new Slots(8, 2_000);

/** How often and how soon a login is tried again that was refused so. */
const RETRIES_MS = [200, 600];

/** Connections by what they are made with. */
const connections = new Map<string, SshConnection>();

/** The local end of a forwarding, or what ssh says instead. */
export type Forwarded = { readonly socket: string } | { readonly why: string };

/** One login on a host. All that is forwarded there, and back, goes through it. */
export class SshConnection {
  /** Exit code of ssh, once it has ended; 127 when there is no ssh program. */
  exitCode: number | undefined;
  /** True when it was ended because it had not connected in time. */
  gaveUp = false;
  private readonly directory = privateDirectory("ssh");
  /** Forwardings to the host, by where they lead. */
  private readonly reached = new Map<string, Promise<Forwarded>>();
  private supervisor: ChildProcess | undefined;
  private ended = Promise.resolve();
  private opened: Promise<void> | undefined;
  private stderr = "";
  private users = 0;

  private constructor(
    private readonly control: SshControl,
    private readonly key: string,
  ) {}

  /** The connection to a host: the one that is there, or a new one. Who uses it has to leave it. */
  static to(control: SshControl): SshConnection {
    const { address, port, user, identityFile, knownHostsFile } = control;
    const key = JSON.stringify([address, port, user, identityFile, knownHostsFile]);
    const present = connections.get(key);
    const connection = present === undefined || present.hasEnded ? new SshConnection(control, key) : present;
    connections.set(key, connection);
    connection.users += 1;
    return connection;
  }

  /** Returns when it stands, or has ended and says why. */
  ready(): Promise<void> {
    this.opened ??= this.open();
    return this.opened;
  }

  get hasEnded(): boolean {
    return this.exitCode !== undefined;
  }

  /** Everything that ssh has said, newest last. */
  said(): string {
    return this.stderr;
  }

  /** Waits for ssh to end or to say something that matches after what it `had` said, at most `limitMs`. */
  async news(pattern: RegExp, had: string, limitMs: number): Promise<RegExpMatchArray | undefined> {
    const until = performance.now() + limitMs;
    for (;;) {
      const match = this.stderr.slice(had.length).match(pattern);
      if (match || this.hasEnded || performance.now() > until) return match ?? undefined;
      await sleep(POLL_MS);
    }
  }

  /** A local socket that leads to a place on the host: a socket's path, or `ADDRESS:PORT`. */
  reach(to: string): Promise<Forwarded> {
    const there = this.reached.get(to);
    if (there) return there;
    const socket = join(this.directory, `s${this.reached.size}`);
    const forwarded = this.ask({ socket, to });
    this.reached.set(to, forwarded);
    void forwarded.then((found) => "why" in found && this.reached.delete(to));
    return forwarded;
  }

  /** Lets a port on the host's loopback lead to a local socket. Only one connection can have it. */
  lend(back: number, socket: string): Promise<Forwarded> {
    return this.ask({ socket, back });
  }

  /** The last one to leave ends ssh, and everything that it needed. Never throws. */
  async leave(): Promise<void> {
    this.users -= 1;
    if (this.users > 0) return;
    if (connections.get(this.key) === this) connections.delete(this.key);
    await this.end();
  }

  private async open(): Promise<void> {
    const { socket } = this.control;
    const first = join(this.directory, "s");
    this.reached.set(socket, Promise.resolve({ socket: first }));
    const words = sshArguments(this.control, this.shared, { socket: first, to: socket });
    for (let tries = 0; ; tries += 1) {
      await LOGINS.run(() => this.logIn(words, [first, this.shared]));
      const pause = RETRIES_MS[tries];
      if (pause === undefined || this.users === 0 || !this.wasDropped) return;
      await sleep(pause * (1 + Math.random()));
      // The shell took it away.
      mkdirSync(this.directory, { recursive: true, mode: 0o700 });
      this.stderr = "";
      this.exitCode = undefined;
    }
  }

  private async logIn(words: readonly string[], sockets: readonly string[]): Promise<void> {
    if (this.users === 0) return;
    this.start(words);
    const until = performance.now() + OPEN_LIMIT_MS;
    // Looking, not connecting: every connection would reach Kea as an empty command.
    while (!this.hasEnded && !sockets.every((socket) => existsSync(socket))) {
      if (performance.now() > until) {
        this.gaveUp = true;
        return this.end();
      }
      await sleep(POLL_MS);
    }
  }

  private start(words: readonly string[]): void {
    const supervisor = spawn("sh", ["-c", SUPERVISOR, "kea-control-channel", this.directory, ...words], {
      stdio: ["pipe", "ignore", "pipe"],
      // A session of its own: Ctrl-C must reach the rollout, which then still needs the channel to undo.
      detached: true,
      env: environment(),
    });
    this.supervisor = supervisor;
    supervisor.stdin.on("error", () => undefined);
    supervisor.stderr.on("data", (chunk: Buffer) => {
      this.stderr += chunk.toString("utf8");
    });
    this.ended = new Promise((resolve) => {
      const end = (code: number | null) => {
        this.exitCode ??= code ?? 255;
        resolve();
      };
      supervisor.on("error", () => end(NOT_FOUND));
      supervisor.on("close", end);
    });
  }

  private ask(forwarding: Forwarding): Promise<Forwarded> {
    const words = askArguments(this.control, this.shared, forwarding);
    return new Promise((resolve) => {
      execFile("ssh", words, { timeout: ASK_LIMIT_MS, env: environment() }, (error, _, said) =>
        resolve(error ? { why: said.trim() || error.message } : { socket: forwarding.socket }),
      );
    });
  }

  private async end(): Promise<void> {
    this.supervisor?.stdin?.end();
    const limit = new AbortController();
    await Promise.race([
      this.ended,
      sleep(END_LIMIT_MS, undefined, { signal: limit.signal }).catch(() => undefined),
    ]);
    limit.abort();
    const pid = this.supervisor?.pid;
    if (this.exitCode === undefined && pid !== undefined) {
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // It ended just now.
      }
      this.exitCode ??= 255;
    }
    await rm(this.directory, { recursive: true, force: true }).catch(() => undefined);
  }

  /** Whether the ssh server did not want to hear of it, rather than did not take it. */
  private get wasDropped(): boolean {
    return (
      this.hasEnded &&
      /^(kex|ssh)_exchange_identification/m.test(this.stderr) &&
      !/open failed|forwarding failed/.test(this.stderr)
    );
  }

  /** Where ssh takes further forwardings. */
  private get shared(): string {
    return join(this.directory, "m");
  }
}
