import { Command, CommanderError } from "commander";
import { restoreManifest, rolloutManifest } from "../rollout/command";
import { InputError } from "../rollout/input-error";
import { addCheck } from "./check";
import { failWithoutOutput } from "./output";
import { addPicture } from "./picture";
import { addReview } from "./review";
import { addStatus } from "./status";
import { addWhatIf } from "./what-if";

const program = new Command("kea-ha").description(
  "Looks at Kea high-availability topologies, and changes them.",
);

failWithoutOutput();

// A wrong option is no finding.
program.exitOverride();

addCheck(program);
addReview(program);
addWhatIf(program);
program.addCommand(rolloutManifest);
program.addCommand(restoreManifest);

addStatus(program);
addPicture(program);

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof InputError ? `Error: ${error.message}` : error);
    process.exitCode = 2;
  }
});
