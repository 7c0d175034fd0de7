import { type Command, Option } from "commander";
import { KeaVersion } from "../kea/model/release-lines";
import { DISTRIBUTIONS } from "../kea/model/paths";
import type { DirectoryProps } from "../kea/model/settings";
import { withExitCodes } from "../rollout/exit-codes";
import { KINDS, pathsOf, readDirectories } from "./check-paths";
import { parseArgument, readFiles } from "./check-read";
import { exitCode, readSilences, report, type Report } from "./check-report";
import { findingsJson } from "./findings-json";
import { findingsSarif } from "./findings-sarif";
import { findingsTable, locate } from "./findings-table";
import { lookHere } from "./look";
import { printable } from "./printable";

interface Options {
  readonly kea?: KeaVersion;
  readonly format: "table" | "json" | "sarif";
  readonly silence: readonly string[];
  readonly distribution?: string;
  readonly directories: DirectoryProps;
  readonly pathRestrictions: boolean;
}

/** Adds `kea-ha check FILE...`. */
export function addCheck(program: Command): void {
  const command = program
    .command("check")
    .description("applies every rule to Kea configuration files, read together as the servers of one fleet")
    .argument(
      "<files...>",
      "Kea configurations or saved config-get replies, - for standard input; HOST=FILE where the file is not named after its host",
    )
    .addOption(
      new Option("--kea <version>", "the Kea release line that they are for").choices(
        Object.values(KeaVersion),
      ),
    )
    .addOption(
      new Option(
        "--distribution <name>",
        "whose packages of Kea they are for: files elsewhere are refused",
      ).choices(Object.keys(DISTRIBUTIONS)),
    )
    .addOption(
      new Option(
        "--directories <kind=path,...>",
        `directories that this Kea was built for (${KINDS.join(", ")}): files elsewhere are refused`,
      )
        .argParser((words: string, before: DirectoryProps) => ({ ...before, ...readDirectories(words) }))
        .default({}, "not known"),
    )
    .addOption(
      new Option(
        "--no-path-restrictions",
        "the servers are started with -X, and take files anywhere (3.0 and later)",
      ),
    )
    .addOption(new Option("--format <format>", "output").choices(["table", "json", "sarif"]).default("table"))
    .addOption(
      new Option("--silence <code=reason>", "leave out a warning, with the reason why; may be repeated")
        .argParser((word: string, before: readonly string[]) => [...before, word])
        .default([], "none"),
    )
    .action((files: string[], { kea, format, silence, ...options }: Options) => {
      const silences = readSilences(silence);
      const target = { kea, ...pathsOf(options, kea) };
      const checked = report(readFiles(files.map(parseArgument), target), kea, silences);
      for (const { file, at, message } of checked.unreadable) {
        console.error(`Error: ${at ? locate(at) : printable(file)}: ${printable(message)}`);
      }
      console.log(show(checked, format));
      process.exitCode = exitCode(checked);
    });
  withExitCodes(command, [
    ["0", "nothing found, or only what is silenced"],
    ["1", "findings; a warning alone is one, too"],
    ["2", "a file that cannot be read, bad input, or output that cannot be written"],
  ]);
}

function show(checked: Report, format: Options["format"]): string {
  if (format === "json") return findingsJson(checked);
  if (format === "sarif") return findingsSarif(checked);
  return findingsTable(checked, lookHere());
}
