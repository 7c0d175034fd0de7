import { CommanderError } from "commander";
import { rolloutManifest } from "./command";
import { InputError } from "./input-error";
import { Outcome } from "./outcome";

/** The program that Terraform's provisioner runs: one manifest, one rollout. */
rolloutManifest.parseAsync().then(
  () => process.exit(),
  (error: unknown) => {
    // Commander has said what is wrong with the options; help is no mistake.
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : Outcome.BAD_INPUT);
    console.error(error instanceof InputError ? `Error: ${error.message}` : error);
    process.exit(error instanceof InputError ? Outcome.BAD_INPUT : Outcome.BROKEN);
  },
);
