/**
 * `npm run bench:synth`: what synth costs with all rules on, against bare cdktf with the very same
 * resources. Each number is the median of three runs, each in a process of its own. Prints a table,
 * writes JSON. `HOSTS=100,1000` changes the sizes.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { App } from "cdktf";
import { HubAndSpoke } from "../dist/constructs";
import { ensureProviders, File, Resource } from "../dist/constructs/providers";
import { KeaStack } from "../dist/stacks";

const SIZES = (process.env.HOSTS ?? "100,1000,5000").split(",").map(Number);
/** Spokes of one hub; each hub with its spokes and a backup is a topology. */
const SPOKES = 48;
const RUNS = 3;

/** Topologies of fifty hosts each. */
function ours(app: App, hosts: number): void {
  const stack = new KeaStack(app, "bench");
  for (let site = 0; site * (SPOKES + 2) < hosts; site += 1) {
    new HubAndSpoke(stack, `site-${site}`, {
      hub: { name: "hub", address: `10.${site}.255.1` },
      backup: { name: "backup", address: `10.${site}.255.2` },
      spokes: Array.from({ length: SPOKES }, (_, spoke) => ({
        name: `spoke-${spoke}`,
        address: `10.${site}.${spoke}.1`,
        subnets: [
          {
            id: spoke + 1,
            subnet: `10.${site}.${spoke}.0/24`,
            pools: [`10.${site}.${spoke}.10-10.${site}.${spoke}.250`],
          },
        ],
      })),
    });
  }
}

/** The same resources, from the Terraform that ours made. */
function bare(app: App, made: string): void {
  const { resource, locals } = JSON.parse(readFileSync(made, "utf8"));
  const stack = new KeaStack(app, "bench");
  ensureProviders(stack);
  for (const [id, { content, filename }] of Object.entries<{ content: string; filename: string }>(
    resource.local_file,
  )) {
    new File(stack, id, {
      // Its text, as a program that has it ready writes it.
      content: locals[/local\.([\w-]+)/.exec(content)![1]!],
      filename,
      filePermission: "0640",
      directoryPermission: "0750",
    }).overrideLogicalId(id);
  }
  for (const [id, run] of Object.entries<{
    triggers: Record<string, string>;
    depends_on: string[];
    provisioner: [{ "local-exec": object }];
  }>(resource.null_resource)) {
    new Resource(stack, id, {
      triggers: run.triggers,
      dependsOn: run.depends_on.map((fqn) => ({ fqn })),
      provisioners: [{ type: "local-exec", command: "", ...run.provisioner[0]["local-exec"] }],
    }).overrideLogicalId(id);
  }
}

interface Cost {
  readonly ms: number;
  readonly megabytes: number;
}

/** One synth in this process; what is loaded before it starts does not count. */
function measureHere(what: string, hosts: number, made: string): Cost {
  // Positions in TypeScript, for the stack trace of every token, would cost more than synth itself.
  process.setSourceMapsEnabled(false);
  const app = new App({ stackTraces: false, outdir: process.env.CDKTF_OUTDIR! });
  const started = performance.now();
  if (what === "ours") ours(app, hosts);
  else bare(app, made);
  app.synth();
  return { ms: performance.now() - started, megabytes: process.resourceUsage().maxRSS / 1024 };
}

function measure(what: string, hosts: number, directory: string): Cost {
  const made = join(directory, "ours/stacks/bench/cdk.tf.json");
  const costs = Array.from({ length: RUNS }, (): Cost => {
    const env = {
      ...process.env,
      CDKTF_OUTDIR: join(directory, what),
      BENCH: JSON.stringify([what, hosts, made]),
    };
    return JSON.parse(
      execFileSync(process.execPath, ["--import", "tsx", __filename], { env, encoding: "utf8" }),
    );
  });
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(RUNS / 2)]!;
  return { ms: median(costs.map((c) => c.ms)), megabytes: median(costs.map((c) => c.megabytes)) };
}

if (process.env.BENCH) {
  const [what, hosts, made] = JSON.parse(process.env.BENCH);
  console.log(JSON.stringify(measureHere(what, hosts, made)));
} else {
  const results = SIZES.map((hosts) => {
    const directory = mkdtempSync(join(tmpdir(), "kea-ha-bench-"));
    try {
      const [our, base] = [measure("ours", hosts, directory), measure("bare", hosts, directory)];
      return { hosts, ours: our, bare: base, time: our.ms / base.ms, memory: our.megabytes / base.megabytes };
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
  const head = ["hosts", "ours ms", "bare ms", "ratio", "ours ms/host", "ours MB", "bare MB"];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { hosts, ours: our, bare: base, time } of results) {
    const cells = [our.ms.toFixed(0), base.ms.toFixed(0), time.toFixed(2), (our.ms / hosts).toFixed(2)];
    table.push([hosts, ...cells, our.megabytes.toFixed(0), base.megabytes.toFixed(0)]);
  }
  console.log(table.toString());
  writeFileSync(join(__dirname, "synth.json"), `${JSON.stringify(results, null, 2)}\n`);
}
