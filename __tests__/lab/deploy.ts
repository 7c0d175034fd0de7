/** Deploys an app from a lab's admin host: with Terraform, or with the rollout program alone. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Lab } from "../../lab/lab";
import { run, type RunOptions } from "../../lab/process";
import { providerEnvironment } from "../../lab/providers/environment";
import type { Report } from "../../rollout/report";
import { type Edit, editedMain, PROJECT } from "../support/article";

/** How a deploy ended. */
export interface Deployed {
  readonly exitCode: number;
  /** Everything that it printed. */
  readonly said: string;
  /** What the rollout program calls an error. */
  readonly errors: readonly string[];
  /** The report that the rollout wrote. */
  readonly report: Report;
}

/** Timers with which a rollout is through in seconds; a partner's silence alone is enough to take over. */
const QUICK = "ha: { heartbeatDelay: 1000, maxResponseDelay: 4000, maxUnackedClients: 0 }";

/** The article's app with quick timers, and edits. */
export function article(...edits: readonly Edit[]): string {
  return editedMain([["settings: {", `${QUICK},\n  settings: {`], ...edits]);
}

/** What Kea 1 and Kea 2 of the article are declared as, in TypeScript. */
export interface Pair {
  /** Name of a KeaVersion. Default: V3_0. */
  readonly kea?: string;
  /** Props of both hosts, from `name` and `address`. Default: what the topology has. */
  readonly host?: string;
  /** Settings of both. Default: none. */
  readonly settings?: string;
  /** Default: v4 alone. */
  readonly families?: readonly (4 | 6)[];
}

/** An app with Kea 1 and Kea 2 of the article, in one relationship per family. */
export function pair({ kea = "V3_0", host = "", settings = "{}", families = [4] }: Pair = {}): string {
  const relationships = {
    4: `dhcp.addRelationship("net28", {
      port: 8000,
      primary: { host: kea2, name: "server1" },
      standby: { host: kea1, name: "server2" },
      subnets: [{ id: 1, subnet: "172.28.0.0/24", pools: ["172.28.0.2-172.28.0.219"], interface: "enp0s8" }],
    });`,
    6: `dhcp.addRelationship("net28v6", {
      family: Family.V6,
      port: 8006,
      primary: { host: kea2, name: "server1v6" },
      standby: { host: kea1, name: "server2v6" },
      subnets: [{ id: 1, subnet: "2001:db8:28::/64", pools: ["2001:db8:28::1:0/112"], interface: "enp0s8" }],
    });`,
  };
  return `
    import { App } from "${PROJECT}/node_modules/cdktf";
    import { ControlChannel, Family, KeaTopology, KeaVersion } from "${PROJECT}/constructs";
    import { KeaStack } from "${PROJECT}/stacks";
    const app = new App({ stackTraces: false });
    const dhcp = new KeaTopology(new KeaStack(app, "pair"), "dhcp", {
      kea: KeaVersion.${kea}, ${QUICK}, settings: ${settings},
    });
    const add = (name: string, address: string) =>
      dhcp.addHost(name, { address, interfaces: ["enp0s8"], ${host} });
    const kea1 = add("kea1", "172.28.0.253");
    const kea2 = add("kea2", "172.28.0.254");
    ${families.map((family) => relationships[family]).join("\n")}
    void [ControlChannel, Family];
    app.synth();`;
}

/** One app's files and Terraform state, between deploys. */
export class Deploys {
  private readonly directory = mkdtempSync(join(tmpdir(), "kea-ha-deploys-"));

  constructor(private readonly lab: Lab) {}

  /** Runs `terraform apply` of an app on the admin host. */
  async terraform(source: string): Promise<Deployed> {
    const stack = this.synth(source);
    const environment = providerEnvironment();
    const terraform = async (...args: string[]) =>
      this.lab.exec("admin", [environment.TERRAFORM_BINARY_NAME!, ...args, "-no-color", "-input=false"], {
        cwd: stack,
        env: { ...process.env, ...environment },
        timeout: 180_000,
      });
    if (!existsSync(join(stack, ".terraform"))) {
      const { exitCode, stderr } = await terraform("init");
      if (exitCode !== 0) throw new Error(`terraform init: ${stderr}`);
    }
    const { exitCode, stdout, stderr } = await terraform("apply", "-auto-approve");
    return this.ended(stack, exitCode, stdout + stderr, /\(local-exec\): Error: (.*)$/gm);
  }

  /**
   * Runs the rollout program of an app on the admin host.
   *
   * @param options.through command words that lead elsewhere than to the admin host.
   */
  async rollout(
    source: string,
    { through, ...options }: RunOptions & { readonly through?: readonly string[] } = {},
  ): Promise<Deployed> {
    const stack = this.synth(source);
    const manifest = writeFiles(stack);
    const { exitCode, stdout, stderr } = await run(
      [
        ...(through ?? this.lab.host("admin").enter()),
        ...[process.execPath, join(PROJECT, "dist/rollout.cjs"), manifest],
      ],
      { timeout: 180_000, ...options },
    );
    return this.ended(stack, exitCode, stdout + stderr, /^Error: (.*)$/gm);
  }

  /** Forgets the app's files and state. */
  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  [Symbol.dispose](): void {
    this.remove();
  }

  /** Synthesizes, and returns the directory that Terraform runs in. */
  private synth(source: string): string {
    const app = join(this.directory, "app/main.ts");
    mkdirSync(dirname(app), { recursive: true });
    writeFileSync(app, source);
    execFileSync(process.execPath, ["--import", "tsx", app], {
      cwd: PROJECT,
      env: { ...process.env, CDKTF_OUTDIR: join(this.directory, "out") },
      stdio: "pipe",
    });
    const stacks = join(this.directory, "out/stacks");
    return join(stacks, readdirSync(stacks)[0]!);
  }

  private ended(stack: string, exitCode: number, said: string, errors: RegExp): Deployed {
    const files = join(stack, "kea/dhcp");
    const report = readdirSync(files).find((file) => file.endsWith(".report.json"));
    if (report === undefined) throw new Error(`The deploy wrote no report. It said:\n${said}`);
    return {
      exitCode,
      said,
      errors: [...said.matchAll(errors)].map((match) => match[1]!),
      report: JSON.parse(readFileSync(join(files, report), "utf8")) as Report,
    };
  }
}

/** Writes the files that Terraform would write, and returns the manifest's path. */
function writeFiles(stack: string): string {
  const { resource } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as {
    resource: { local_file: Record<string, { filename: string; content: string }> };
  };
  const files = Object.entries(resource.local_file).map(([address, { filename, content }]) => {
    const path = filename.replace("${path.module}", stack);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content.replaceAll("$${", "${").replaceAll("%%{", "%{"), { mode: 0o640 });
    return { address, path };
  });
  const manifests = files.filter(({ address }) => address.startsWith("dhcp_rollout-"));
  if (manifests.length !== 1) throw new Error(`The app has ${manifests.length} rollouts instead of one.`);
  return manifests[0]!.path;
}

/** What each host's server is in its relationships, as it says itself: `server2 hot-standby`. */
export async function states(lab: Lab, family: 4 | 6 = 4): Promise<Record<string, string>> {
  interface Side {
    readonly "ha-servers": { readonly local: { readonly "server-name": string; readonly state: string } };
  }
  const state = async (host: string) => {
    if (!lab.daemon(host, `dhcp${family}`).isRunning()) return [host, "stopped"] as const;
    const status = (await lab.command(host, "status-get", undefined, family)).arguments;
    const sides = ((status["high-availability"] ?? []) as Side[]).map(({ "ha-servers": { local } }) => local);
    const off = status["dhcp-state"]["globally-disabled"] ? ", switched off" : "";
    return [host, sides.map((side) => `${side["server-name"]} ${side.state}`).join(", ") + off] as const;
  };
  return Object.fromEntries(await Promise.all(lab.keaHosts.map(state)));
}

/** Lease lifetimes that the servers run with: tells which configuration runs where. */
export async function lifetimes(lab: Lab, family: 4 | 6 = 4): Promise<Record<string, number>> {
  const running = lab.keaHosts.filter((host) => lab.daemon(host, `dhcp${family}`).isRunning());
  const lifetime = async (host: string) => {
    const config = (await lab.command(host, "config-get", undefined, family)).arguments[`Dhcp${family}`];
    return [host, config["valid-lifetime"] as number] as const;
  };
  return Object.fromEntries(await Promise.all(running.map(lifetime)));
}
