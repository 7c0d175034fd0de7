/**
 * `npm run bench:rollout`: exchanges lost while changes roll through the article's five hosts under
 * load, with Kea's own timers, side by side with a `config-set` on all hosts at once. Prints a table,
 * writes JSON. `KEA=2.6.3`, `RATE=20` (exchanges per second and relationship) and `ONLY=flip` change it.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Table from "cli-table3";
import { configurations, type Edit, editedMain, FLIP, synthArticle } from "../__tests__/support/article";
import { Deployment } from "../lab/deployment";
import { Lab } from "../lab/lab";
import { LOAD, LOAD_CLIENTS, RELAYS } from "../lab/load-topology";
import type { KeaRelease } from "../lab/recipes";

const KEA = (process.env.KEA ?? "3.0.4") as KeaRelease;
const RATE = Number(process.env.RATE ?? 50);
/** Distinct clients of each relationship; fewer than its pool has addresses. */
const CLIENTS = 150;
/** Kea's own. */
const HEARTBEAT_S = 10;

const BASE: Edit[] = [
  ["KeaVersion.V3_0", KEA.startsWith("2.6") ? "KeaVersion.V2_6" : "KeaVersion.V3_0"],
  ['["172.28.0.250", "172.28.0.251", "172.28.0.249", "172.28.0.252"]', `["${RELAYS.net29}"]`],
  ['["192.168.20.250", "192.168.20.251", "192.168.20.249", "192.168.20.252"]', `["${RELAYS.net30}"]`],
];
const POOLS: Edit[] = [
  ["172.28.0.2-172.28.0.219", "172.28.0.2-172.28.0.218"],
  ["172.29.0.2-172.29.0.254", "172.29.0.2-172.29.0.253"],
  ["172.30.0.2-172.30.0.254", "172.30.0.2-172.30.0.253"],
];
const SUBNET: Edit[] = [
  [
    `relay: ["${RELAYS.net30}"],\n    },`,
    `relay: ["${RELAYS.net30}"],\n    },\n    { id: 4, subnet: "172.31.0.0/24", pools: ["172.31.0.2-172.31.0.254"], relay: ["10.31.0.1"] },`,
  ],
];
const TIMERS: Edit[] = [
  ["  settings: {\n    multi", "  ha: { maxAckDelay: 9000 },\n  settings: {\n    multi"],
];

interface Scenario {
  readonly name: string;
  readonly from: readonly Edit[];
  readonly to: readonly Edit[];
  /** Seconds of load: more than the rollout takes. */
  readonly seconds: number;
  /**
   * Heartbeats that have to pass one after another, since each server waits for one before it serves,
   * and its partner for another before it knows: the floor of the rollout's wall time.
   */
  readonly heartbeats: number;
}

/** kea1, then kea2 and kea3 together, then kea4: three servers in a row, two heartbeats each. */
const EVERYWHERE = { seconds: 110, heartbeats: 6 };
/** kea3 and kea4, one after the other. */
const NET30 = { seconds: 80, heartbeats: 4 };

const SCENARIOS: readonly Scenario[] = [
  { name: "identical", from: [], to: [], seconds: 25, heartbeats: 0 },
  { name: "pools changed everywhere", from: [], to: POOLS, ...EVERYWHERE },
  { name: "subnet added", from: POOLS, to: [...POOLS, ...SUBNET], ...NET30 },
  { name: "subnet removed", from: [...POOLS, ...SUBNET], to: POOLS, ...NET30 },
  { name: "roles flipped", from: POOLS, to: [...POOLS, ...FLIP], ...NET30 },
  { name: "timers changed everywhere", from: POOLS, to: [...POOLS, ...TIMERS], ...EVERYWHERE },
];

interface Result {
  readonly change: string;
  readonly way: "rollout" | "all at once";
  readonly exchanges: number;
  readonly lost: number;
  readonly duplicates: number;
  readonly seconds: number;
  /** Wall time against its floor. */
  readonly ratio: number | undefined;
}

async function main(): Promise<void> {
  const results: Result[] = [];
  const lab = await Lab.up({ kea: KEA, topology: LOAD });
  const deployment = new Deployment(lab);
  const deploy = async (edits: readonly Edit[]) => {
    const { exitCode, stdout } = await deployment.deploy(editedMain([...BASE, ...edits]));
    if (exitCode !== 0) throw new Error(stdout.slice(-4000));
  };
  const setAllAtOnce = async (edits: readonly Edit[]) => {
    const configs = configurations(synthArticle([...BASE, ...edits]));
    await Promise.all(lab.keaHosts.map((host) => lab.command(host, "config-set", configs[host])));
  };
  try {
    await deploy([]);
    for (const scenario of SCENARIOS.filter(({ name }) => name.includes(process.env.ONLY ?? ""))) {
      for (const way of ["rollout", "all at once"] as const) {
        await deploy(scenario.from);
        const change = () => (way === "rollout" ? deploy(scenario.to) : setAllAtOnce(scenario.to));
        const result = await underLoad(lab, scenario, way, change);
        results.push(result);
        console.error(JSON.stringify(result));
        // What was set past Terraform is undone past Terraform.
        if (way === "all at once") {
          await setAllAtOnce(scenario.from);
          await eventuallyHealthy(deployment);
        }
      }
    }
  } finally {
    await lab.down();
    deployment.remove();
  }
  console.log(
    `Kea ${KEA}, ${RATE} exchanges/s in each of three relationships, heartbeat-delay ${HEARTBEAT_S} s`,
  );
  console.log(table(results));
  writeFileSync(join(__dirname, "rollout.json"), `${JSON.stringify(results, null, 2)}\n`);
}

async function underLoad(
  lab: Lab,
  { name, seconds, heartbeats }: Scenario,
  way: Result["way"],
  change: () => Promise<void>,
): Promise<Result> {
  const load = Promise.all(
    Object.values(LOAD_CLIENTS).map(({ host, interface: link }, index) => {
      const rate = ["-4", "-r", String(RATE), "-R", String(CLIENTS), "-p", String(seconds), "-W", "2000000"];
      const base = ["-b", `mac=02:0${index + 1}:00:00:00:00`, "-l", link];
      return lab.perfdhcp(host, [...rate, ...base], (seconds + 30) * 1000);
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const started = Date.now();
  await change();
  const took = (Date.now() - started) / 1000;
  const reports = await load;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    change: name,
    way,
    exchanges: sum(reports.map((r) => r.first.sent)),
    lost: sum(reports.map((r) => r.first.drops + r.second.drops)),
    duplicates: duplicates(lab),
    seconds: took,
    ratio: way === "rollout" && heartbeats > 0 ? took / (heartbeats * HEARTBEAT_S) : undefined,
  };
}

/** Addresses that two clients hold, over the databases of all members. */
function duplicates(lab: Lab): number {
  const holders = new Map<string, Set<string>>();
  for (const { address, hwaddr } of lab.keaHosts.flatMap((host) => lab.leases(host))) {
    holders.set(address, (holders.get(address) ?? new Set()).add(hwaddr));
  }
  return [...holders.values()].filter((clients) => clients.size > 1).length;
}

async function eventuallyHealthy(deployment: Deployment): Promise<void> {
  for (let tries = 0; tries < 180 && !(await deployment.status()).healthy; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

function table(results: readonly Result[]): string {
  const head = ["change", "way", "exchanges", "lost", "duplicates", "seconds", "of floor"];
  const rows = new Table({ head, style: { head: [], border: [] } });
  for (const r of results) {
    rows.push([
      r.change,
      r.way,
      r.exchanges,
      r.lost,
      r.duplicates,
      r.seconds.toFixed(0),
      r.ratio?.toFixed(2) ?? "-",
    ]);
  }
  return rows.toString();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
