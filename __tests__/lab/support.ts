/** `describeLab`: a suite that needs real Kea hosts, or one skipped test that says why there are none here. */
import { whyNoLab } from "../../lab/able";
import { DEFAULT_KEA, type KeaRelease } from "../../lab/recipes";

/** Like `describe`; the whole suite is skipped where labs cannot run. */
export function describeLab(name: string, suite: () => void, kea: KeaRelease = DEFAULT_KEA): void {
  const why = whyNoLab(kea);
  if (!why) return describe(name, suite);
  describe(name, () => {
    test.skip(`skipped: ${why}`, () => undefined);
  });
}

/** Asks again every 100 ms until the answer is yes. @param timeout - milliseconds */
export async function eventually(ask: () => Promise<boolean> | boolean, timeout = 10_000): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`still not so after ${timeout / 1000} s: ${ask.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
