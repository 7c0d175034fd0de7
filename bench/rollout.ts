/**
 * `npm run bench:rollout`: exchanges lost while changes roll through the article's five hosts under
 * load, with Kea's own timers, side by side with a `config-set` on all hosts at once, with one on each host
 * that waits until all is healthy before the next, and with what a machine and Kea lose without us: while nothing changes, and while one standby is set. Prints a table,
 * writes JSON. `KEA=2.6.3`, `RATE=20` (exchanges per second and relationship) and `ONLY="flipped, rollout"`
 * change it.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Table from "cli-table3";
import { configurations, type Edit, editedMain, FLIP, synthArticle } from "../__tests__/support/article";
import { FIRST_PAIR, type PairApp, pairApp } from "../__tests__/support/pair-app";
import { Deployment } from "../lab/terraform/deployment";
import { Lab } from "../lab/lab";
import { LOAD, LOAD_CLIENTS, RELAYS } from "../lab/load/topology";
import type { KeaRelease } from "../lab/image/recipes";

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

/** Changes of a load-balancing pair: both members serve, and both hand over. */
const BALANCED: readonly { readonly name: string; readonly to: Partial<PairApp> }[] = [
  { name: "pool changed, load-balancing", to: { pool: 218 } },
  { name: "subnet added, load-balancing", to: { pool: 218, more: [50] } },
];

type Way = "rollout" | "all at once" | "one after the other" | "Kea alone";

interface Scenario {
  readonly name: string;
  readonly from: readonly Edit[];
  readonly to: readonly Edit[];
  /** Seconds of load: more than the change takes. */
  readonly seconds: number;
  /**
   * Heartbeats that have to pass one after another, since each server waits for its first one before it
   * serves, and then, half of one on average, until its partner has asked it: the rollout's floor.
   */
  readonly heartbeats: number;
  /** Hosts that are set without a rollout; default all, and with a rollout as well. */
  readonly alone?: readonly string[];
}

/** kea1, then kea2 and kea3 together, then kea4: three servers in a row. */
const EVERYWHERE = { seconds: 75, heartbeats: 3 * 1.5 };
/** kea3 and kea4, one after the other. */
const NET30 = { seconds: 60, heartbeats: 2 * 1.5 };
const SHORT = { seconds: 20, heartbeats: 0 };
/** Seconds of load while five hosts are set one after the other. */
const IN_TURN_S = 130;

const SCENARIOS: readonly Scenario[] = [
  { name: "nothing", from: [], to: [], ...SHORT, alone: [] },
  { name: "one standby set again", from: [], to: [], ...SHORT, alone: ["kea1"] },
  { name: "identical", from: [], to: [], ...SHORT },
  { name: "pools changed everywhere", from: [], to: POOLS, ...EVERYWHERE },
  { name: "subnet added", from: POOLS, to: [...POOLS, ...SUBNET], ...NET30 },
  { name: "subnet removed", from: [...POOLS, ...SUBNET], to: POOLS, ...NET30 },
  { name: "roles flipped", from: POOLS, to: [...POOLS, ...FLIP], ...NET30 },
  { name: "timers changed everywhere", from: POOLS, to: [...POOLS, ...TIMERS], ...EVERYWHERE },
];

interface Result {
  readonly change: string;
  readonly way: Way;
  readonly exchanges: number;
  readonly lost: number;
  readonly duplicates: number;
  /** The rollout's own; Terraform comes on top. */
  readonly seconds: number;
  /** The same against its floor. */
  readonly ratio: number | undefined;
}

async function main(): Promise<void> {
  const results: Result[] = [];
  const lab = await Lab.up({ kea: KEA, topology: LOAD });
  const deployment = new Deployment(lab);
  const deploy = async (edits: readonly Edit[]) => {
    const { exitCode, stdout } = await deployment.deploy(editedMain([...BASE, ...edits]));
    if (exitCode !== 0) throw new Error(stdout.slice(-4000));
    return Number(/([\d.]+)s +\S+ +done/.exec(stdout)?.[1] ?? 0);
  };
  const inTurn = async (hosts: readonly string[], edits: readonly Edit[]) => {
    const started = Date.now();
    for (const host of hosts) {
      await set([host], edits);
      await deployment.untilHealthy();
    }
    return (Date.now() - started) / 1000;
  };
  const set = async (hosts: readonly string[], edits: readonly Edit[]) => {
    const started = Date.now();
    const configs = configurations(synthArticle([...BASE, ...edits]));
    await Promise.all(hosts.map((host) => lab.command(host, "config-set", configs[host])));
    return (Date.now() - started) / 1000;
  };
  try {
    await deploy([]);
    for (const scenario of SCENARIOS) {
      const { name, from, to, alone } = scenario;
      const ways: Way[] = alone ? ["Kea alone"] : ["rollout", "all at once", "one after the other"];
      for (const way of ways.filter((one) => `${name}, ${one}`.includes(process.env.ONLY ?? ""))) {
        await deploy(from);
        const hosts = alone ?? lab.keaHosts;
        // Synthesized before the load, not under it.
        synthArticle([...BASE, ...to]);
        const change = () => {
          if (way === "rollout") return deploy(to);
          return way === "one after the other" ? inTurn(hosts, to) : set(hosts, to);
        };
        const seconds = way === "one after the other" ? IN_TURN_S : scenario.seconds;
        const result = await underLoad(lab, { ...scenario, seconds }, way, change);
        results.push(result);
        console.error(JSON.stringify(result));
        // What was set past Terraform is undone past Terraform.
        if (way !== "rollout") {
          await set(hosts, from);
          await deployment.untilHealthy();
        }
      }
    }
    let pair: PairApp = { ...FIRST_PAIR, mode: "load-balancing" };
    const wanted = BALANCED.filter(({ name }) => `${name}, rollout`.includes(process.env.ONLY ?? ""));
    if (wanted.length > 0) {
      await lab.reset();
      await balanced(lab, pair);
      for (const { name, to } of wanted) {
        pair = { ...pair, ...to };
        const scenario = { name, from: [], to: [], seconds: 70, heartbeats: 2 * 1.5 };
        const result = await underLoad(lab, scenario, "rollout", () => balanced(lab, pair), ["net28"]);
        results.push(result);
        console.error(JSON.stringify(result));
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

/** Rolls a load-balancing pair out, and returns the seconds that it took. */
async function balanced(lab: Lab, pair: PairApp): Promise<number> {
  using deployment = new Deployment(lab, `${lab.name}-balanced`);
  const { exitCode, said } = await deployment.rollout(pairApp(pair));
  if (exitCode !== 0) throw new Error(said);
  return Number(/([\d.]+)s +\S+ +done/.exec(said)?.[1] ?? 0);
}

async function underLoad(
  lab: Lab,
  { name, seconds, heartbeats }: Scenario,
  way: Way,
  change: () => Promise<number>,
  relationships: readonly (keyof typeof LOAD_CLIENTS)[] = ["net28", "net29", "net30"],
): Promise<Result> {
  const load = Promise.all(
    relationships
      .map((relationship) => LOAD_CLIENTS[relationship])
      .map(({ host, interface: link }, index) => {
        const rate = [
          "-4",
          "-r",
          String(RATE),
          "-R",
          String(CLIENTS),
          "-p",
          String(seconds),
          "-W",
          "2000000",
        ];
        const base = ["-b", `mac=02:0${index + 1}:00:00:00:00`, "-l", link];
        return lab.perfdhcp(host, [...rate, ...base], (seconds + 30) * 1000);
      }),
  );
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const took = await change();
  const reports = await load;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    change: name,
    way,
    exchanges: sum(reports.map((r) => r.first.sent)),
    lost: sum(reports.map((r) => r.first.drops + r.second.drops)),
    duplicates: lab.heldTwice().length,
    seconds: took,
    ratio: way === "rollout" && heartbeats > 0 ? took / (heartbeats * HEARTBEAT_S) : undefined,
  };
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
