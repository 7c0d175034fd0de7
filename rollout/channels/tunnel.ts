import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { access, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SshControl } from "../../kea/model/manifest";
import { SOCKET_PATH_LIMIT } from "./exchange";
import { type Forwarding, sshArguments } from "./ssh-arguments";

/**
 * Runs ssh and ends it when standard input ends, which the kernel sees to however we die.
 *
 * ssh -N does not read its input, and a remote command that does would need a login shell on the
 * host. The shell tells how ssh ended, hence the trap: there may be nobody left to read it. The watcher
 * never outlives ssh, so it cannot hit a stranger that got the same process id.
 */
const SUPERVISOR = `
socket=$1; shift
exec 3<&0
ssh "$@" </dev/null 3<&- &
ssh=$!
{ read -r _ <&3; kill "$ssh"; } 2>/dev/null &
watcher=$!
trap "" PIPE
wait "$ssh"; code=$?
kill "$watcher" 2>/dev/null
rm -f -- "$socket"; rmdir -- "\${socket%/*}"
exit "$code"
`;

/** What a shell returns for a program that it does not find. */
export const NOT_FOUND = 127;

const OPEN_LIMIT_MS = 30_000;
const END_LIMIT_MS = 2_000;
const POLL_MS = 25;

/** One ssh process that makes a host's control socket reachable at {@link Tunnel.socket}. */
export class Tunnel {
  /** Exit code of ssh, once it has ended; 127 when there is no ssh program. */
  exitCode: number | undefined;
  /** True when it was ended because it had not connected in time. */
  gaveUp = false;
  private stderr = "";
  private readonly supervisor: ChildProcess;
  private readonly ended: Promise<void>;
  private opened: Promise<boolean> | undefined;

  private constructor(
    /** Local end of the forwarding. */
    readonly socket: string,
    control: SshControl,
    forwarding: Forwarding,
  ) {
    this.supervisor = spawn(
      "sh",
      ["-c", SUPERVISOR, "kea-control-channel", socket, ...sshArguments(control, socket, forwarding)],
      {
        stdio: ["pipe", "ignore", "pipe"],
        // A session of its own: Ctrl-C must reach the rollout, which then still needs the channel to undo.
        detached: true,
        env: { ...process.env, LC_ALL: "C" },
      },
    );
    this.supervisor.stdin?.on("error", () => undefined);
    this.supervisor.stderr?.on("data", (chunk: Buffer) => {
      this.stderr += chunk.toString("utf8");
    });
    this.ended = new Promise((resolve) => {
      const end = (code: number | null) => {
        this.exitCode ??= code ?? 255;
        resolve();
      };
      this.supervisor.on("error", () => end(NOT_FOUND));
      this.supervisor.on("close", end);
    });
  }

  static start(control: SshControl, forwarding: Forwarding = {}): Tunnel {
    return new Tunnel(join(privateDirectory(), "s"), control, forwarding);
  }

  /** True once the forwarding is there, false when ssh ended instead. */
  ready(): Promise<boolean> {
    this.opened ??= this.waitForSocket();
    return this.opened;
  }

  /** Everything that ssh has said, newest last. */
  said(): string {
    return this.stderr;
  }

  /** Waits for ssh to end or to say something that matches after what it `had` said, at most `limitMs`. */
  async news(pattern: RegExp, had: string, limitMs: number): Promise<RegExpMatchArray | undefined> {
    const until = Date.now() + limitMs;
    for (;;) {
      const match = this.stderr.slice(had.length).match(pattern);
      if (match || this.exitCode !== undefined || Date.now() > until) return match ?? undefined;
      await sleep(POLL_MS);
    }
  }

  /** Ends ssh and removes the local socket. Never throws. */
  async close(): Promise<void> {
    this.supervisor.stdin?.end();
    const limit = new AbortController();
    await Promise.race([
      this.ended,
      sleep(END_LIMIT_MS, undefined, { signal: limit.signal }).catch(() => undefined),
    ]);
    limit.abort();
    const { pid } = this.supervisor;
    if (this.exitCode === undefined && pid !== undefined) {
      try {
        process.kill(-pid, "SIGKILL");
      } catch {
        // It ended just now.
      }
    }
    await rm(dirname(this.socket), { recursive: true, force: true }).catch(() => undefined);
  }

  private async waitForSocket(): Promise<boolean> {
    const until = Date.now() + OPEN_LIMIT_MS;
    while (this.exitCode === undefined) {
      if (Date.now() > until) {
        this.gaveUp = true;
        await this.close();
        return false;
      }
      // Looking, not connecting: every connection would reach Kea as an empty command.
      const bound = await exists(this.socket);
      await sleep(POLL_MS);
      if (bound) return this.exitCode === undefined;
    }
    return false;
  }
}

/** A new directory that only we can enter, short enough for a unix socket in it. */
function privateDirectory(): string {
  const fits = (base: string) => Buffer.byteLength(join(base, "kea-ha-ssh-XXXXXX", "s")) <= SOCKET_PATH_LIMIT;
  const base = [tmpdir(), "/tmp"].find(fits) ?? "/tmp";
  return mkdtempSync(join(base, "kea-ha-ssh-"));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
