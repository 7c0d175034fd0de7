import { Command } from "commander";
import { InputError, load } from "./load";
import { Progress } from "./progress";
import { Outcome, reportPath, writeReport } from "./report";
import { rollout } from "./rollout";

/** The program that Terraform's provisioner runs: one manifest, one rollout. */
async function main(): Promise<Outcome> {
  const command = new Command("rollout")
    .description("Brings the servers of a manifest to their declared configurations.")
    .argument("<manifest>", "the manifest that synth wrote")
    .option("--allow-unhealthy", "start although a relationship is not healthy", false)
    .parse();
  const options = command.opts<{ allowUnhealthy: boolean }>();
  const [path] = command.args as [string];

  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => interrupted.abort());

  const declaration = load(path);
  const width = Math.max(...declaration.servers.map(({ name }) => name.length), 0);
  const progress = new Progress((line) => console.log(line), width);
  const report = await rollout(declaration, progress, { ...options, signal: interrupted.signal });
  writeReport(reportPath(path), report);
  for (const problem of report.problems) console.error(`Error: ${problem}`);
  progress.line(
    report.component,
    report.outcome === "DONE" ? "done" : `ended: ${report.outcome.toLowerCase().replace("_", " ")}`,
  );
  return Outcome[report.outcome];
}

main().then(
  (outcome) => process.exit(outcome),
  (error: unknown) => {
    console.error(error instanceof InputError ? `Error: ${error.message}` : error);
    process.exit(error instanceof InputError ? Outcome.BAD_INPUT : Outcome.BROKEN);
  },
);
