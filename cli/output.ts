import { writeFileSync } from "node:fs";
import { InputError } from "../rollout/input-error";

/** Writes what somebody asked for into a file. @throws InputError when that cannot be written. */
export function writeOutput(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new InputError(`${path} cannot be written: ${(error as Error).message}.`);
  }
}

/**
 * What is printed is what a command is for: where that cannot be written, it has failed, whatever else it found.
 * Whoever reads may stop early, as `head` does.
 */
export function failWithoutOutput(): void {
  let failed = false;
  process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code === "EPIPE" || failed) return;
    failed = true;
    console.error(`Error: the output cannot be written: ${message}.`);
  });
  process.once("exit", (code) => {
    if (failed && code < 2) process.exitCode = 2;
  });
}
