import type { Fleet, Path } from "./fleet";
import { RULES } from "./rules";

/** Errors stop a synth or a rollout; warnings are advice. */
export type Severity = "error" | "warning";

/** A rule: one kind of mistake, with the reason why it is one. */
export interface Rule {
  /** Stable code, e.g. `KEAHA007`. */
  readonly code: string;
  /** Short name in words, e.g. `pool-outside-subnet`. */
  readonly name: string;
  readonly severity: Severity;
  /** Why it matters, in one line. */
  readonly reason: string;
  /** Where that is written or was measured: a section of Kea's manual, an issue. */
  readonly source?: string;
  readonly check: (fleet: Fleet) => Iterable<Hit>;
}

/** One place where a rule is broken. */
export interface Hit {
  /** Server (`kea1-dhcp4`) whose configuration holds it. */
  readonly server?: string;
  readonly relationship?: string;
  /** Where the user declared what is wrong. */
  readonly where?: string;
  /** Where it is in the server's configuration. */
  readonly path?: Path;
  /** What is wrong, with the offending value, in one sentence. */
  readonly message: string;
  /** What to do, and what is allowed. */
  readonly remedy: string;
}

/** A hit with its rule. */
export interface Finding extends Hit {
  readonly code: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly reason: string;
}

/** Everything that the rules find, sorted by relationship, server and place. */
export function findings(fleet: Fleet): Finding[] {
  const found = RULES.flatMap(({ code, name, severity, reason, check }) =>
    [...check(fleet)].map((hit) => ({ ...hit, code, rule: name, severity, reason })),
  );
  const key = ({ relationship = "", server = "", code, path = [] }: Finding) =>
    [relationship, server, code, path.join("/")].join("\0");
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A finding as people read it, on one line. */
export function describe({ code, severity, relationship, server, message, remedy }: Finding): string {
  const subject = [relationship && `relationship ${relationship}`, server].filter(Boolean).join(", ");
  return `${severity} ${code}: ${subject ? `${subject}: ` : ""}${message} ${remedy}`;
}
