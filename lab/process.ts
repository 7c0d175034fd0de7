/** Runs one command to its end, with a time limit, leaving nothing of it behind. */
import { spawn } from "node:child_process";
import { constants } from "node:os";

/** What a finished command said. */
export interface Outcome {
  /** 0 to 255; 124 when the time limit ended it, 128 + n when signal n did. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

export interface RunOptions {
  /** Given to standard input; otherwise that is empty. */
  readonly input?: string;
  /** Milliseconds; default 30 000. */
  readonly timeout?: number;
  /** The whole environment of the command; default: that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Called with each piece of output as it comes. */
  readonly onOutput?: (chunk: string) => void;
}

/**
 * Runs a command in a process group of its own and ends the whole group when the command itself ends, so that a
 * forgotten child neither lives on nor holds the output open. Daemons that leave the group survive, as meant.
 */
export function run(command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const [file = "", ...args] = command;
  const child = spawn(file, args, { detached: true, env: options.env ?? process.env, cwd: options.cwd });
  const endGroup = () => {
    try {
      if (child.pid) process.kill(-child.pid, "SIGKILL");
    } catch {
      // The group is empty already.
    }
  };
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup();
  }, options.timeout ?? 30_000);
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      said[name] += chunk;
      options.onOutput?.(chunk);
    });
  }
  // A command that does not read its input is no error.
  child.stdin.on("error", () => undefined).end(options.input ?? "");
  child.on("exit", endGroup);
  return new Promise((resolve) => {
    const finish = (exitCode: number, problem = "") => {
      clearTimeout(timer);
      resolve({ exitCode, stdout: said.stdout, stderr: said.stderr + problem, timedOut });
    };
    child.on("error", (error) => finish(127, error.message));
    child.on("close", (code, signal) => {
      finish(timedOut ? 124 : (code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  });
}

/** Like {@link run}, but anything other than exit code 0 is an error that says what was being done. */
export async function must(
  purpose: string,
  command: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { exitCode, stdout, stderr, timedOut } = await run(command, options);
  if (exitCode === 0) return stdout;
  const cause = timedOut ? "no end within the time limit" : (stderr.trim() || stdout.trim()).slice(-600);
  throw new Error(`${purpose}: ${command[0]} failed (exit code ${exitCode}): ${cause}`);
}
