import { Command, Option } from "commander";
import { isManifest, WriteError, writeJson } from "./files/beside";
import { ofLastSynth } from "./files/last-synth";
import { MANIFEST, manifestsAmong } from "./files/manifests";
import { load, retired } from "./files/load";
import { known, knownPath, recordKnown } from "./files/known";
import { recordPending } from "./files/pending";
import { finish, save, saved, savedDirectory } from "./files/saved";
import { recordWritten, written, writtenPath } from "./files/written";
import type { JsonMap } from "../kea/json";
import { count, few } from "../kea/words";
import { withExitCodes } from "./exit-codes";
import { InputError } from "./input-error";
import { Outcome } from "./outcome";
import { facing } from "./plan/control-passage";
import type { Declaration } from "./plan/declaration";
import { describeInterruption, describePlannedStep, subject } from "./plan/steps";
import { Progress } from "./run/progress";
import { type Report, reportPath } from "./run/report";
import { rollout, type RolloutOptions } from "./run/rollout";
import { relay } from "./relay";
import { atWorkOn, interruption, isWorker } from "./worker";

/** What people may give on the command line, or a topology's props. */
type Flags = Pick<RolloutOptions, "allowUnhealthy" | "allowInterruption" | "dryRun" | "forget" | "without">;

/** Exit codes, for the help of every command that changes servers. */
const CODES = [
  ["0", "done"],
  ["1", "refused; nothing was changed"],
  ["2", "bad input; nothing was changed"],
  ["3", "a change failed; everybody is served"],
  ["4", "a change failed; somebody has to look"],
  ["5", "done, but for servers that do not answer"],
] as const;

const repeated = (value: string, others: string[]) => [...others, value];

/** Adds a command that runs a rollout, and the flags that all of them share. */
function rolloutCommand(name: string, description: string): Command {
  const command = new Command(name)
    .exitOverride()
    .description(description)
    .argument("<manifest...>", `${MANIFEST}; reports beside it may be named too`)
    .option("--dry-run", "show the steps and what clients would notice; change nothing", false)
    .option("--allow-unhealthy", "start although a relationship is not healthy", false)
    .option("--allow-interruption", "go on where no partner can serve meanwhile", false)
    .addOption(
      new Option(
        "--forget <name>",
        "go on without a partner, by member name or address, that is gone for good and was not retired; may be repeated",
      )
        .argParser(repeated)
        .default([], "none"),
    )
    .addOption(
      new Option("--without <host>", "leave a host out, whether it answers or not; may be repeated")
        .argParser(repeated)
        .default([], "none"),
    );
  return withExitCodes(command, CODES);
}

/** `rollout MANIFEST`: what Terraform's provisioner runs. */
export const rolloutManifest = rolloutCommand(
  "rollout",
  "brings the servers of a manifest to what is declared",
)
  .option("--retire", "instead, let all of them serve nobody, after the next start too", false)
  .action(async (paths: string[], { retire, ...flags }: Flags & { retire: boolean }) => {
    const path = manifestOf(paths);
    const declaration = () => (retire ? retired(load(path)) : load(path));
    const keep = (running: ReadonlyMap<string, JsonMap>) => save(savedDirectory(path), running);
    process.exitCode = await run(path, flags, declaration, keep, (servers) => recordPending(path, servers));
  });

/** `restore MANIFEST`: the way back. */
export const restoreManifest = rolloutCommand(
  "restore",
  "brings all servers back to the configurations that ran before the last rollout",
).action(async (paths: string[], flags: Flags) => {
  const path = manifestOf(paths);
  const directory = savedDirectory(path);
  const declaration = () => {
    const before = known(knownPath(path));
    // Who was not there when the rest was kept stays as it was last seen.
    const loaded = load(path, (server) => saved(directory, server) ?? before.get(server));
    if (loaded.servers.every(({ name }) => saved(directory, name) === undefined))
      throw new InputError(`${directory} holds no configuration: no rollout from here replaced one.`);
    const lost = loaded.servers.filter(
      ({ name, host }) =>
        !flags.without.includes(host) && saved(directory, name) === undefined && !before.has(name),
    );
    if (lost.length > 0) {
      const names = few(lost.map(({ name }) => name));
      const hosts = [...new Set(lost.map(({ host }) => host))];
      throw new InputError(
        `${directory} has nothing of ${names}: what ran there before is not known. To bring the others back, go on without: ${hosts.map((host) => `--without ${host}`).join(" ")}.`,
      );
    }
    // Kea ran it, whatever rules say of it.
    return { ...loaded, servers: loaded.servers.map(facing), findings: [] };
  };
  // It keeps nothing, so that it can be repeated.
  process.exitCode = await run(
    path,
    flags,
    declaration,
    () => undefined,
    () => undefined,
  );
});

/**
 * The one manifest in a directory, or among what a pattern such as `rollout-*.json` gave: of those that several
 * synths wrote, the last one's.
 *
 * @throws InputError
 */
function manifestOf(paths: readonly string[]): string {
  const manifests = manifestsAmong(paths).filter(isManifest);
  const [path, ...others] = manifests;
  if (path === undefined) throw new InputError(`${paths.join(", ")}: none of them is a manifest.`);
  if (others.length === 0) return path;
  const latest = ofLastSynth(manifests);
  if (latest.length === 1) return latest[0]!;
  const several = latest.length > 0 ? latest : manifests;
  throw new InputError(`Give one manifest at a time, not ${several.join(" and ")}.`);
}

/** Says what could not be written, where the servers are what counts. */
function unlessUnwritable(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    console.error(`Error: ${error.message}`);
  }
}

/** A dry run leaves no trace. Everything else has a process of its own, which nobody can leave half done. */
async function run(
  path: string,
  flags: Flags,
  declaration: () => Declaration,
  keep: RolloutOptions["save"],
  leave: (servers: readonly string[]) => void,
): Promise<number> {
  if (flags.dryRun) return work(path, flags, declaration(), keep, leave);
  if (!isWorker()) return relay(path);
  return atWorkOn(path, () => work(path, flags, declaration(), keep, leave));
}

async function work(
  path: string,
  flags: Flags,
  declaration: Declaration,
  keep: RolloutOptions["save"],
  leave: (servers: readonly string[]) => void,
): Promise<Outcome> {
  refuseUnknown(flags.without, declaration);
  const progress = new Progress(
    (line) => console.log(line),
    declaration.servers.map(({ name }) => name),
  );
  const report = await rollout(declaration, progress, {
    ...flags,
    signal: interruption(),
    save: keep,
    written: written(writtenPath(path)),
    recordWritten: (server) => unlessUnwritable(() => recordWritten(writtenPath(path), server)),
    known: known(knownPath(path)),
    recordKnown: (running) => unlessUnwritable(() => recordKnown(knownPath(path), running)),
  });
  if (isDone(report) && !flags.dryRun) {
    unlessUnwritable(() => finish(savedDirectory(path)));
    const left = [...report.pending, ...report.waits].map(({ server }) => server);
    unlessUnwritable(() => leave([...new Set(left)]));
  }
  if (flags.dryRun && report.outcome === "DONE") showPlan(report);
  else if (!flags.dryRun) unlessUnwritable(() => writeJson(reportPath(path), report));
  for (const problem of report.problems) console.error(`Error: ${problem}`);
  progress.line(report.component, ending(report, flags));
  return Outcome[report.outcome];
}

const isDone = ({ outcome }: Report) => outcome === "DONE" || outcome === "PENDING";

/** @throws InputError for a host that the manifest does not have. */
function refuseUnknown(without: readonly string[], { servers }: Declaration): void {
  const hosts = new Set(servers.map(({ host }) => host));
  const unknown = without.filter((host) => !hosts.has(host));
  if (unknown.length === 0) return;
  throw new InputError(
    `--without ${unknown.join(" --without ")}: the manifest has no such host. It has ${few([...hosts])}.`,
  );
}

function ending(report: Report, { dryRun }: Flags): string {
  const { outcome, servers, pending } = report;
  if (dryRun && outcome === "DONE") return "dry run: nothing was changed";
  if (isDone(report)) {
    if (pending.length === 0) return "done";
    const names = few(pending.map(({ server }) => server));
    return `done, but for ${count(pending.length, "server")}: ${names} ${pending.length === 1 ? "is" : "are"} pending`;
  }
  const touched = servers.filter((server) => server.touched);
  const answering = touched.filter(({ answers }) => answers);
  const running = [...new Set(answering.map(({ runs }) => runs))].map((runs) => {
    const names = namesOf(answering.filter((server) => server.runs === runs));
    return `${few(names)} ${names.length === 1 ? "runs" : "run"} ${RUNS[runs]}`;
  });
  const silent = namesOf(touched.filter(({ answers }) => !answers));
  const gone =
    silent.length === 0 ? [] : [`${few(silent)} ${silent.length === 1 ? "does" : "do"} not answer`];
  return `ended: ${[outcome.toLowerCase().replace("_", " "), ...running, ...gone].join("; ")}`;
}

const namesOf = (servers: Report["servers"]) => servers.map(({ server }) => server);

const RUNS: Readonly<Record<Report["servers"][number]["runs"], string>> = {
  declared: "what is declared",
  previous: "what ran there before",
  passing: "a temporary configuration, on the way to what is declared",
  other: "something else than the rollout gave it last",
  unknown: "nobody knows what",
};

/** What would change on each server, and the steps in order, with what clients would notice. */
function showPlan({ changes, plan: waves }: Report): void {
  for (const [server, lines] of Object.entries(changes))
    if (lines.length > 0) console.log([`\n${server}`, ...lines.map((line) => `  ${line}`)].join("\n"));
  waves.forEach((wave, index) => {
    for (const { reason, steps, ifFails } of wave) {
      console.log(`\nwave ${index + 1} of ${waves.length}: ${reason}`);
      for (const step of steps) {
        console.log(`  ${subject(step)}  ${describePlannedStep(step)}`);
        if (step.kind === "set") console.log(`    (${describeInterruption(step.interruption)})`);
      }
      if (ifFails.length > 0) console.log("  if this fails:");
      for (const step of ifFails) {
        console.log(`    ${subject(step)}  ${describePlannedStep(step)}`);
        if (step.kind === "set" && step.interruption.ms > 0)
          console.log(`      (${describeInterruption(step.interruption)})`);
      }
    }
  });
  if (waves.length > 0) console.log("");
}
