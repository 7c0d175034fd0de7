/** What a plan announces, held against what clients of real Kea lose. */
import { Deployment } from "../../lab/deployment";
import { Lab } from "../../lab/lab";
import { LOAD, LOAD_CLIENTS } from "../../lab/load-topology";
import { PROJECT } from "../support/article";
import { describeLab } from "./support";

/** Exchanges a second. */
const RATE = 50;
/** Exchanges that may get lost where nothing is announced: a server that fetches leases is deaf for milliseconds. */
const LITTLE = 10;

/** A pair of servers, in short. */
interface Pair {
  readonly mode: "hot-standby" | "load-balancing";
  readonly pool: number;
  readonly lifetime: number;
  readonly port: number;
  readonly names: string;
  readonly id: number;
  readonly more: readonly number[];
  readonly swapped: boolean;
}

const FIRST: Pair = {
  mode: "hot-standby",
  pool: 219,
  lifetime: 3600,
  port: 8000,
  names: "server",
  id: 1,
  more: [],
  swapped: false,
};

function source(pair: Pair): string {
  const [primary, partner] = pair.swapped ? ["kea1", "kea2"] : ["kea2", "kea1"];
  const more = pair.more.map(
    (n) =>
      `{ id: ${n}, subnet: "10.${n}.0.0/24", pools: ["10.${n}.0.2-10.${n}.0.200"], relay: ["10.${n}.0.1"] },`,
  );
  return `
    import { App } from "${PROJECT}/node_modules/cdktf";
    import { HaMode, KeaTopology, KeaVersion } from "${PROJECT}/constructs";
    import { KeaStack } from "${PROJECT}/stacks";
    const app = new App({ stackTraces: false });
    const dhcp = new KeaTopology(new KeaStack(app, "pair"), "dhcp", {
      kea: KeaVersion.V3_0,
      ha: { heartbeatDelay: 2000, maxResponseDelay: 12000, maxUnackedClients: 0, syncTimeout: 5000 },
      settings: { validLifetime: ${pair.lifetime} },
    });
    const kea1 = dhcp.addHost("kea1", { address: "172.28.0.253", interfaces: ["enp0s8"] });
    const kea2 = dhcp.addHost("kea2", { address: "172.28.0.254", interfaces: ["enp0s8"] });
    dhcp.addRelationship("net28", {
      mode: HaMode.${pair.mode.toUpperCase().replace("-", "_")},
      port: ${pair.port},
      primary: { host: ${primary}, name: "${pair.names}-${primary}" },
      ${pair.mode === "hot-standby" ? "standby" : "secondary"}: { host: ${partner}, name: "${pair.names}-${partner}" },
      subnets: [
        { id: ${pair.id}, subnet: "172.28.0.0/24", pools: ["172.28.0.2-172.28.0.${pair.pool}"], interface: "enp0s8" },
        ${more.join("\n        ")}
      ],
    });
    app.synth();`;
}

/** Changes in a row: each begins where the one before it ended. */
const CHANGES: readonly (readonly [string, Partial<Pair>])[] = [
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
    const { exitCode, said } = await deployment.rollout(source(FIRST));
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
  const goTo = async (to: Pair) => {
    now = to;
    // Synthesized before the load, not under it.
    deployment.manifest(source(to));
    const count = load();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const { exitCode, said, report } = await deployment.rollout(source(to), { flags: [] });
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
