import { type Json, map, number } from "../../kea/json";

/**
 * A server's process, and for how long it has run and had its configuration: full seconds by a clock of its own, so
 * that only what goes back tells anything.
 */
export interface ProcessTimes {
  readonly pid: number | undefined;
  readonly uptime: number;
  readonly reload: number;
}

/** What `status-get` says of them; undefined where it says nothing. */
export function processTimes(status: Json | undefined): ProcessTimes | undefined {
  const { pid, uptime, reload } = map(status);
  if (typeof uptime !== "number" || typeof reload !== "number") return undefined;
  return { pid: number(pid), uptime, reload };
}

/** Whether it has had its configuration since it runs: it read its start-up file, and was not set since. */
export const isAsStarted = ({ uptime, reload }: ProcessTimes) => reload >= uptime - 1;

/**
 * What became of a server between two looks at it: it was started anew, in a container with the number of before, or
 * it was configured anew. A clock that is set back is neither.
 */
export function becameOf(before: ProcessTimes, now: ProcessTimes): "started" | "configured" | undefined {
  if (now.pid !== before.pid) return "started";
  if (now.uptime < before.uptime) return isAsStarted(now) ? "started" : undefined;
  return now.reload < before.reload ? "configured" : undefined;
}
