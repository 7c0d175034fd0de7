import { setTimeout as sleep } from "node:timers/promises";
import { type Fleet, modeOf } from "../../kea/fleet/fleet";
import { dueScopes, health, type MemberHealth } from "../../kea/health";
import { type Json, list, map, number } from "../../kea/json";
import { ChannelError } from "../channels/channel";
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
  let open = handOvers;
  const began = Date.now();
  for (const deadline = began + patienceMs; open.length > 0 && Date.now() < deadline; await sleep(PACE_MS)) {
    const names = new Set(open.flatMap(({ helper, owner }) => [helper, owner]));
    const statuses = await servers.statuses([...names]);
    const still: HandingOver[] = [];
    for (const handOver of open) {
      const { relationship, helper, member } = handOver;
      const view = fleet.relationships.find(({ name }) => name === relationship);
      const active = (view ? health(view, statuses).members : []).filter(({ role }) => role !== "backup");
      const own = active.find(({ name }) => name === member);
      // Partner-down ends by itself when the partner is back.
      if (own?.state === "partner-down" || own?.surplus.length === 0) continue;
      const mode = view && modeOf(view);
      const isHeard = heard(statuses.get(helper), member, mode, began);
      const isBack = own !== undefined && (isHeard || active.every((one) => one === own || serves(one)));
      const scopes = mode && own ? dueScopes(member, own.role, mode) : [];
      const step = { kind: "give-back", relationship, helper, member, scopes } as const;
      if (!isBack || !(await isDone(run(step)))) still.push(handOver);
    }
    open = still;
  }
  return open;
}

/** Whether a member heard its partner in its normal state, later than a moment. Ages are in full seconds. */
function heard(status: Json | undefined, member: string, mode: string | undefined, since: number): boolean {
  const { remote } =
    list(map(status)["high-availability"])
      .map((entry) => map(map(entry)["ha-servers"]))
      .find(({ local }) => map(local)["server-name"] === member) ?? {};
  const { age, ...partner } = map(remote);
  const at = Date.now() - ((number(age) ?? Infinity) + 1) * 1000;
  return partner["in-touch"] === true && partner["last-state"] === mode && at > since;
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
  state !== undefined && enabled && troubles.length === 0;
