/**
 * `npm run bench:sites`: a hub with 10, 30 and 80 sites on real Kea, with Kea's own timers and clients at every
 * site: how long each change takes against its floor, what clients lose, what is sent to Kea, and the memory of
 * the rollout. Prints a table, writes JSON. `SITES=10,30` (beyond 89 the hub is not set, docs/many-servers.md),
 * `RATE=1` (exchanges per second and site), `WIDTH=10` (sites at a time), `LEASES=20000` (that the hub has besides),
 * `KEX=curve25519-sha256` (the key exchange of ssh) and `ONLY="all sites"` change it.
 */
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Table from "cli-table3";
import { type HubApp, hubApp, LARGE } from "../__tests__/support/hub-app";
import { Deployment } from "../lab/terraform/deployment";
import { Lab } from "../lab/lab";
import { sitesLab, sitesOf } from "../lab/network/sites";
import { loadSites } from "../lab/load/sites";
import { must } from "../lab/process";

const SIZES = (process.env.SITES ?? "10,30,80").split(",").map(Number);
const RATE = Number(process.env.RATE ?? 1);
/** Sites that change at the same time, after the first. */
const WIDTH = Number(process.env.WIDTH ?? 100);
/** Leases of the hub besides those of the sites' clients. */
const LEASES = Number(process.env.LEASES ?? 0);
/** Kea's own. */
const HEARTBEAT_S = 10;
/** Clients of a site. */
const CLIENTS = 50;
/** Milliseconds until all clients have leases, as they do where there is something to change. */
const FIRST_MS = (CLIENTS / RATE + 5) * 1000;

interface Scenario {
  readonly name: string;
  readonly to: Partial<HubApp>;
  /** Servers that wait one after another: each for its first heartbeat, and half of one for its partner's. */
  readonly inARow: number;
  /** What is broken meanwhile. */
  readonly dark?: boolean;
}

/** Each begins where the one before it ended. */
const SCENARIOS: readonly Scenario[] = [
  { name: "one site changed", to: { pools: { site1: 219 } }, inARow: 2 },
  { name: "one site changed, another one dark", to: { pools: { site1: 218 } }, inARow: 2, dark: true },
  { name: "all sites changed", to: { pool: 217, pools: {} }, inARow: 2 },
  { name: "the hub becomes the primary of all", to: { hubIsPrimary: true }, inARow: 2 },
  { name: "all sites changed, the hub is primary", to: { pool: 216 }, inARow: 2 },
];

interface Result {
  readonly sites: number;
  readonly change: string;
  readonly seconds: number;
  /** Seconds until every server had said what it runs. */
  readonly survey: number;
  /** Seconds that logging in to all hosts takes without anything else. */
  readonly logins: number;
  /** The time against the heartbeats on the critical path. */
  readonly ratio: number;
  readonly exchanges: number;
  readonly lost: number;
  /** The most that one site lost. */
  readonly worst: number;
  readonly twice: number;
  /** Commands that change something, over all servers, and all others. */
  readonly changing: number;
  readonly asking: number;
  /** Megabytes. */
  readonly memory: number;
}

/** Commands that servers were sent so far, HA's own left out. */
function commands(lab: Lab): { readonly changing: number; readonly asking: number } {
  let [changing, asking] = [0, 0];
  for (const host of lab.keaHosts)
    for (const [, command] of lab.keaLog(host).matchAll(/Received command '([\w-]+)'/g)) {
      if (/^(config-set|config-write|ha-scopes|dhcp-enable|ha-sync)$/.test(command!)) changing += 1;
      else if (/^(config-|status-get|list-commands|version-get|build-report)/.test(command!)) asking += 1;
    }
  return { changing, asking };
}

/** The most memory that any process of the rollout program has had, in megabytes; looked at until it is stopped. */
function watchMemory(manifest: string): () => number {
  let most = 0;
  const timer = setInterval(() => {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(manifest)) continue;
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      } catch {
        // It has ended meanwhile.
      }
    }
  }, 500);
  return () => {
    clearInterval(timer);
    return most;
  };
}

/** Seconds in which ssh alone logs in to every host, as many at a time as a rollout does. */
async function logIn(lab: Lab): Promise<number> {
  const addresses = lab.topology.hosts
    .filter(({ kind }) => kind === "kea")
    .map(({ links }) => links[0]!.addresses[0]!.split("/")[0]!);
  const each = [...lab.host("admin").enter(), "xargs", "-P", "8", "-I{}", "ssh", "-n", "{}", "true"];
  const began = Date.now();
  await must("logging in to every host", each, { input: addresses.join("\n"), timeout: 120_000 });
  return (Date.now() - began) / 1000;
}

/** Gives the hub many leases, and the site whose they are. */
async function fill(lab: Lab): Promise<void> {
  const lease = (index: number) => {
    const [high, low] = [index >> 8, index & 255];
    const mac = [2, 0xaa, 0, 0, high, low].map((byte) => byte.toString(16).padStart(2, "0")).join(":");
    const address = LARGE.subnet.replace(".0.0/16", `.${high}.${low}`);
    return { "ip-address": address, "hw-address": mac, "subnet-id": LARGE.id, "valid-lft": 86_400 };
  };
  for (const host of ["hub", "site1"])
    for (let index = 0; index < LEASES; index += 1) await lab.command(host, "lease4-add", lease(index));
}

async function bench(sites: number): Promise<Result[]> {
  const results: Result[] = [];
  const lab = await Lab.up({ topology: sitesLab(sites) });
  const deployment = new Deployment(lab);
  if (process.env.KEX) appendFileSync(lab.ssh.config, `  KexAlgorithms ${process.env.KEX}\n`);
  const logins = await logIn(lab);
  const change = async (name: string, app: HubApp, inARow: number, load: boolean) => {
    const source = hubApp(app);
    // Synthesized before the load, not under it.
    const manifest = deployment.manifest(source);
    const stop = load ? loadSites(lab, sitesOf(sites), RATE, CLIENTS) : undefined;
    if (load) await new Promise((resolve) => setTimeout(resolve, results.length > 1 ? 5_000 : FIRST_MS));
    const before = commands(lab);
    const memory = watchMemory(manifest);
    const began = Date.now();
    const { exitCode, said } = await deployment.rollout(source, { timeout: 1_800_000 });
    const seconds = (Date.now() - began) / 1000;
    const most = memory();
    const loads = Object.values((await stop?.()) ?? {});
    if (exitCode !== 0)
      throw new Error(`${name}, ${sites} sites: exit code ${exitCode}: ${said.slice(-3000)}`);
    const after = commands(lab);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const result: Result = {
      sites,
      change: name,
      seconds,
      survey: Number(/^ *([\d.]+)s/m.exec(said)?.[1] ?? 0),
      logins,
      ratio: seconds / (inARow * 1.5 * HEARTBEAT_S),
      exchanges: sum(loads.map(({ exchanges }) => exchanges)),
      lost: sum(loads.map(({ lost }) => lost)),
      worst: Math.max(0, ...loads.map(({ lost }) => lost)),
      twice: sum(loads.map(({ twice }) => twice.length)),
      changing: after.changing - before.changing,
      asking: after.asking - before.asking,
      memory: most,
    };
    console.error(JSON.stringify(result));
    results.push(result);
  };
  try {
    let app: HubApp = { sites, pool: 220, props: `width: ${WIDTH}`, hasLarge: LEASES > 0 };
    await change("first deploy", app, 1, false);
    await fill(lab);
    const wanted = SCENARIOS.filter(({ name }) => name.includes(process.env.ONLY ?? ""));
    for (const { name, to, inARow, dark } of wanted) {
      app = { ...app, ...to };
      const last = `site${sites}`;
      if (dark) await lab.cut(last);
      await change(name, app, inARow, true);
      if (dark) await lab.heal(last);
      await deployment.untilHealthy();
    }
  } finally {
    await lab.down();
    deployment.remove();
  }
  return results;
}

async function main(): Promise<void> {
  const results: Result[] = [];
  for (const sites of SIZES) results.push(...(await bench(sites)));
  const head = [
    "sites",
    "change",
    "s",
    "survey",
    "logins",
    "of floor",
    "exchanges",
    "lost",
    "worst",
    "changing",
    "asking",
    "MB",
  ];
  const rows = new Table({ head, style: { head: [], border: [] } });
  for (const r of results) {
    const counts = [r.exchanges, r.lost, r.worst, r.changing, r.asking];
    const times = [r.seconds.toFixed(0), r.survey.toFixed(1), r.logins.toFixed(1), r.ratio.toFixed(2)];
    rows.push([r.sites, r.change, ...times, ...counts, r.memory.toFixed(0)]);
  }
  console.log(`${RATE} exchanges/s at each site, heartbeat-delay ${HEARTBEAT_S} s`);
  console.log(rows.toString());
  writeFileSync(join(__dirname, "sites.json"), `${JSON.stringify(results, null, 2)}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
