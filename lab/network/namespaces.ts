/** The lab's namespaces: the supervisor that holds them all, and the way into each. */
import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, closeSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Paths in scripts are taken from the project, wherever tests or the CLI are started. */
const SCRIPTS = resolve(__dirname);
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** The environment inside a host: nothing of the machine's. */
export const HOST_ENV = { PATH, HOME: "/root", LANG: "C.UTF-8", TERM: "dumb" };

/** A process and when it started, so that a reused number is not taken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  /** In clock ticks after boot, from /proc/PID/stat. */
  readonly started: string;
}

/** Undefined when there is no such process (any more). */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const dead = fields[0] === "Z" || fields[0] === "X";
    return dead ? undefined : { pid, started: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}

export function isAlive(process: ProcessIdentity): boolean {
  return identify(process.pid)?.started === process.started;
}

/** The child processes of a process. */
export function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .trim()
      .split(" ")
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

/** Starts the supervisor on a plan directory and waits until all hosts are there. */
export async function startSupervisor(
  plan: string,
  rootfs: string,
  life: "owned" | "kept",
): Promise<ProcessIdentity> {
  const log = openSync(join(plan, "supervisor.log"), "a");
  const outer = spawn(
    "unshare",
    [
      ...["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private"],
      ...["sh", join(SCRIPTS, "supervisor.sh"), plan, rootfs, life],
    ],
    // An owned lab ends when the other end of this pipe is closed, by whatever death of this process.
    {
      stdio: [life === "owned" ? "pipe" : "ignore", log, log],
      detached: true,
      env: { ...process.env, PATH },
    },
  );
  closeSync(log);
  let failure: Error | undefined;
  outer.on("error", (error) => (failure = error));
  const deadline = Date.now() + 40_000;
  while (!existsSync(join(plan, "ready"))) {
    if (failure || outer.exitCode !== null || outer.signalCode !== null || Date.now() > deadline) {
      outer.kill("SIGKILL");
      const said = readFileSync(join(plan, "supervisor.log"), "utf8").trim();
      throw new Error(
        `lab: its namespaces could not be set up: ${failure?.message ?? (said || "timed out")}`,
      );
    }
    await sleep(10);
  }
  // Neither the lab nor its pipe keeps this process from ending.
  outer.unref();
  (outer.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  const identity = identify(childrenOf(outer.pid!)[0] ?? 0);
  if (!identity) throw new Error("lab: the supervisor ended as soon as it had started; see supervisor.log");
  return identity;
}

/** Process 1 of each host that has a root file system, by host name, as the machine numbers them. */
export function hostProcesses(supervisor: ProcessIdentity): Map<string, number> {
  const found = new Map<string, number>();
  for (const pid of childrenOf(supervisor.pid)) {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const script = words.findIndex((word) => word.endsWith("/host-init.sh"));
    const init = childrenOf(pid)[0];
    if (script >= 0 && init) found.set(words[script + 1]!, init);
  }
  return found;
}

/** Command words that lead into the lab's own network, where the bridges are. */
export function intoLab(supervisor: ProcessIdentity): string[] {
  return ["nsenter", "--target", String(supervisor.pid), "--mount", "--pid", "--net"];
}

/** Command words that lead into a host without a root file system of its own. */
export function intoBareHost(supervisor: ProcessIdentity, name: string, cwd: string): string[] {
  return [...intoLab(supervisor), "ip", "netns", "exec", name, "env", `--chdir=${cwd}`];
}

/** Command words that lead into a host with a root file system of its own. */
export function intoFullHost(init: number, cwd = "/"): string[] {
  const enter = ["nsenter", "--target", String(init), "--mount", "--pid", "--net", "--uts", "--root"];
  return [...enter, "env", `--chdir=${cwd}`];
}

/** Ends the supervisor, and with it all that is in the lab; returns when it is gone. */
export async function endSupervisor(supervisor: ProcessIdentity): Promise<void> {
  if (isAlive(supervisor)) process.kill(supervisor.pid, "SIGKILL");
  for (let waited = 0; isAlive(supervisor); waited += 10) {
    if (waited > 10_000) throw new Error(`lab: process ${supervisor.pid} does not end`);
    await sleep(10);
  }
}
