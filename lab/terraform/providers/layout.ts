/** Where set-up keeps providers, and how Terraform expects a mirror to be laid out. */
import { join } from "node:path";
import { LAB_HOME } from "../../places";

const KEPT = join(LAB_HOME, "providers");

/** What set-up makes; all of it is under `.lab/providers/`. */
export const PATHS = {
  directory: KEPT,
  /** The providers, as a Terraform filesystem mirror. */
  mirror: join(KEPT, "mirror"),
  /** The program behind the stand-ins. */
  standIn: join(KEPT, "stand-in"),
  /** The CLI configuration that points Terraform at the mirror. */
  cliConfig: join(KEPT, "terraformrc"),
  /** What set-up decided. */
  environment: join(KEPT, "environment.json"),
  /** What Terraform said when it was asked for the real providers. */
  attempt: join(KEPT, "real-providers.log"),
} as const;

/** The registries whose providers the mirror holds: Terraform's and OpenTofu's. */
export const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"] as const;

/** The versions that the project's stacks ask for. */
export const REQUIRED: Readonly<Record<string, string>> = { local: "~> 2.6", null: "~> 3.2" };

/** The directory of one provider package in a mirror. */
export function packageDirectory(registry: string, type: string, version: string, platform: string): string {
  return join(registry, "hashicorp", type, version, platform);
}
