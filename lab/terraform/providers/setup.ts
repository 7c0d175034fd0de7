/**
 * Decides once where this machine's Terraform providers come from, and keeps them for use without a network.
 * Run by `lab/setup.sh`; `--refresh` decides anew.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { explained } from "../../problem";
import { providerSetup, type ProviderSetup } from "./environment";
import { PROJECT } from "../../places";
import { PATHS } from "./layout";
import { whatIs } from "./packages";
import {
  findTerraform,
  run,
  usersCliConfig,
  usersEnvironment,
  withScratchModule,
  type Terraform,
} from "./terraform";

/** Makes `.lab/providers/` what it should be, and says in one line what it is. */
async function setUp(refresh: boolean): Promise<void> {
  const terraform = findTerraform();
  if (!terraform) {
    rmSync(PATHS.environment, { force: true });
    console.log("providers: neither terraform nor tofu is on the PATH, so nothing that needs them can run");
    return;
  }
  const before = providerSetup();
  const madeFrom = { machine: machineHash(terraform), sources: sourcesHash() };
  if (!refresh && before && isStillValid(before, madeFrom)) {
    console.log(`providers: ${described(before)}`);
    return;
  }
  mkdirSync(PATHS.directory, { recursive: true });
  const decided = { ...(await decide(terraform, before)), environment: environmentFor(terraform), madeFrom };
  mustWork(terraform, decided);
  writeFileSync(`${PATHS.environment}.new`, `${JSON.stringify(decided, null, 2)}\n`);
  renameSync(`${PATHS.environment}.new`, PATHS.environment);
  console.log(`providers: ${described(decided)}`);
}

/** The real providers if they can be had or were kept from an earlier run, else the stand-ins. */
async function decide(
  terraform: Terraform,
  before?: ProviderSetup,
): Promise<Pick<ProviderSetup, "which" | "versions">> {
  // Loaded here, because the stand-ins' own libraries would slow down the runs that decide nothing.
  const { mirrorIsComplete, mirrorRealProviders, mirrorStandIns } = await import("./mirror");
  writeFileSync(PATHS.cliConfig, cliConfig());
  const real = mirrorRealProviders(terraform);
  if (real) return { which: "real", versions: real };
  if (before?.which === "real" && mirrorIsComplete() && check(terraform, environmentFor(terraform)).ok)
    return { which: "real", versions: before.versions };
  return { which: "stand-in", versions: await mirrorStandIns(platformOf(terraform)) };
}

function described({ which, versions }: ProviderSetup): string {
  const names = Object.entries(versions).map(([type, version]) => `hashicorp/${type} ${version}`);
  if (which === "real") return `${names.join(" and ")}, kept in .lab/providers/mirror`;
  return (
    `the Terraform registry cannot be reached (.lab/providers/real-providers.log), so stand-ins for ${names.join(" and ")} are used ` +
    "(lab/terraform/providers/README.md; for development only)"
  );
}

/** The variables that make every later run use the mirror, also without a network. */
function environmentFor(terraform: Terraform): Record<string, string> {
  return {
    TERRAFORM_BINARY_NAME: terraform.name,
    TF_CLI_CONFIG_FILE: PATHS.cliConfig,
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    // cdktf would ask the registry for checksums, and fill a cache in the user's home directory.
    CDKTF_SKIP_PROVIDER_LOCK: "true",
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: "true",
  };
}

/** Providers without a registry's name are the registry's of whichever program reads this. */
function cliConfig(): string {
  return `# Made by lab/terraform/providers/setup.ts.
disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(PATHS.mirror)}
    include = ["hashicorp/*"]
  }
  direct {
    exclude = ["hashicorp/*"]
  }
}
`;
}

function check(terraform: Terraform, environment: Record<string, string>): { ok: boolean; output: string } {
  const env = { ...usersEnvironment(), ...environment };
  return withScratchModule((directory) => {
    const init = run(terraform, ["init", "-input=false", "-no-color"], directory, env);
    return init.ok ? run(terraform, ["validate", "-no-color"], directory, env) : init;
  });
}

function mustWork(terraform: Terraform, { which, environment }: ProviderSetup): void {
  const { ok, output } = check(terraform, environment);
  if (!ok)
    throw new Error(
      `${terraform.path} does not accept the ${which} providers in ${PATHS.mirror}. It said:\n${output.trim()}\n` +
        "Correct that, or name another Terraform or OpenTofu in TERRAFORM_BINARY_NAME, then decide anew: " +
        '"node --import tsx lab/terraform/providers/setup.ts --refresh".',
    );
}

function platformOf(terraform: Terraform): string {
  const { stdout, output } = run(terraform, ["version", "-json"], PROJECT, usersEnvironment());
  const platform = /"platform":\s*"([a-z\d]+_[a-z\d]+)"/.exec(stdout)?.[1];
  if (platform === undefined)
    throw new Error(
      `${terraform.path} does not say which platform it is for ("version -json"). It said:\n${output.trim()}\n` +
        "Put Terraform 1.x or OpenTofu 1.x on the PATH, or name it in TERRAFORM_BINARY_NAME, " +
        'then run "bash lab/setup.sh" again.',
    );
  return platform;
}

function isStillValid(before: ProviderSetup, now: ProviderSetup["madeFrom"]): boolean {
  const sameSources = before.which === "real" || before.madeFrom.sources === now.sources;
  const kept = [PATHS.cliConfig, PATHS.mirror, ...(before.which === "stand-in" ? [PATHS.standIn] : [])];
  return sameSources && before.madeFrom.machine === now.machine && kept.every((path) => existsSync(path));
}

/** What a decision depends on outside the project's sources. */
function machineHash(terraform: Terraform): string {
  const { size, mtimeMs } = statSync(terraform.path);
  const content = (path?: string) => (path && whatIs(path)?.isFile() ? readFileSync(path, "utf8") : "");
  const configs = [usersCliConfig(), join(homedir(), ".terraformrc"), join(homedir(), ".tofurc")];
  return hash([
    PROJECT,
    process.execPath,
    terraform.name,
    terraform.path,
    String(size),
    String(mtimeMs),
    ...configs.map(content),
  ]);
}

/** What the stand-ins are built from. */
function sourcesHash(): string {
  const sources = readdirSync(__dirname)
    .sort()
    .map((name) => join(__dirname, name))
    // An editor's lock is a link that leads nowhere.
    .filter((path) => whatIs(path)?.isFile());
  return hash([...sources, join(PROJECT, "package-lock.json")].map((path) => readFileSync(path, "utf8")));
}

function hash(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

setUp(process.argv.includes("--refresh")).catch((problem: unknown) => {
  console.error(`providers: ${explained(problem)}`);
  process.exitCode = 1;
});
