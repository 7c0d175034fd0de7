import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { freshLog, LogReader, logPath, openLog, removeLog } from "./files/log";
import { atWork } from "./files/presence";
import { InputError } from "./input-error";
import { Outcome } from "./outcome";
import { Screen } from "./screen";
import { WORKER } from "./worker";

/** Milliseconds between two looks at what was written. */
const POLL_MS = 50;

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Starts a worker with our own arguments, shows what it writes, and returns its exit code. We may be ended
 * at any moment, as Terraform ends us at the first Ctrl-C. The worker has a session of its own: it notices,
 * ends the step that it is in, and leaves everybody served.
 *
 * @throws InputError when nothing can be written beside the manifest.
 */
export async function relay(manifest: string): Promise<number> {
  const screen = new Screen(process.stdout, process.stderr);
  // Where nobody reads there is nothing to show.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => leave("SIGPIPE"));
  for (const signal of SIGNALS) process.on(signal, leave);
  await othersEnd(manifest, screen);

  const path = logPath(manifest);
  const log = open(path);
  const worker = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    detached: true,
    stdio: ["pipe", log, log],
    env: { ...process.env, [WORKER]: "1" },
  });
  worker.stdin!.on("error", () => undefined);
  for (const signal of SIGNALS) {
    process.off(signal, leave).once(signal, () => {
      worker.stdin!.end();
      screen.line(
        "Interrupted. The step under way ends, and what is not finished goes back. That goes on even when this is interrupted again.",
      );
      for (const another of SIGNALS) process.on(another, leave);
    });
  }
  const ended = once(worker, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const isMute = (await show(log, screen, ended)) === 0;
  // It was seen to its end.
  removeLog(path, log);
  const [code, signal] = await ended;
  if (signal === null) {
    if (code !== Outcome.DONE && isMute)
      screen.line(
        `Error: process ${worker.pid}, which did the work, ended with exit code ${code} and could write nothing to ${path}: the disk may be full. Make room there, and roll out again.`,
      );
    return code ?? Outcome.BROKEN;
  }
  screen.line(
    `Error: process ${worker.pid}, which did the work, was ended by ${signal}. The next run ends what it left open.`,
  );
  return exitCode(signal);
}

/** Waits for whoever is at work on the manifest, and shows what that one does. */
async function othersEnd(manifest: string, screen: Screen): Promise<void> {
  for (let other; (other = await atWork(manifest));) {
    screen.line(`Process ${other.process} is at work here since ${other.since}, and goes first:`);
    const log = openLog(logPath(manifest));
    if (log === undefined) await other.ended;
    else await show(log, screen, other.ended);
  }
}

/** Shows a log as it grows, until its writer has ended; returns how many lines it had. */
async function show(log: number, screen: Screen, ended: Promise<unknown>): Promise<number> {
  const reader = new LogReader(log);
  let isOver = false;
  let shown = 0;
  const tell = (lines: readonly string[]) => {
    shown += lines.length;
    lines.forEach((line) => screen.line(line));
  };
  void ended.then(() => (isOver = true));
  while (!isOver) {
    tell(reader.lines());
    await Promise.race([sleep(POLL_MS), ended]);
  }
  tell(reader.last());
  screen.end();
  return shown;
}

function open(path: string): number {
  try {
    return freshLog(path);
  } catch (error) {
    throw new InputError(
      `${path} cannot be written: ${(error as Error).message}. A rollout keeps its files beside the manifest.`,
    );
  }
}

function leave(signal: NodeJS.Signals): never {
  process.exit(exitCode(signal));
}

/** What a shell says of a program that a signal ended. */
function exitCode(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
