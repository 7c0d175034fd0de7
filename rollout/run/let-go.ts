import { setTimeout as sleep } from "node:timers/promises";
import { type Fleet, modeOf } from "../../kea/fleet/fleet";
import { dueScopes, haServersOf, health, type MemberHealth, type Statuses } from "../../kea/shown/health";
import { type Json, map } from "../../kea/json";
import { ChannelError } from "../channels/channel";
import { heardMs } from "../plan/dark";
import type { HandingOver } from "../plan/hand-overs";
import type { Step } from "../plan/steps";
import type { Servers } from "./servers";
import { Stop } from "./stop";

/** Milliseconds between two looks. */
const PACE_MS = 500;

/**
 * Who serves for a server that is lost serves on until it has taken over by itself; if that one is back before, it is
 * told to stop, since both would answer otherwise for as long as nobody rolls out. Who is lost to us may be back all
 * the same: its partner hears it.
 *
 * @param run runs a step. @throws Stop or ChannelError when it did not end as planned; then it is tried again.
 * @returns hand-overs that are still open after `patienceMs`.
 */
export async function letGo(
  handOvers: readonly HandingOver[],
  fleet: Fleet,
  servers: Pick<Servers, "statuses">,
  patienceMs: number,
  run: (step: Step) => Promise<void>,
): Promise<readonly HandingOver[]> {
  const began = performance.now();
  const isOver = async (
    { relationship, helper, member }: HandingOver,
    statuses: Statuses,
  ): Promise<boolean> => {
    const view = fleet.relationships.find(({ name }) => name === relationship);
    const active = (view ? health(view, statuses).members : []).filter(({ role }) => role !== "backup");
    const own = active.find(({ name }) => name === member);
    if (view === undefined || own === undefined) return false;
    // Partner-down ends by itself when the partner is back.
    if (own.state === "partner-down" || own.surplus.length === 0) return true;
    const mode = modeOf(view);
    const isHeard = heard(own, mode, statuses.get(helper), began);
    if (!isHeard && !active.every((one) => one === own || serves(one))) return false;
    const scopes = dueScopes(member, own.role, mode);
    return isDone(run({ kind: "give-back", relationship, helper, member, scopes }));
  };
  let open = handOvers;
  for (
    const deadline = began + patienceMs;
    open.length > 0 && performance.now() < deadline;
    await sleep(PACE_MS)
  ) {
    const names = new Set(open.flatMap(({ helper, owner }) => [helper, owner]));
    const statuses = await servers.statuses([...names]);
    const still: HandingOver[] = [];
    for (const one of open) if (!(await isOver(one, statuses))) still.push(one);
    open = still;
  }
  return open;
}

/** Whether a member heard its partner in its normal state, later than a moment. Kea counts full seconds. */
function heard(
  { name, inTouch, partnerState }: MemberHealth,
  mode: string,
  status: Json | undefined,
  since: number,
): boolean {
  const ageMs = heardMs(map(haServersOf(status, name).remote)) + 1000;
  return inTouch === true && partnerState === mode && performance.now() - ageMs > since;
}

async function isDone(step: Promise<void>): Promise<boolean> {
  try {
    await step;
    return true;
  } catch (error) {
    if (!(error instanceof ChannelError || error instanceof Stop)) throw error;
    return false;
  }
}

const serves = ({ state, enabled, troubles }: MemberHealth) =>
  state !== undefined && enabled === true && troubles.length === 0;
