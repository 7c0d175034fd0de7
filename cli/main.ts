import { Command, CommanderError } from "commander";
import { enumerate } from "../kea/words";
import { version } from "../package.json";
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

program.version(version, "-V, --version", "display the version");
program.helpCommand(false);

addCheck(program);
addReview(program);
addWhatIf(program);
program.addCommand(rolloutManifest);
program.addCommand(restoreManifest);

addStatus(program);
addPicture(program);

program
  .command("help")
  .description("displays help for a command")
  .argument("[command]")
  .action((name?: string) => {
    if (name === undefined) return program.help();
    const command = program.commands.find((one) => one.name() === name);
    if (command) return command.help();
    throw new InputError(
      `There is no command ${name}. There are ${enumerate(program.commands.map((one) => one.name()))}.`,
    );
  });

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof InputError ? `Error: ${error.message}` : error);
    process.exitCode = 2;
  }
});
