/** What set-up decided about providers, for everything that runs Terraform: tests, the demo, the lab. */
import { readFileSync } from "node:fs";
import { PATHS } from "./layout";

/** Set-up's decision, as kept in `.lab/providers/environment.json`. */
export interface ProviderSetup {
  /** The real providers, or the stand-ins from `lab/terraform/providers/`. */
  readonly which: "real" | "stand-in";
  /** The version of each provider, by the last part of its name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Environment variables for every run of Terraform, OpenTofu or cdktf. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the decision was made from; set-up decides anew when it changes. */
  readonly madeFrom: { readonly machine: string; readonly sources: string };
}

/** Set-up's decision, `undefined` when set-up did not run, found no Terraform, or left nothing readable. */
export function providerSetup(): ProviderSetup | undefined {
  try {
    const read = JSON.parse(readFileSync(PATHS.environment, "utf8")) as Partial<ProviderSetup> | null;
    return read?.which && read.versions && read.environment && read.madeFrom
      ? (read as ProviderSetup)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The environment variables for runs of Terraform or cdktf, to be laid over `process.env`.
 * `TERRAFORM_BINARY_NAME` is always among them.
 */
export function providerEnvironment(): Record<string, string> {
  const setup = providerSetup();
  if (!setup)
    throw new Error(
      `${PATHS.environment} is missing or damaged: run "bash lab/setup.sh" (it needs terraform or tofu).`,
    );
  return { ...setup.environment };
}
