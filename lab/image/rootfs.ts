/** Builds and keeps root file systems with Debian's Kea, one directory per version and recipe. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { aptOptions, debianMirror } from "./apt";
import { LAB_HOME } from "../places";
import { must } from "../process";
import { packagesOf, RECIPES, type KeaRelease } from "./recipes";

export interface Rootfs {
  /** The directory; shared, never written to by a lab. */
  readonly dir: string;
  /** The version of Debian's package, for example "3.0.4-2". */
  readonly keaVersion: string;
}

/** Where the root file system of a version is or will be. */
export function rootfsDir(kea: KeaRelease, cache = join(LAB_HOME, "rootfs")): string {
  const recipe = RECIPES[kea];
  const hash = createHash("sha256")
    .update(JSON.stringify([recipe, packagesOf(recipe)]))
    .digest("hex");
  return join(cache, `${kea}-${hash.slice(0, 12)}`);
}

export function isBuilt(kea: KeaRelease, cache?: string): boolean {
  return existsSync(rootfsDir(kea, cache));
}

async function keaVersionIn(dir: string): Promise<string> {
  const query = ["dpkg-query", `--admindir=${join(dir, "var/lib/dpkg")}`, "--show"];
  return must("lab root file system", [...query, "--showformat=${Version}", "kea-dhcp4-server"]);
}

/** Suites move on: another patch is worth a warning, another release line is not what was asked for. */
function checkVersion(kea: KeaRelease, got: string, dir: string, say: (line: string) => void): void {
  const { suite, keaFrom } = RECIPES[kea];
  const line = kea.split(".").slice(0, 2).join(".");
  if (!got.startsWith(`${line}.`)) {
    throw new Error(
      `lab: asked for Kea ${kea}, but Debian ${keaFrom ?? suite} now has ${got}; ` +
        `point lab/image/recipes.ts at a suite that has ${line}, and remove ${dir}`,
    );
  }
  if (!got.startsWith(kea)) say(`warning: asked for Kea ${kea}, Debian ${keaFrom ?? suite} now has ${got}`);
}

async function build(kea: KeaRelease, dir: string): Promise<void> {
  const recipe = RECIPES[kea];
  const mirror = debianMirror();
  const suites = [recipe.suite, ...(recipe.keaFrom ? [recipe.keaFrom] : [])];
  await mkdir(resolve(dir, ".."), { recursive: true });
  await must(
    `lab root file system for Kea ${kea} (Debian ${suites.join(" and ")})`,
    [
      // Two builders at once: the second waits, and finds the work done.
      ...["flock", `${dir}.lock`, "sh", join(__dirname, "build-rootfs.sh"), dir],
      ...["mmdebstrap", "--variant=apt", "--quiet", `--include=${packagesOf(recipe).join(",")}`],
      ...(await aptOptions()),
      ...(recipe.mayBeExpired ? ['--aptopt=Acquire::Check-Valid-Until "false"'] : []),
      ...[recipe.suite, "TARGET", ...suites.map((suite) => `deb ${mirror} ${suite} main`)],
    ],
    { timeout: 600_000 },
  );
}

/** The root file system of a version; builds it if it is not there yet (about 20 seconds). */
export async function ensureRootfs(
  kea: KeaRelease,
  options: { readonly cache?: string; readonly say?: (line: string) => void } = {},
): Promise<Rootfs> {
  const dir = rootfsDir(kea, options.cache);
  const say = options.say ?? ((line: string) => process.stderr.write(`${line}\n`));
  if (!existsSync(dir)) {
    const started = Date.now();
    await build(kea, dir);
    const seconds = Math.round((Date.now() - started) / 1000);
    say(`root file system: Kea ${await keaVersionIn(dir)} built in ${seconds} s`);
  }
  const keaVersion = await keaVersionIn(dir);
  checkVersion(kea, keaVersion, dir, say);
  return { dir, keaVersion };
}
