/** What suites that need real Kea share; where there can be none, one skipped test says why. */
import { whyNoLab } from "../../lab/able";
import { Oracle } from "../../lab/kea/oracle";
import { DEFAULT_KEA, type KeaRelease } from "../../lab/image/recipes";
import { describeUnless } from "../support/describe-unless";

/** Like `describe`; the whole suite is skipped where labs cannot run. */
export function describeLab(name: string, suite: () => void, kea: KeaRelease = DEFAULT_KEA): void {
  describeUnless(whyNoLab(kea), name, suite);
}

/** An oracle that is there while the tests of a suite run. */
export function suiteOracle(kea: KeaRelease): () => Oracle {
  let oracle: Oracle | undefined;
  beforeAll(async () => {
    oracle = await Oracle.open(kea);
  }, 60_000);
  afterAll(() => oracle?.close());
  return () => oracle!;
}

/** Asks again every 100 ms until the answer is yes. @param timeout - milliseconds */
export async function eventually(ask: () => Promise<boolean> | boolean, timeout = 10_000): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error(`still not so after ${timeout / 1000} s: ${ask.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
