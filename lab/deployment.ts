/** An app and its state in a directory of their own, deployed from a lab's admin host as a user would. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RelationshipStatus, Status } from "../cli/status";
import type { Lab } from "./lab";
import type { Outcome, RunOptions } from "./process";
import { providerEnvironment } from "./providers/environment";

const PROJECT = resolve(__dirname, "..");

export class Deployment {
  /** Where cdktf.out and the state are. */
  readonly directory: string;

  constructor(
    private readonly lab: Lab,
    name = lab.name,
  ) {
    this.directory = join(PROJECT, ".lab/deployments", name);
    rmSync(this.directory, { recursive: true, force: true });
    mkdirSync(this.directory, { recursive: true });
  }

  /** The directory that Terraform runs in. */
  get stack(): string {
    return join(this.directory, "cdktf.out/stacks/article");
  }

  /** Runs `cdktf deploy` of an app's source, and returns what it said. */
  async deploy(source: string, options: RunOptions = {}): Promise<Outcome> {
    writeFileSync(join(this.directory, "main.ts"), source);
    writeFileSync(join(this.directory, "cdktf.json"), readFileSync(join(PROJECT, "cdktf.json")));
    return this.run(
      [join(PROJECT, "node_modules/.bin/cdktf"), "deploy", "--auto-approve", "article"],
      options,
    );
  }

  /** Asks every member with `kea-ha status`. */
  async status(): Promise<{
    readonly healthy: boolean;
    readonly relationships: readonly RelationshipStatus[];
  }> {
    const { exitCode, stdout, stderr } = await this.keaHa("status", "--json", this.stack);
    if (exitCode > 1) throw new Error(stderr);
    const statuses = JSON.parse(stdout) as Status[];
    return { healthy: exitCode === 0, relationships: statuses.flatMap(({ relationships }) => relationships) };
  }

  /** Runs the kea-ha command on the admin host. */
  keaHa(...args: string[]): Promise<Outcome> {
    return this.run([process.execPath, join(PROJECT, "dist/kea-ha.cjs"), ...args]);
  }

  private run(command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    const env = { ...process.env, ...providerEnvironment(), CI: "1", NO_COLOR: "1" };
    return this.lab.exec("admin", command, { timeout: 300_000, env, cwd: this.directory, ...options });
  }

  /** Forgets app, files and state. */
  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
