import type { RelationshipHealth } from "../../kea/shown/health";
import { beside } from "../files/beside";
import { Outcome } from "../outcome";
import type { ChangesInWords } from "../plan/changes-in-words";
import type { Plan } from "../plan/plan";

/** What runs on a server after the rollout. */
export interface ServerReport {
  readonly server: string;
  readonly kea?: string;
  /**
   * `passing`: a step on the way to what is declared. `other`: neither what the rollout found there nor what it gave
   * it last.
   */
  readonly runs: "declared" | "previous" | "passing" | "other" | "unknown";
  /** Whether a configuration was sent to it. */
  readonly touched: boolean;
  /** Whether it answered when the rollout had ended. */
  readonly answers: boolean;
}

/** One step that was done. */
export interface StepReport {
  readonly step: string;
  readonly on: string;
  readonly ms: number;
}

/** The machine-readable account of a rollout. */
export interface Report {
  /** Changes when a field changes its meaning or goes. */
  readonly format: 1;
  readonly component: string;
  readonly outcome: keyof typeof Outcome;
  readonly problems: readonly string[];
  readonly servers: readonly ServerReport[];
  /** Servers that do not answer, and wait for what is declared. */
  readonly pending: readonly { readonly server: string; readonly why: string }[];
  /** What servers that answer lack until others do. */
  readonly waits: readonly { readonly server: string; readonly what: string }[];
  readonly relationships: readonly RelationshipHealth[];
  /** What differs on each server, in words. */
  readonly changes: ChangesInWords;
  /** What was planned: waves of stages of steps. */
  readonly plan: Plan["waves"];
  /** What was done. */
  readonly steps: readonly StepReport[];
}

/** Path of a manifest's report. */
export const reportPath = (manifest: string) => beside(manifest, "report.json");
