/** Finds the machine's Terraform (or OpenTofu) and runs it. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { explained } from "../../problem";
import { PATHS, REQUIRED } from "./layout";

const PATIENCE_S = 180;

/** A Terraform on this machine. */
export interface Terraform {
  /** What to call it by: `terraform`, `tofu`, or a path. */
  readonly name: string;
  readonly path: string;
}

/** What a run left behind. */
export interface Run {
  readonly ok: boolean;
  readonly stdout: string;
  readonly output: string;
}

/** The Terraform that `TERRAFORM_BINARY_NAME` names, else `terraform`, else `tofu`. */
export function findTerraform(): Terraform | undefined {
  const named = process.env["TERRAFORM_BINARY_NAME"];
  for (const name of named ? [named] : ["terraform", "tofu"]) {
    const directories = name.includes("/") ? [""] : (process.env["PATH"] ?? "").split(delimiter);
    const path = directories.map((directory) => resolve(directory, name)).find(isExecutable);
    if (path) return { name: name.includes("/") ? path : name, path };
  }
  return undefined;
}

/** The CLI configuration file that the user chose, `undefined` when it is missing or set-up's own. */
export function usersCliConfig(): string | undefined {
  const path = process.env["TF_CLI_CONFIG_FILE"];
  return path && existsSync(path) && resolve(path) !== PATHS.cliConfig ? resolve(path) : undefined;
}

/** The user's environment, without what would make a run mean something else. */
export function usersEnvironment(): Record<string, string | undefined> {
  const ours = /^TF_(CLI_ARGS.*|DATA_DIR|LOG.*|REATTACH_PROVIDERS|WORKSPACE|CLI_CONFIG_FILE)$/;
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  const cliConfig = usersCliConfig();
  return {
    ...kept,
    ...(cliConfig ? { TF_CLI_CONFIG_FILE: cliConfig } : {}),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
}

/** Runs Terraform and waits for it, three minutes at most. */
export function run(
  terraform: Terraform,
  args: readonly string[],
  cwd: string,
  env: Record<string, string | undefined>,
): Run {
  const { status, stdout, stderr, error } = spawnSync(terraform.path, args, {
    cwd,
    env: env as NodeJS.ProcessEnv,
    encoding: "utf8",
    timeout: PATIENCE_S * 1000,
  });
  return {
    ok: status === 0,
    stdout,
    output: [stderr, stdout, error && whyNot(error)].filter(Boolean).join("\n"),
  };
}

/** Calls `use` with a scratch directory whose module requires the project's providers. */
export function withScratchModule<Result>(use: (directory: string) => Result): Result {
  const directory = mkdtempSync(join(tmpdir(), "kea-ha-providers-"));
  const required = Object.entries(REQUIRED).map(([type, version]) => [
    type,
    { source: `hashicorp/${type}`, version },
  ]);
  const content = {
    terraform: { required_providers: Object.fromEntries(required) },
    resource: { local_file: { a: { filename: "a", content: "" } }, null_resource: { a: {} } },
  };
  try {
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify(content));
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function whyNot(error: NodeJS.ErrnoException): string {
  return error.code === "ETIMEDOUT" ? `It did not end within ${PATIENCE_S} s.` : explained(error);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
