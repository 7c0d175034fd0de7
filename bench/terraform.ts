/**
 * `npm run bench:terraform`: what Terraform itself costs with many hosts. Nobody answers at their control sockets,
 * so that every rollout ends at once: what is left is synth, plan, and the files and the state of an apply. One hub
 * with all sites, and hubs with a hundred hosts each, in one stack. Prints a table, writes JSON.
 * `HOSTS=100,300` changes the sizes.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { App } from "cdktf";
import { ControlChannel, HubAndSpoke } from "../dist/constructs";
import { KeaStack } from "../dist/stacks";
import { providerEnvironment } from "../lab/terraform/providers/environment";

const SIZES = (process.env.HOSTS ?? "100,300,1000").split(",").map(Number);
/** Where nobody answers; each host has a place of its own, or it would be taken for another one. */
const nobody = (hub: number, host: string) => ({
  control: ControlChannel.http({ dhcp4: `http://127.0.0.1:${9 + hub}/${host}` }),
});

function synth(outdir: string, hosts: number, perHub: number, pool: number): void {
  const app = new App({ stackTraces: false, outdir });
  const stack = new KeaStack(app, "bench");
  for (let hub = 0; hub * perHub < hosts; hub += 1) {
    const net = (site: number) => `10.${hub}.${site >> 8}.${site & 255}`;
    new HubAndSpoke(stack, `hub${hub}`, {
      hub: { name: "hub", address: `192.168.${hub}.1`, ...nobody(hub, "hub") },
      backup: { name: "vault", address: `192.168.${hub}.2`, ...nobody(hub, "vault") },
      spokes: Array.from({ length: Math.min(perHub, hosts) - 2 }, (_, site) => ({
        name: `site${site}`,
        address: net(site),
        ...nobody(hub, `site${site}`),
        subnets: [
          {
            id: site + 1,
            subnet: `172.${16 + hub}.${site & 255}.${(site >> 8) * 64}/26`,
            pools: [
              `172.${16 + hub}.${site & 255}.${(site >> 8) * 64 + 2}-172.${16 + hub}.${site & 255}.${(site >> 8) * 64 + (site === 0 ? pool : 60)}`,
            ],
          },
        ],
      })),
    });
  }
  app.synth();
}

interface Result {
  readonly hosts: number;
  readonly hubs: number;
  /** Seconds. */
  readonly synth: number;
  readonly plan: number;
  readonly apply: number;
  /** Plan of one changed pool, with what the apply left. */
  readonly change: number;
  /** Megabytes. */
  readonly configuration: number;
  readonly planFile: number;
}

function bench(hosts: number, perHub: number): Result {
  const directory = mkdtempSync(join(tmpdir(), "kea-ha-bench-"));
  const stack = join(directory, "stacks/bench");
  const environment = providerEnvironment();
  const terraform = (...args: string[]) => {
    const began = performance.now();
    const program = environment.TERRAFORM_BINARY_NAME!;
    const env = { ...process.env, ...environment };
    const { status, stderr } = spawnSync(program, [...args, "-no-color", "-input=false"], {
      ...{ cwd: stack, env, encoding: "utf8", maxBuffer: 1 << 30 },
    });
    const seconds = (performance.now() - began) / 1000;
    if (status !== 0 && args[0] !== "apply") throw new Error(stderr.slice(-2000));
    return seconds;
  };
  const timed = (act: () => void) => {
    const began = performance.now();
    act();
    return (performance.now() - began) / 1000;
  };
  const megabytes = (file: string) => statSync(join(stack, file)).size / 1e6;
  try {
    const seconds = timed(() => synth(directory, hosts, perHub, 60));
    terraform("init");
    const plan = terraform("plan", "-out=first.tfplan");
    const apply = terraform("apply", "-auto-approve");
    synth(directory, hosts, perHub, 59);
    const change = terraform("plan", "-out=second.tfplan");
    return {
      ...{ hosts, hubs: Math.ceil(hosts / perHub), synth: seconds, plan, apply, change },
      configuration: megabytes("cdk.tf.json"),
      planFile: megabytes("second.tfplan"),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const results = SIZES.flatMap((hosts) =>
  [hosts, ...(hosts > 100 ? [100] : [])].map((perHub) => {
    const result = bench(hosts, perHub);
    console.error(JSON.stringify(result));
    return result;
  }),
);
const head = [
  "hosts",
  "hubs",
  "synth s",
  "plan s",
  "apply s",
  "next plan s",
  "cdk.tf.json MB",
  "plan file MB",
];
const table = new Table({ head, style: { head: [], border: [] } });
for (const { hosts, hubs, ...costs } of results)
  table.push([hosts, hubs, ...Object.values(costs).map((cost) => cost.toFixed(1))]);
console.log(table.toString());
writeFileSync(join(__dirname, "terraform.json"), `${JSON.stringify(results, null, 2)}\n`);
