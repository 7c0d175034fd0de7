import type { Fleet } from "../kea/fleet/fleet";
import { readFleet } from "../kea/fleet/read";
import { FAMILIES, serverName } from "../kea/model/family";
import type { KeaVersion } from "../kea/model/release-lines";
import { EVERY_RULE } from "../kea/rules";
import { type Finding, findings } from "../kea/rules/findings";
import { pageOf } from "../kea/rules/page";
import type { RuleFacts } from "../kea/rules/rule";
import { cannotSilence } from "../kea/rules/silence";
import type { Span } from "../kea/text/source";
import { InputError } from "../rollout/input-error";
import { type CheckedFile, placeIn, type Unreadable } from "./check-read";
import { textFindings } from "./check-text";

/** A finding with the place where it is written, and the reason why nobody wants to hear of it. */
export interface CheckFinding extends Finding {
  readonly at?: Span;
  readonly silenced?: string;
}

/** A rule as a report names it, with its page, relative to the project. */
export interface ReportedRule extends RuleFacts {
  readonly page: string;
}

/** Everything that `kea-ha check` has to say; each output format shows it whole. */
export interface Report {
  readonly kea: KeaVersion | undefined;
  readonly files: readonly { readonly file: string; readonly servers: readonly string[] }[];
  /** Files that are left out, and why. */
  readonly skipped: readonly { readonly file: string; readonly message: string }[];
  readonly unreadable: readonly Unreadable[];
  readonly findings: readonly CheckFinding[];
}

/** Reasons by code. */
export type Silences = ReadonlyMap<string, string>;

/** Every rule that a report may name, in the order of their codes. */
export const ALL_RULES: readonly ReportedRule[] = EVERY_RULE.map(({ code, name, severity, reason }) => ({
  ...{ code, name, severity, reason },
  page: `docs/${pageOf({ code, name })}`,
}));

/**
 * Reads `CODE=REASON` words.
 *
 * @throws InputError for an unknown code, one without a reason, and one of an error.
 */
export function readSilences(words: readonly string[]): Silences {
  return new Map(words.map(readSilence));
}

function readSilence(word: string): [string, string] {
  const [, code = word, reason = ""] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
  const problem = cannotSilence(code, reason, ALL_RULES);
  if (problem) throw new InputError(`--silence ${word}: ${problem} Write --silence CODE=REASON.`);
  return [code, reason.trim()];
}

/** Judges files together, as the configurations of one fleet. */
export function report(
  files: readonly CheckedFile[],
  kea: KeaVersion | undefined,
  silences: Silences,
): Report {
  const fleet = readFleet(files.flatMap(({ servers }) => servers));
  const owners = new Map(
    files.flatMap((file) =>
      file.servers.map(({ host, family }) => [serverName(host, family), file] as const),
    ),
  );
  const found: CheckFinding[] = [
    ...files.flatMap(textFindings),
    ...findings(fleet).map((finding) => ({ ...finding, at: placeOf(finding, fleet, owners) })),
  ];
  return {
    kea,
    files: files.map(({ file, servers }) => ({
      file,
      servers: servers.map(({ host, family }) => serverName(host, family)),
    })),
    skipped: files.flatMap(({ file, skipped: message }) => (message === undefined ? [] : { file, message })),
    unreadable: files.flatMap(({ errors }) => errors),
    findings: found.map((finding) => ({
      ...finding,
      message: clip(finding.message),
      remedy: clip(finding.remedy),
      silenced: silences.get(finding.code),
    })),
  };
}

/** A finding that names no server is shown where its relationship first stands. */
function placeOf(
  finding: Finding,
  { servers, relationships }: Fleet,
  owners: ReadonlyMap<string, CheckedFile>,
): Span | undefined {
  const side = relationships.find(({ name }) => name === finding.relationship)?.sides[0];
  const name = finding.server ?? side?.server.name;
  const server = servers.find((one) => one.name === name);
  const file = name === undefined ? undefined : owners.get(name);
  if (file === undefined || server === undefined) return undefined;
  const fallback = finding.server === undefined && side ? side.path : [FAMILIES[server.family].root];
  return placeIn(file, finding.path ?? fallback)?.value;
}

/** A value in a message may be a megabyte long. */
function clip(text: string, most = 1000): string {
  return text.length <= most ? text : `${text.slice(0, most)}... (${text.length} characters)`;
}

/** How many there are of each, silenced ones apart. */
export function counts({ findings: all, unreadable }: Report) {
  const heard = all.filter(({ silenced }) => silenced === undefined);
  const errors = heard.filter(({ severity }) => severity === "error").length;
  return {
    errors,
    warnings: heard.length - errors,
    silenced: all.length - heard.length,
    unreadable: new Set(unreadable.map(({ file }) => file)).size,
  };
}

/** 0 nothing found, 1 findings, 2 something could not be read. */
export function exitCode(of: Report): 0 | 1 | 2 {
  const { errors, warnings, unreadable } = counts(of);
  if (unreadable > 0) return 2;
  return errors + warnings > 0 ? 1 : 0;
}
