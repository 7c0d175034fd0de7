import { setTimeout as sleep } from "node:timers/promises";
import type { RelationshipView } from "../../kea/fleet/fleet";
import { health, isPassing, type RelationshipHealth } from "../../kea/health";
import { enumerate } from "../../kea/words";
import type { Stage } from "../plan/steps";
import { isOnlyOff } from "./gate";
import type { Ledger } from "./ledger";
import type { Servers } from "./servers";

/** Milliseconds between two looks at what is about to pass by itself. */
const POLL_MS = 500;

/** What a stage that is about to begin is looked at with. */
export interface Outlook {
  readonly servers: Pick<Servers, "patientStatuses" | "silent">;
  readonly ledger: Pick<Ledger, "fleet">;
  /** Relationships that were healthy when the rollout was planned. */
  readonly wasHealthy: ReadonlySet<string>;
  /** Milliseconds to wait for what passes by itself. */
  readonly patienceMs: number;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/**
 * Why a stage is not begun: a server that it would set died since it was asked, or one of its relationships, on
 * which the plan counts, is not healthy any more. Undefined where it can begin.
 */
export async function obstacleTo({ steps }: Stage, outlook: Outlook): Promise<string | undefined> {
  const { servers, ledger, wasHealthy, patienceMs, signal } = outlook;
  const set = [...new Set(steps.flatMap((step) => (step.kind === "set" ? [step.server] : [])))];
  const isCounted = ({ name, sides }: RelationshipView) =>
    wasHealthy.has(name) && sides.some(({ server }) => set.includes(server.name));
  const views = ledger.fleet.relationships.filter(isCounted);
  const members = views.flatMap(({ sides }) => sides.map(({ server }) => server.name));
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const statuses = await servers.patientStatuses([...new Set([...set, ...members])]);
    const silent = set.filter((name) => statuses.get(name) === undefined);
    if (silent.length > 0) {
      const whys = silent.map((name) => servers.silent.get(name)?.message ?? `${name} does not answer.`);
      return nothingSent(set, whys);
    }
    const sick = views.map((view) => health(view, statuses)).filter(isSick);
    if (sick.length === 0) return undefined;
    const isOver = signal.aborted || performance.now() > deadline || !sick.every(isPassing);
    if (isOver)
      return nothingSent(
        set,
        sick.map(
          ({ name, troubles }) => `relationship ${name} is not healthy any more: ${troubles.join(" ")}`,
        ),
      );
    await sleep(POLL_MS);
  }
}

/** Whether clients depend on what is wrong. Kea's switch alone is another relationship's matter. */
function isSick({ members }: RelationshipHealth): boolean {
  return members.some(
    (member) =>
      member.role !== "backup" &&
      member.troubles.length > (member.surplus.length > 0 ? 1 : 0) &&
      !isOnlyOff(member),
  );
}

const nothingSent = (set: readonly string[], whys: readonly string[]) =>
  `Nothing was sent to ${enumerate(set)}: ${whys.join(" ")} Roll out again when that is mended.`;
