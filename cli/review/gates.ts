import { count, enumerate, few } from "../../kea/words";
import { describeEnds } from "../../rollout/plan/steps";
import { describeAlsoServedBriefly } from "./left-behind";
import { describeMovesBriefly, leavingIn } from "./moves";
import { type ComponentReview, isHeldBack, isInterrupted, type ServerReview } from "./story";

/** What a review may be asked to refuse. */
export interface Gates {
  /** The most hosts that may change. */
  readonly maxHosts?: number;
  /** Nobody may be without service. */
  readonly noInterruption: boolean;
  readonly failOn?: "error" | "warning";
}

/** What each closed gate adds to an exit code of 10, so that the code tells which were. */
export const CODES = { maxHosts: 1, noInterruption: 2, failOn: 4 } as const;

/** A gate that is closed, and why. */
export interface Closed {
  readonly gate: keyof typeof CODES;
  readonly why: string;
}

/** Every gate that is closed. What a review cannot tell closes it too: nobody knows that it is all right. */
export function closedGates(components: readonly ComponentReview[], gates: Gates): Closed[] {
  const untold = components.filter(({ plan }) => plan === undefined).map(({ component }) => component);
  const unknown = untold.length > 0 ? [`what changes in ${enumerate(untold)} cannot be told`] : [];
  const close = (gate: Closed["gate"], option: string, reasons: readonly string[]): Closed[] =>
    reasons.length > 0 ? [{ gate, why: `${option}: ${reasons.join("; ")}.` }] : [];

  const hosts = changedHosts(components);
  const rolledOut = components.filter(isRolledOut);
  const all = rolledOut.flatMap(({ relationships }) => relationships);
  const interrupted = all.filter(isInterrupted).map(({ name }) => name);
  const held = all.filter(isHeldBack).map(({ name }) => name);
  const unsure = rolledOut.flatMap((one) => one.unsure);
  const ends = rolledOut.flatMap((one) => one.ends);
  const moves = leavingIn(rolledOut);
  const alsoServed = rolledOut.flatMap((one) => one.alsoServed);
  const found = components.flatMap(({ findings }) => findings);
  const errors = found.filter(({ severity }) => severity === "error").length;
  // Errors of the rules are among the reasons to refuse.
  const refused = rolledOut.flatMap((one) =>
    one.refused.slice(one.findings.filter(({ severity }) => severity === "error").length),
  ).length;
  const warnings = found.length - errors;
  const pending = components.flatMap((one) => one.unanswered.filter((server) => server.fails)).length;
  return [
    ...(gates.maxHosts === undefined
      ? []
      : close("maxHosts", `--max-hosts ${gates.maxHosts}`, [
          ...unknown,
          ...(hosts.length > gates.maxHosts ? [`${hosts.length} hosts change (${enumerate(hosts)})`] : []),
        ])),
    ...(gates.noInterruption
      ? close("noInterruption", "--no-interruption", [
          ...unknown,
          ...(interrupted.length > 0 ? [`clients of ${enumerate(interrupted)} are without service`] : []),
          ...(held.length > 0 ? [`new leases of ${enumerate(held)} are held back for a while`] : []),
          ...(ends.length > 0 ? [describeEnds(ends)] : []),
          ...(moves.length > 0 ? [describeMovesBriefly(moves)] : []),
          ...describeAlsoServedBriefly(alsoServed),
          ...(unsure.length > 0
            ? [`a rollout that failed may have let ${few(unsure, 5)} serve already; --live asks`]
            : []),
        ])
      : []),
    ...(gates.failOn === undefined
      ? []
      : close("failOn", `--fail-on ${gates.failOn}`, [
          ...(errors > 0 ? [count(errors, "error")] : []),
          ...(pending > 0 ? [`${count(pending, "server")} will be pending`] : []),
          ...(refused > 0 ? [`the rollout refuses, for ${count(refused, "reason")}`] : []),
          ...(warnings > 0 && gates.failOn === "warning" ? [count(warnings, "warning")] : []),
        ])),
  ];
}

/** The exit code: 0, or one of its own for every set of closed gates. */
export function exitCode(closed: readonly Closed[]): number {
  return closed.length === 0 ? 0 : closed.reduce((sum, { gate }) => sum + CODES[gate], 10);
}

/** Hosts on which any server changes, each once; hosts of two topologies are two. */
export function changedHosts(components: readonly ComponentReview[]): string[] {
  return hostsOf(components.filter(isRolledOut), ({ what }) => what !== "unchanged" && what !== "not known");
}

/** Hosts with a server of which something is true, each once. */
export function hostsOf(
  components: readonly ComponentReview[],
  isOne: (server: ServerReview) => boolean = () => true,
): string[] {
  const found = components.flatMap(({ component, servers }) =>
    servers.filter(isOne).map(({ host }) => [`${component.split("/")[0]} ${host}`, host] as const),
  );
  return [...new Map(found).values()];
}

const isRolledOut = ({ rests }: ComponentReview) => !rests;
