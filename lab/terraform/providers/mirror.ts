/** Fills the mirror: with the real providers where Terraform can get them, with stand-ins elsewhere. */
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { buildStandInProgram } from "./build";
import { PATHS, REGISTRIES, packageDirectory } from "./layout";
import { copyPackages, isComplete, packages } from "./packages";
import { STAND_INS } from "./stand-ins";
import { run, usersEnvironment, withScratchModule, type Terraform } from "./terraform";

/** The versions of what a mirror holds, by the last part of the provider's name. */
export type Versions = Record<string, string>;

/** Gets the real providers by the user's own settings: a mirror, a cache or the registry. */
export function mirrorRealProviders(terraform: Terraform): Versions | undefined {
  return withScratchModule((directory) => {
    const impatience = { TF_REGISTRY_DISCOVERY_RETRY: "0", TF_REGISTRY_CLIENT_TIMEOUT: "5" };
    const env = { ...impatience, ...usersEnvironment() };
    const init = run(terraform, ["init", "-input=false", "-no-color"], directory, env);
    const installed = join(directory, ".terraform", "providers");
    writeFileSync(PATHS.attempt, init.output);
    const found = packages(installed);
    // Another checkout's stand-ins may be what the user's settings lead to.
    const areStandIns = found.some(({ programs }) => programs.some((name) => name.includes("stand-in")));
    if (!init.ok || areStandIns || !isComplete(found)) return undefined;

    rmSync(PATHS.mirror, { recursive: true, force: true });
    copyPackages(found, installed, PATHS.mirror);
    for (const { registry, type, version, platform } of found)
      for (const other of REGISTRIES.filter((name) => name !== registry)) {
        const link = join(PATHS.mirror, packageDirectory(other, type, version, platform));
        if (existsSync(link)) continue;
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(
          relative(dirname(link), join(PATHS.mirror, packageDirectory(registry, type, version, platform))),
          link,
        );
      }
    return Object.fromEntries(found.map(({ type, version }) => [type, version]));
  });
}

/** Makes the stand-ins: one program, and for each provider a small script that starts it. */
export async function mirrorStandIns(platform: string): Promise<Versions> {
  const program = await buildStandInProgram();
  rmSync(PATHS.mirror, { recursive: true, force: true });
  for (const registry of REGISTRIES)
    for (const [type, { version }] of Object.entries(STAND_INS)) {
      const directory = join(PATHS.mirror, packageDirectory(registry, type, version, platform));
      mkdirSync(directory, { recursive: true });
      // The program stays outside the package: lock files hold the package's hash, and would refuse every change.
      writeFileSync(
        join(directory, `terraform-provider-${type}_v${version}_stand-in`),
        `#!/bin/sh\n# A stand-in for the real provider hashicorp/${type}, for development only.\n` +
          `exec ${quoted(process.execPath)} ${quoted(program)} ${type}\n`,
        { mode: 0o755 },
      );
    }
  return Object.fromEntries(Object.entries(STAND_INS).map(([type, { version }]) => [type, version]));
}

/** Whether the mirror holds a package of every provider that the project requires. */
export function mirrorIsComplete(): boolean {
  return isComplete(packages(PATHS.mirror));
}

/** Quotes a word for the shell. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
