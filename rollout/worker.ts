import { announce } from "./files/presence";

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

/** Does something with a manifest while everybody can see that it is being done. */
export async function atWorkOn<Result>(manifest: string, action: () => Promise<Result>): Promise<Result> {
  const withdraw = await announce(manifest);
  try {
    return await action();
  } finally {
    withdraw();
  }
}
