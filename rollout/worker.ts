import { WriteError } from "./files/beside";
import { announce } from "./files/presence";
import { Outcome } from "./outcome";

/** In the environment of a process whose output another one shows. */
export const WORKER = "KEA_HA_WORKER";

/** Whether this process works for a relay. */
export const isWorker = () => process.env[WORKER] !== undefined;

/** Aborted when the user interrupts: by a signal to us, or by whatever happens to our relay. */
export function interruption(): AbortSignal {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  // The kernel closes it when the relay has died.
  if (isWorker()) process.stdin.on("error", interrupt).on("end", interrupt).resume().unref();
  return interrupted.signal;
}

/** Does something with a manifest while everybody can see that it is being done; not where nobody could. */
export async function atWorkOn(manifest: string, action: () => Promise<Outcome>): Promise<Outcome> {
  let withdraw: () => void;
  try {
    withdraw = await announce(manifest);
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    console.error(`Error: ${error.message}`);
    return Outcome.REFUSED;
  }
  try {
    return await action();
  } finally {
    withdraw();
  }
}
