import { Command } from "commander";
import { writeJson } from "./files/beside";
import { InputError, load } from "./files/load";
import { finish, save, saved, savedDirectory } from "./files/saved";
import { recordWritten, written, writtenPath } from "./files/written";
import { Outcome } from "./outcome";
import type { Declaration } from "./plan/declaration";
import type { Plan } from "./plan/plan";
import { describeStep, duration, subject } from "./plan/steps";
import { Progress } from "./run/progress";
import { type Report, reportPath } from "./run/report";
import { rollout, type RolloutOptions } from "./run/rollout";

/** What people may give on the command line, or a topology's props. */
type Flags = Pick<RolloutOptions, "allowUnhealthy" | "allowInterruption" | "dryRun" | "forget">;

/** Exit codes, for the help of every command that changes servers. */
const CODES = `
Exit codes: 0 done, 1 refused and nothing changed, 2 bad input, 3 a change failed and
everybody is served, 4 a change failed and somebody has to look.`;

/** Adds a command that runs a rollout, and the flags that all of them share. */
function rolloutCommand(name: string, description: string): Command {
  return new Command(name)
    .exitOverride()
    .description(description)
    .argument("<manifest>", "the manifest that synth wrote")
    .option("--dry-run", "show the steps and what clients would notice; change nothing", false)
    .option("--allow-unhealthy", "start although a relationship is not healthy", false)
    .option("--allow-interruption", "go on where no partner can serve meanwhile", false)
    .option(
      "--forget <name>",
      "a partner, by member name or address, that is gone for good and was not retired; repeatable",
      (name: string, others: string[]) => [...others, name],
      [] as string[],
    )
    .addHelpText("after", CODES);
}

/** `rollout MANIFEST`: what Terraform's provisioner runs. */
export const rolloutManifest = rolloutCommand(
  "rollout",
  "bring the servers of a manifest to what is declared",
).action(async (path: string, flags: Flags) => {
  process.exitCode = await run(path, flags, load(path), (running) => save(savedDirectory(path), running));
});

/** `restore MANIFEST`: the way back. */
export const restoreManifest = rolloutCommand(
  "restore",
  "bring all servers back to the configurations that ran before the last rollout",
).action(async (path: string, flags: Flags) => {
  const declaration = load(path, (server) => saved(savedDirectory(path), server));
  if (declaration.servers.every(({ name }) => saved(savedDirectory(path), name) === undefined)) {
    throw new InputError(
      `${savedDirectory(path)} holds no configuration: no rollout from here replaced one.`,
    );
  }
  // It keeps nothing, so that it can be repeated.
  process.exitCode = await run(path, flags, declaration, () => undefined);
});

async function run(
  path: string,
  flags: Flags,
  declaration: Declaration,
  keep: RolloutOptions["save"],
): Promise<Outcome> {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => interrupted.abort());

  const width = Math.max(...declaration.servers.map(({ name }) => name.length), 0);
  const progress = new Progress((line) => console.log(line), width);
  const report = await rollout(declaration, progress, {
    ...flags,
    signal: interrupted.signal,
    save: keep,
    written: written(writtenPath(path)),
    recordWritten: (server) => recordWritten(writtenPath(path), server),
  });
  if (report.outcome === "DONE" && !flags.dryRun) finish(savedDirectory(path));
  if (flags.dryRun && report.outcome === "DONE") showPlan(report.plan);
  else if (!flags.dryRun) writeJson(reportPath(path), report);
  for (const problem of report.problems) console.error(`Error: ${problem}`);
  progress.line(report.component, ending(report, flags));
  return Outcome[report.outcome];
}

function ending({ outcome, servers }: Report, { dryRun }: Flags): string {
  if (outcome === "DONE") return dryRun ? "dry run: nothing was changed" : "done";
  const running = servers
    .filter(({ touched }) => touched)
    .map(({ server, runs }) => `${server} runs the ${runs} configuration`);
  return `ended: ${[outcome.toLowerCase().replace("_", " "), ...running].join("; ")}`;
}

/** The steps in order, with what clients notice. */
function showPlan(waves: Plan["waves"]): void {
  waves.forEach((wave, index) => {
    for (const { reason, steps, ifFails } of wave) {
      console.log(`\nwave ${index + 1}: ${reason}`);
      for (const step of steps) {
        const interruption =
          step.kind !== "set"
            ? ""
            : step.interruption.ms === 0
              ? `  (no interruption: ${step.interruption.why})`
              : `  (interrupts ${step.interruption.relationships.join(", ")} ${duration(step.interruption.ms)}: ${step.interruption.why})`;
        console.log(`  ${subject(step)}  ${describeStep(step)}${interruption}`);
      }
      if (ifFails.length > 0) console.log("  if this fails:");
      for (const step of ifFails) console.log(`    ${subject(step)}  ${describeStep(step)}`);
    }
  });
  if (waves.length > 0) console.log("");
}
