import { sentence } from "../channels/sentence";
import type { Outcome } from "../outcome";
import type { DeclaredServer } from "../plan/declaration";

/** A reason to stop, told in sentences that name host, cause and remedy. */
export class Stop extends Error {
  constructor(
    readonly outcome: Outcome,
    readonly problems: readonly string[],
  ) {
    super(problems.join("\n"));
  }
}

/** Kea's words as a sentence, without places in Kea's own source or in the command's one line. */
export function keaSays(text: string): string {
  return sentence(text.replaceAll(/ \(<wire>:[\d:]+\)| \[system:\d+ at .*\]/g, ""));
}

/** What usually helps against a refusal; the first that fits. */
const REMEDIES: readonly [RegExp, string][] = [
  [/address already in use/i, "Give the relationship another port, or stop what uses it on the host."],
  [/interface/i, "Name interfaces that the host has, or bring them up."],
  [/hook libraries failed to load/i, "Look into Kea's log on the host: a library refuses its parameters."],
  [/hook|\.so/i, "Install the library on the host, or set its directory (settings.directories.hooks)."],
  [/database|lease file/i, "Check the lease database's path and rights."],
];

/** Kea's refusal of a configuration. */
export function refusal({ host }: DeclaredServer, command: string, text: string): string {
  const remedy = REMEDIES.find(([pattern]) => pattern.test(text))?.[1] ?? "Correct the declaration.";
  return `${host}: Kea refuses the configuration (${command}): ${keaSays(text)} ${remedy}`;
}
