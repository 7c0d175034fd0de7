import { setTimeout as sleep } from "node:timers/promises";
import { modeOf, type RelationshipView } from "../../kea/fleet/fleet";
import { health, isPassing, type RelationshipHealth } from "../../kea/shown/health";
import { serverName } from "../../kea/model/family";
import { enumerate } from "../../kea/words";
import { gatedBy, setBy } from "../plan/order";
import type { Stage } from "../plan/steps";
import { isOnlyOff } from "./gate";
import type { Ledger } from "./ledger";
import type { Progress } from "./progress";
import type { Servers } from "./servers";

/** Milliseconds between two looks at what is about to pass by itself. */
const POLL_MS = 500;

/** What a stage that is about to begin is looked at with. */
export interface Outlook {
  readonly servers: Pick<Servers, "patientStatuses" | "silent">;
  readonly ledger: Pick<Ledger, "fleet">;
  readonly progress: Pick<Progress, "waiting">;
  /** Relationships that were healthy when the rollout was planned, or have been since. */
  readonly healthy: ReadonlySet<string>;
  /** Milliseconds to wait for what passes by itself. */
  readonly patienceMs: number;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** A relationship as it runs now, and how it is. */
type Seen = readonly [RelationshipView, RelationshipHealth];

/**
 * Why a stage is not begun: a server that it would set died since it was asked, or one of its relationships, on
 * which the plan counts, is not healthy any more. Undefined where it can begin.
 */
export async function obstacleTo(stage: Stage, outlook: Outlook): Promise<string | undefined> {
  const { servers, ledger, progress, healthy, patienceMs, signal } = outlook;
  const set = setBy(stage);
  const helpers = new Set(stage.steps.flatMap((step) => (step.kind === "hand-over" ? [step.helper] : [])));
  const isCounted = ({ name, sides }: RelationshipView) =>
    healthy.has(name) && sides.some(({ server }) => set.includes(server.name));
  const views = ledger.fleet.relationships.filter(isCounted);
  const asked = [...new Set([...set, ...membersIn(views)])];
  const deadline = performance.now() + patienceMs;
  for (let told = ""; ; await sleep(POLL_MS)) {
    const statuses = await servers.patientStatuses(asked);
    const silent = set.filter((name) => statuses.get(name) === undefined);
    if (silent.length > 0) {
      const whys = silent.map((name) => servers.silent.get(name)?.message ?? `${name} does not answer.`);
      return nothingSent(set, whys);
    }
    const sick = views
      .map((view): Seen => [view, health(view, statuses)])
      .filter((seen) => isSick(seen, helpers));
    const [first] = sick;
    if (first === undefined) return undefined;
    if (signal.aborted) return `Nothing was sent to ${enumerate(set)}: interrupted.`;
    if (performance.now() > deadline || !sick.every(passes))
      return nothingSent(
        set,
        sick.map(
          ([, { name, troubles }]) => `relationship ${name} is not healthy any more: ${troubles.join(" ")}`,
        ),
      );
    const [, { name, troubles }] = first;
    if (troubles[0] !== told) progress.waiting(name, (told = troubles[0]!));
  }
}

/** Relationships that a stage has made healthy: those that come after it count on them from now on. */
export async function repairedBy(
  stage: Stage,
  { servers, ledger, healthy }: Pick<Outlook, "servers" | "ledger" | "healthy">,
): Promise<readonly string[]> {
  const gated = gatedBy(stage).filter((name) => !healthy.has(name));
  const views = ledger.fleet.relationships.filter(({ name }) => gated.includes(name));
  if (views.length === 0) return [];
  const statuses = await servers.patientStatuses(membersIn(views));
  return views.filter((view) => health(view, statuses).healthy).map(({ name }) => name);
}

/** Servers in any of some relationships, each once. */
const membersIn = (views: readonly RelationshipView[]): string[] => [
  ...new Set(views.flatMap(({ sides }) => sides.map(({ server }) => server.name))),
];

/** Whether clients depend on what is wrong: on Kea's switch only where somebody is to serve for another one. */
function isSick([{ family }, { members }]: Seen, helpers: ReadonlySet<string>): boolean {
  return members.some(
    (member) =>
      member.role !== "backup" &&
      member.troubles.length > (member.surplus.length > 0 ? 1 : 0) &&
      (!isOnlyOff(member) || helpers.has(serverName(member.host, family))),
  );
}

/** Whether it may pass: members that are normal may have missed a heartbeat, or be switched off for a partner. */
function passes([view, relationship]: Seen): boolean {
  const active = relationship.members.filter(({ role }) => role !== "backup");
  return isPassing(relationship) || active.every(({ state }) => state === modeOf(view));
}

const nothingSent = (set: readonly string[], whys: readonly string[]) =>
  `Nothing was sent to ${enumerate(set)}: ${whys.join(" ")} Roll out again when that is mended.`;
