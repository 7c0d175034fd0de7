import { Command, CommanderError } from "commander";
import { restoreManifest, rolloutManifest } from "../rollout/command";
import { MANIFEST } from "../rollout/files/manifests";
import { InputError } from "../rollout/input-error";
import { addCheck } from "./check";
import { lookHere } from "./look";
import { loadManifests } from "./manifests";
import { failWithoutOutput, writeOutput } from "./output";
import { drawSvg } from "./picture";
import { readComponent, statusText } from "./status";
import { addReview } from "./review";
import { addWhatIf } from "./what-if";
import { wrap } from "./wrap";

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

program
  .command("status")
  .description("shows every relationship as its members see it; exit code 0 healthy, 1 not")
  .argument("<manifest>", MANIFEST)
  .option("--json", "print JSON", false)
  .action(async (path: string, { json }: { json: boolean }) => {
    const statuses = await Promise.all(loadManifests(path).map(readComponent));
    if (json) console.log(JSON.stringify(statuses, null, 2));
    else {
      const { width, colours } = lookHere();
      // A log has room for the table.
      const { columns = Infinity } = process.stdout;
      const inLines = (text: string, indent = "") => wrap(text, width, indent).join("\n");
      console.log(
        statusText(
          statuses.flatMap(({ relationships }) => relationships),
          { colours, width: columns },
        ),
      );
      for (const { relationships, problems } of statuses) {
        for (const problem of problems) console.log(`\n${inLines(problem)}`);
        for (const { name, healthy, troubles, next } of relationships) {
          if (!healthy)
            console.log(`\n${inLines(`${name}: ${troubles.join(" ")}`)}\n${inLines(next!, "  ")}`);
        }
      }
    }
    const healthy = statuses.every((s) => s.problems.length === 0 && s.relationships.every((r) => r.healthy));
    process.exitCode = healthy ? 0 : 1;
  });

program
  .command("picture")
  .description("draws the topology as SVG")
  .argument("<manifest>", MANIFEST)
  .option("-o, --output <file>", "write to a file instead of standard output")
  .action(async (path: string, { output }: { output?: string }) => {
    const declarations = loadManifests(path);
    const svg = await drawSvg({
      servers: declarations.flatMap(({ fleet }) => fleet.servers),
      relationships: declarations.flatMap(({ fleet }) => fleet.relationships),
    });
    if (output === undefined) process.stdout.write(svg);
    else writeOutput(output, svg);
  });

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof InputError ? `Error: ${error.message}` : error);
    process.exitCode = 2;
  }
});
