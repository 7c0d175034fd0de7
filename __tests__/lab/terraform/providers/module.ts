/** A scratch Terraform module, run with the providers that set-up chose. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providerEnvironment } from "../../../../lab/terraform/providers/environment";

/** What a run printed, and how it ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A scratch module in a directory of its own. */
export class ScratchModule {
  readonly directory = mkdtempSync(join(tmpdir(), "kea-ha-module-"));

  /** Replaces the module's configuration. */
  write(content: object): void {
    // The indentation is part of what Terraform quotes in its error messages.
    writeFileSync(this.path("main.tf.json"), JSON.stringify(content, null, 1));
  }

  path(...parts: string[]): string {
    return join(this.directory, ...parts);
  }

  /** The names of the files in a directory of the module. */
  files(directory: string): string[] {
    return existsSync(this.path(directory)) ? readdirSync(this.path(directory)).sort() : [];
  }

  /** Runs Terraform. */
  terraform(...args: string[]): Promise<Ended> {
    return runIn(this.directory, providerEnvironment()["TERRAFORM_BINARY_NAME"]!, args);
  }

  /** Runs Terraform, which must succeed and print JSON. */
  async json<Answer>(...args: string[]): Promise<Answer> {
    const { exitCode, stdout, stderr } = await this.terraform(...args);
    if (exitCode !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Answer;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** Runs a program with set-up's environment. */
export function runIn(cwd: string, command: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...providerEnvironment() };
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? -1, stdout, stderr }));
  });
}
