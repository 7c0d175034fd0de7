/** What a plan announces, held against what clients of real Kea lose. */
import { Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import { LOAD } from "../../lab/load/topology";
import { Family } from "../../kea/model/family";
import { FIRST_PAIR as FIRST, type PairApp, pairApp } from "../support/pair-app";
import { describeLab } from "./support";
import { announced, LITTLE, loadOf, QUICK, RATE } from "./under-load";

/** Changes in a row: each begins where the one before it ended. */
const CHANGES: readonly (readonly [string, Partial<PairApp>])[] = [
  ["a lifetime", { lifetime: 3700 }],
  ["a pool", { pool: 218 }],
  ["a subnet that comes", { more: [50] }],
  ["a subnet that replaces another", { more: [51] }],
  ["a subnet that goes", { more: [] }],
  ["primary and partner swap", { swapped: true }],
  ["they swap back, and a pool", { swapped: false, pool: 217 }],
  ["another port", { port: 8010 }],
  ["other names", { names: "member" }],
];

/** Exchanges that may get lost where nothing is announced: over DHCPv6 somewhat more were measured. */
const MOST = { [Family.V4]: LITTLE, [Family.V6]: 3 * LITTLE } as const;

/** Nobody takes over for a primary whose partner only records. */
const isFor = (mode: PairApp["mode"], { swapped }: Partial<PairApp>) =>
  mode !== "passive-backup" || swapped === undefined;

/** Every change, in each of the modes. */
export function planTruth(family: Family, modes: readonly PairApp["mode"][]): void {
  describeLab(`DHCP${family}: what a plan announces is what clients lose:`, () => {
    const first = { ...FIRST, family };
    let lab: Lab;
    let deployment: Deployment;

    beforeAll(async () => {
      lab = await Lab.up({ topology: LOAD, families: [family] });
      deployment = new Deployment(lab);
      const { exitCode, said } = await deployment.rollout(pairApp(first, QUICK));
      if (exitCode !== 0) throw new Error(said);
    }, 120_000);
    afterAll(async () => {
      deployment?.remove();
      await lab?.down();
    });

    let now: PairApp = first;
    const goTo = async (to: PairApp) => {
      now = to;
      // Synthesized before the load, not under it.
      deployment.manifest(pairApp(to, QUICK));
      const stop = loadOf(lab, family, ["net28"]);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      const { exitCode, said, report } = await deployment.rollout(pairApp(to, QUICK), { flags: [] });
      const { net28: lost } = await stop();
      if (exitCode !== 0) throw new Error(said);
      return { lost, ms: announced(report, "net28") };
    };

    const changes = modes.flatMap((mode) =>
      CHANGES.filter(([, change]) => isFor(mode, change)).map(
        ([name, change]) => [name, mode, change] as const,
      ),
    );
    test.each(changes)(
      "%s, in %s",
      async (name, mode, change) => {
        if (now.mode !== mode) await goTo({ ...first, mode });
        const { lost, ms } = await goTo({ ...now, ...change });
        console.log(`${family}, ${mode}, ${name}: announced ${ms} ms, lost ${lost}`);
        expect(lost).toBeLessThanOrEqual(MOST[family] + (ms / 1000) * RATE);
        expect(lab.heldTwice(["kea1", "kea2"], family)).toEqual([]);
      },
      120_000,
    );
  });
}
