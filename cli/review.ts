import { readFileSync, statSync } from "node:fs";
import { text as readAll } from "node:stream/consumers";
import { type Command, InvalidArgumentError, Option } from "commander";
import { withExitCodes } from "../rollout/exit-codes";
import { InputError } from "../rollout/input-error";
import { lookHere } from "./look";
import { writeOutput } from "./output";
import { closedGates, CODES, exitCode, type Gates } from "./review/gates";
import { html } from "./review/html";
import { json } from "./review/json";
import { withLeftBehind } from "./review/left-behind";
import { ask } from "./review/live";
import { markdown } from "./review/markdown";
import { withMoves } from "./review/moves";
import { readPlanned, readState } from "./review/resources";
import { type ComponentReview, reviewOf } from "./review/story";
import { type Subject, subjectsOf } from "./review/subject";
import { readSynthesized } from "./review/synthesized";
import { terminal } from "./review/terminal";

interface Options extends Gates {
  readonly state?: string;
  readonly live: boolean;
  readonly markdown: boolean;
  readonly json: boolean;
  readonly html?: string;
}

/** Adds `kea-ha review PLAN`. */
export function addReview(program: Command): void {
  const command = program
    .command("review")
    .description("tells what a Terraform plan, or what synth has written, does to whom; changes nothing")
    .argument(
      "[plan]",
      "a file that `terraform show -json PLANFILE` has printed, or the directory that synth wrote, e.g. cdktf.out/stacks/STACK",
      "-",
    )
    .option("--state <file>", "for a directory: what `terraform show -json` or `terraform state pull` prints")
    .option("--live", "ask the servers what they run, instead of taking the state's word", false)
    .addOption(new Option("--markdown", "for a pull request's comment").default(false).conflicts("json"))
    .addOption(new Option("--json", "for programs").default(false))
    .option("--html <file>", "write a page with the topology's picture and both sides of every difference")
    .option("--max-hosts <number>", "gate: the most hosts that may change", readNumber)
    .option("--no-interruption", "gate: nobody may be without service")
    .addOption(
      new Option("--fail-on <severity>", "gate: findings of the rules, and what the rollout refuses").choices(
        ["error", "warning"],
      ),
    )
    .action(async (path: string, { interruption, ...options }: Options & { interruption: boolean }) => {
      const { subjects, notes, left } = await read(path, options.state);
      const told = await Promise.all(subjects.map((subject) => tell(subject, options.live)));
      const components = withLeftBehind(withMoves(told), left);
      const closed = closedGates(components, { ...options, noInterruption: !interruption });
      const show = options.json ? json : options.markdown ? markdown : inTerminal;
      console.log(show(components, notes, closed));
      process.exitCode = exitCode(closed);
      if (options.html === undefined) return;
      const fleets = new Map(
        subjects.map(({ declaration: { manifest, fleet } }) => [manifest.component, fleet]),
      );
      writeOutput(options.html, await html(components, notes, closed, fleets));
    });
  const { maxHosts, noInterruption, failOn } = CODES;
  withExitCodes(command, [
    ["0", "reviewed, and no gate is closed"],
    ["2", "bad input, or output that cannot be written"],
    [
      `${10 + Math.min(maxHosts, noInterruption, failOn)} to ${10 + maxHosts + noInterruption + failOn}`,
      `gates are closed: 10, and ${maxHosts} for --max-hosts, ${noInterruption} for --no-interruption, ${failOn} for --fail-on, added up`,
    ],
  ]);
}

function readNumber(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  throw new InvalidArgumentError("Give a whole number.");
}

type Read = ReturnType<typeof subjectsOf>;

/** @throws InputError */
async function read(path: string, state: string | undefined): Promise<Read> {
  const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isDirectory) {
    if (state !== undefined)
      throw new InputError(`--state goes with a directory that synth wrote. A plan has its state in it.`);
    const [source, contents] =
      path === "-" ? ["standard input", await readAll(process.stdin)] : [path, readText(path)];
    const planned = readPlanned(source, contents);
    const found = subjectsOf(source, planned.all);
    return { ...found, notes: [...planned.notes, ...found.notes] };
  }
  return subjectsOf(
    path,
    readSynthesized(path, state === undefined ? [] : readState(state, readText(state))),
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${(error as Error).message}.`);
  }
}

async function tell(subject: Subject, live: boolean): Promise<ComponentReview> {
  return reviewOf(subject, live ? await ask(subject.declaration.servers) : undefined);
}

function inTerminal(...review: Parameters<typeof json>): string {
  return terminal(...review, lookHere());
}
