import type { Fleet } from "../fleet/fleet";
import type { Path } from "../json";

/** Errors stop a synth or a rollout; warnings are advice. */
export type Severity = "error" | "warning";

/** What is told of a rule. */
export interface RuleFacts {
  /** Stable code, e.g. `KEAHA007`. */
  readonly code: string;
  /** Short name in words, e.g. `pool-outside-subnet`. */
  readonly name: string;
  readonly severity: Severity;
  /** Why it matters, in one line. */
  readonly reason: string;
}

/** A rule: one kind of mistake, with the reason why it is one. */
export interface Rule extends RuleFacts {
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
