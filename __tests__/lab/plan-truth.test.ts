/** What a plan announces, held against what clients of real Kea lose. */
import { Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import { LOAD, LOAD_CLIENTS } from "../../lab/load/topology";
import { FIRST_PAIR as FIRST, type PairApp, pairApp } from "../support/pair-app";
import { describeLab } from "./support";

/** Exchanges a second. */
const RATE = 50;
/** Exchanges that may get lost where nothing is announced: a server that fetches leases is deaf for milliseconds. */
const LITTLE = 10;

/** Timers with which a change is through in seconds. */
const QUICK = "heartbeatDelay: 2000, maxResponseDelay: 12000, maxUnackedClients: 0, syncTimeout: 5000";

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

  /** Clients that ask all the time; when they are stopped, how many exchanges were lost. */
  function load(): () => Promise<number> {
    const { host, interface: link } = LOAD_CLIENTS.net28;
    const args = [
      "-4",
      "-r",
      String(RATE),
      "-R",
      "60",
      "-p",
      "150",
      "-l",
      link,
      "-b",
      "mac=02:b0:00:00:00:00",
      "-W",
      "2000000",
    ];
    const report = lab.perfdhcp(host, args, 170_000);
    const stop = [
      "start-stop-daemon",
      "--stop",
      "--quiet",
      "--signal",
      "INT",
      "--exec",
      "/usr/sbin/perfdhcp",
    ];
    return async () => {
      await lab.host(host).must(stop);
      const { first, second } = await report;
      return first.drops + second.drops;
    };
  }

  /** Addresses that two clients hold. */
  function twice(): string[] {
    const holders = new Map<string, Set<string>>();
    for (const { address, hwaddr } of ["kea1", "kea2"].flatMap((host) => lab.leases(host)))
      holders.set(address, (holders.get(address) ?? new Set()).add(hwaddr));
    return [...holders].filter(([, clients]) => clients.size > 1).map(([address]) => address);
  }

  let now = FIRST;
  const goTo = async (to: PairApp) => {
    now = to;
    // Synthesized before the load, not under it.
    deployment.manifest(pairApp(to, QUICK));
    const count = load();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const { exitCode, said, report } = await deployment.rollout(pairApp(to, QUICK), { flags: [] });
    const lost = await count();
    if (exitCode !== 0) throw new Error(said);
    const announced = report.plan
      .flat()
      .flatMap(({ steps }) => steps.flatMap((step) => (step.kind === "set" ? [step.interruption.ms] : [])))
      .reduce((sum, ms) => sum + ms, 0);
    return { lost, announced };
  };

  const modes = ["hot-standby", "load-balancing"] as const;
  test.each(modes.flatMap((mode) => CHANGES.map(([name, change]) => [name, mode, change] as const)))(
    "%s, in %s",
    async (name, mode, change) => {
      if (now.mode !== mode) await goTo({ ...FIRST, mode });
      const { lost, announced } = await goTo({ ...now, ...change });
      console.log(`${mode}, ${name}: announced ${announced} ms, lost ${lost}`);
      expect(lost).toBeLessThanOrEqual(LITTLE + (announced / 1000) * RATE);
      expect(twice()).toEqual([]);
    },
    120_000,
  );
});
