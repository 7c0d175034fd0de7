/** What a plan announces, held against what clients of real Kea lose. */
import { Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import { LOAD } from "../../lab/load/topology";
import { FIRST_PAIR as FIRST, type PairApp, pairApp } from "../support/pair-app";
import { describeLab } from "./support";
import { announced, heldTwice, LITTLE, load, QUICK, RATE } from "./under-load";

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

describeLab("what a plan announces is what clients lose:", () => {
  let lab: Lab;
  let deployment: Deployment;

  beforeAll(async () => {
    lab = await Lab.up({ topology: LOAD });
    deployment = new Deployment(lab);
    const { exitCode, said } = await deployment.rollout(pairApp(FIRST, QUICK));
    if (exitCode !== 0) throw new Error(said);
  }, 120_000);
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });

  let now = FIRST;
  const goTo = async (to: PairApp) => {
    now = to;
    // Synthesized before the load, not under it.
    deployment.manifest(pairApp(to, QUICK));
    const stop = load(lab, "net28");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const { exitCode, said, report } = await deployment.rollout(pairApp(to, QUICK), { flags: [] });
    const { net28: lost } = await stop();
    if (exitCode !== 0) throw new Error(said);
    return { lost, ms: announced(report, "net28") };
  };

  const modes = ["hot-standby", "load-balancing"] as const;
  test.each(modes.flatMap((mode) => CHANGES.map(([name, change]) => [name, mode, change] as const)))(
    "%s, in %s",
    async (name, mode, change) => {
      if (now.mode !== mode) await goTo({ ...FIRST, mode });
      const { lost, ms } = await goTo({ ...now, ...change });
      console.log(`${mode}, ${name}: announced ${ms} ms, lost ${lost}`);
      expect(lost).toBeLessThanOrEqual(LITTLE + (ms / 1000) * RATE);
      expect(heldTwice(lab, ["kea1", "kea2"])).toEqual([]);
    },
    120_000,
  );
});
