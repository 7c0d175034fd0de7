/**
 * What Kea writes it reads again, and what it fills in is what the tables say: sound random configurations
 * are set, read back, written as the start-up file, and read back after a start from it.
 *
 * `RESTART_CASES=3000 RESTART_SEED=7 npx jest __tests__/lab/restart.test.ts` asks more, and others.
 */
import { FAMILIES } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/release-lines";
import type { KeaRelease } from "../../lab/image/recipes";
import { LiveKea } from "../../lab/kea/live";
import { unexplainedIn } from "../support/filled";
import { sample } from "../support/generate";
import { describeLab } from "./support";

const SEED = Number(process.env.RESTART_SEED ?? 20261126);
const CASES = Number(process.env.RESTART_CASES ?? 100);

const LINES = [
  ["2.6.3", KeaVersion.V2_6],
  ["3.0.4", KeaVersion.V3_0],
] as const;

describe.each(LINES)("Kea %s", (release: KeaRelease, kea) => {
  describeLab(
    "a start from what Kea wrote",
    () => {
      let live: LiveKea | undefined;
      beforeAll(async () => {
        live = await LiveKea.open(release);
      }, 60_000);
      afterAll(() => live?.close());

      test(`${CASES} sound configurations, seed ${SEED}`, async () => {
        // One in five is sound.
        const sound = sample(kea, CASES * 6, SEED).filter(({ broken }) => broken === undefined);
        const found: string[] = [];
        let taken = 0;
        for (const [index, { family, config }] of sound.slice(0, CASES).entries()) {
          const set = await live!.set(family, config);
          // What it does not take, and what then becomes of it, is the oracle's business.
          if (typeof set === "string") {
            await live!.restart(family);
            continue;
          }
          taken++;
          const all = { [FAMILIES[family].root]: set };
          for (const line of unexplainedIn(config, all, family, kea)) found.push(`${index}: ${line}`);
          const { accepted, said } = await live!.start(family, await live!.written(family));
          if (!accepted) found.push(`${index}: does not start from its own file: ${said}`);
          else if (JSON.stringify(await live!.get(family)) !== JSON.stringify(set))
            found.push(`${index}: is another after a start from its own file`);
        }
        expect(found).toEqual([]);
        expect(taken).toBeGreaterThan(CASES / 2);
      }, 600_000);
    },
    release,
  );
});
