/** An app and its state in a directory of their own, deployed from a lab's admin host as a user would. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RelationshipStatus, Status } from "../../cli/status";
import type { Report } from "../../rollout/run/report";
import type { Lab } from "../lab";
import { LAB_HOME, PROJECT } from "../places";
import { type Outcome, run, type RunOptions } from "../process";
import { providerEnvironment } from "./providers/environment";

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

/** How a program is run. */
export interface DeployOptions extends RunOptions {
  /** Command words that start it; for the rollout program, that lead elsewhere than to the admin host. */
  readonly through?: readonly string[];
  /** Further arguments. */
  readonly flags?: readonly string[];
  /** Name of the rollout, for the rollout program; has to be given where the app has several. */
  readonly component?: string;
}

const QUIET = ["-no-color", "-input=false"];

export class Deployment {
  /** Where cdktf.out and the state are. */
  readonly directory: string;
  /** The files that apps were synthesized to, by source: text by path. */
  private readonly synthesized = new Map<string, ReadonlyMap<string, string>>();

  constructor(
    private readonly lab: Lab,
    name = lab.name,
  ) {
    this.directory = join(LAB_HOME, "deployments", name);
    rmSync(this.directory, { recursive: true, force: true });
    mkdirSync(this.directory, { recursive: true });
  }

  /** The directory that Terraform runs in. */
  get stack(): string {
    const stacks = join(this.directory, "cdktf.out/stacks");
    return join(stacks, readdirSync(stacks)[0]!);
  }

  /** Runs `cdktf deploy` of an app's source, and returns what it said. */
  async deploy(source: string, options: RunOptions = {}): Promise<Outcome> {
    writeFileSync(join(this.directory, "main.ts"), source);
    writeFileSync(join(this.directory, "cdktf.json"), readFileSync(join(PROJECT, "cdktf.json")));
    return this.run([join(PROJECT, "node_modules/.bin/cdktf"), "deploy", "--auto-approve"], options);
  }

  /** Runs `terraform apply` of an app's source. */
  async terraform(source: string, { through = [], ...options }: DeployOptions = {}): Promise<Deployed> {
    this.synth(source);
    const program = [providerEnvironment().TERRAFORM_BINARY_NAME!, `-chdir=${this.stack}`];
    if (!existsSync(join(this.stack, ".terraform"))) {
      const { exitCode, stderr } = await this.run([...program, "init", ...QUIET]);
      if (exitCode !== 0) throw new Error(`terraform init: ${stderr}`);
    }
    const apply = [...through, ...program, "apply", "-auto-approve", ...QUIET];
    return this.ended(await this.run(apply, options), /\(local-exec\): Error: (.*)$/gm);
  }

  /** Runs `terraform destroy` of what was applied. */
  destroy(): Promise<Outcome> {
    const program = [providerEnvironment().TERRAFORM_BINARY_NAME!, `-chdir=${this.stack}`];
    return this.run([...program, "destroy", "-auto-approve", ...QUIET]);
  }

  /** Runs the rollout program of an app's source, without Terraform. */
  async rollout(source: string, options: DeployOptions = {}): Promise<Deployed> {
    const { through = this.lab.host("admin").enter(), flags = [], component, env, ...others } = options;
    const manifest = this.manifest(source, component);
    const program = [process.execPath, join(PROJECT, "dist/rollout.cjs"), manifest, ...flags];
    const outcome = await run([...through, ...program], {
      timeout: 180_000,
      env: { ...process.env, ...env },
      ...others,
    });
    return this.ended(outcome, /^Error: (.*)$/gm);
  }

  /** Asks every member with `kea-ha status`. */
  async status(): Promise<{
    readonly healthy: boolean;
    readonly relationships: readonly RelationshipStatus[];
  }> {
    const { exitCode, stdout, stderr } = await this.keaHa("status", "--json", this.stack);
    if (exitCode > 1) throw new Error(stderr);
    const { components } = JSON.parse(stdout) as { readonly components: readonly Status[] };
    return {
      healthy: exitCode === 0,
      relationships: components.flatMap(({ relationships }) => relationships),
    };
  }

  /** Asks every member each second until all is healthy, for three minutes at most. */
  async untilHealthy(): Promise<void> {
    for (let tries = 0; tries < 180 && !(await this.status()).healthy; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 1_000));
  }

  /** Runs the kea-ha command on the admin host. */
  keaHa(...args: string[]): Promise<Outcome> {
    return this.run([process.execPath, join(PROJECT, "dist/kea-ha.cjs"), ...args]);
  }

  /** Synthesizes an app's source, which writes all files, and returns the path of a rollout's manifest. */
  manifest(source: string, component = ""): string {
    this.synth(source);
    const manifests = this.files().filter(([address]) => address.startsWith(`dhcp_rollout-${component}`));
    if (manifests.length !== 1) throw new Error(`The app has ${manifests.length} rollouts instead of one.`);
    return manifests[0]![1];
  }

  /** The files of the servers and the manifests: path by address. */
  private files(): [address: string, path: string][] {
    const { resource } = JSON.parse(readFileSync(join(this.stack, "cdk.tf.json"), "utf8")) as {
      resource: { local_file: Record<string, { filename: string }> };
    };
    const files = Object.entries(resource.local_file);
    return files.map(([address, { filename }]) => [address, filename.replace("${path.module}", this.stack)]);
  }

  /** Forgets app, files and state. */
  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  [Symbol.dispose](): void {
    this.remove();
  }

  /** Synthesizes without cdktf's command, which takes seconds; what was synthesized before is there at once. */
  private synth(source: string): void {
    const app = join(this.directory, "app/main.ts");
    const known = this.synthesized.get(source);
    if (known === undefined) {
      mkdirSync(dirname(app), { recursive: true });
      writeFileSync(app, source);
      execFileSync(process.execPath, ["--import", "tsx", app], {
        cwd: PROJECT,
        env: { ...process.env, CDKTF_OUTDIR: join(this.directory, "cdktf.out") },
        stdio: "pipe",
      });
    }
    for (const [path, text] of known ?? []) writeFileSync(path, text, { mode: 0o640 });
    if (known !== undefined) return;
    const paths = [join(this.stack, "cdk.tf.json"), ...this.files().map(([, path]) => path)];
    this.synthesized.set(source, new Map(paths.map((path) => [path, readFileSync(path, "utf8")])));
  }

  private run(command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    const env = { ...process.env, ...providerEnvironment(), CI: "1", NO_COLOR: "1", ...options.env };
    return this.lab.exec("admin", command, { timeout: 300_000, cwd: this.directory, ...options, env });
  }

  private ended({ exitCode, stdout, stderr }: Outcome, errors: RegExp): Deployed {
    const said = stdout + stderr;
    const files = join(this.stack, "kea/dhcp");
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
