import { setTimeout as sleep } from "node:timers/promises";
import type { Fleet } from "../../kea/fleet/fleet";
import { health, type MemberHealth } from "../../kea/health";
import { ChannelError } from "../channels/channel";
import type { Step } from "../plan/steps";
import type { Servers } from "./servers";

/** Milliseconds between two looks. */
const PACE_MS = 500;

type HandOver = Extract<Step, { kind: "hand-over" }>;

/**
 * Who serves for a server that is lost serves on until it has taken over by itself; if that one is back before, it is
 * told to stop, since both would answer otherwise for as long as nobody rolls out.
 *
 * @param giveBack ends a hand-over. @throws ChannelError
 * @returns hand-overs that are still open after `patienceMs`.
 */
export async function letGo(
  handOvers: readonly HandOver[],
  fleet: Fleet,
  servers: Pick<Servers, "statuses">,
  patienceMs: number,
  giveBack: (handOver: HandOver) => Promise<void>,
): Promise<readonly HandOver[]> {
  let open = handOvers;
  for (
    const deadline = Date.now() + patienceMs;
    open.length > 0 && Date.now() < deadline;
    await sleep(PACE_MS)
  ) {
    const statuses = await servers.statuses([
      ...new Set(open.flatMap(({ helper, owner }) => [helper, owner])),
    ]);
    const still: HandOver[] = [];
    for (const handOver of open) {
      const view = fleet.relationships.find(({ name }) => name === handOver.relationship);
      const active = (view ? health(view, statuses).members : []).filter(({ role }) => role !== "backup");
      const helper = active.find(({ name }) => name === handOver.member);
      // Partner-down ends by itself when the partner is back.
      if (helper?.state === "partner-down" || helper?.surplus.length === 0) continue;
      const isBack = helper !== undefined && active.every((member) => member === helper || serves(member));
      if (!isBack || !(await isGiven(handOver, giveBack))) still.push(handOver);
    }
    open = still;
  }
  return open;
}

async function isGiven(
  handOver: HandOver,
  giveBack: (handOver: HandOver) => Promise<void>,
): Promise<boolean> {
  try {
    await giveBack(handOver);
    return true;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return false;
  }
}

const serves = ({ state, enabled, troubles }: MemberHealth) =>
  state !== undefined && enabled && troubles.length === 0;
