import { lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyPackages, isComplete, packages } from "../../../../lab/terraform/providers/packages";
import { installAsOpenTofu, litter, PLATFORM } from "./installed";

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), "kea-ha-packages-"))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const everything = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
    (path) => !lstatSync(join(directory, path)).isDirectory(),
  );

const REGISTRY = "registry.opentofu.org";
const [local, none] = [
  ["local", "2.6.1"],
  ["null", "3.2.4"],
].map(([type, version]) => ({
  ...{ registry: REGISTRY, type, version, platform: PLATFORM },
  programs: [`terraform-provider-${type}_v${version}`],
}));

test("only directories that hold a provider's program are packages, whatever lies beside them", () => {
  installAsOpenTofu(home);
  expect(packages(home)).toEqual([local, none]);
  litter(home);
  expect(packages(home)).toEqual([local, none]);
});

test("where nothing was installed there are no packages", () => {
  expect(packages(join(home, "nowhere"))).toEqual([]);
  litterOnly();
  expect(packages(home)).toEqual([]);
});

function litterOnly(): void {
  installAsOpenTofu(home);
  litter(home);
  for (const type of ["local", "null"]) {
    const place = join(home, REGISTRY, "hashicorp", type);
    rmSync(join(place, type === "local" ? "2.6.1" : "3.2.4"), { recursive: true });
  }
}

test("a mirror holds the packages and nothing else", () => {
  const mirror = join(home, "mirror");
  const installed = join(home, "installed");
  installAsOpenTofu(installed);
  const expected = everything(installed).filter((path) => !path.endsWith(".lock"));
  copyPackages(packages(installed), installed, mirror);
  expect(everything(mirror).sort()).toEqual(expected.sort());
});

test("links without an end inside a package do not stop the copy, and are left behind", () => {
  installAsOpenTofu(home);
  litter(home);
  copyPackages(packages(home), home, join(home, "mirror"));
  const copied = everything(join(home, "mirror"));
  expect(copied).toContain(join(REGISTRY, "hashicorp/local/2.6.1", PLATFORM, local!.programs[0]!));
  expect(copied.filter((path) => /dangling|loop/.test(path))).toEqual([]);
  expect(packages(join(home, "mirror"))).toEqual([local, none]);
});

test("a package that is a link into a cache is copied as a directory", () => {
  const [installed, mirror, cache] = ["installed", "mirror", "cache"].map((name) => join(home, name));
  installAsOpenTofu(installed!);
  mkdirSync(cache!);
  const place = join(REGISTRY, "hashicorp/local/2.6.1", PLATFORM);
  renameSync(join(installed!, place), join(cache!, "local"));
  symlinkSync(join(cache!, "local"), join(installed!, place));
  expect(packages(installed!)).toEqual([local, none]);
  copyPackages(packages(installed!), installed!, mirror!);
  expect(lstatSync(join(mirror!, place)).isDirectory()).toBe(true);
  expect(readdirSync(join(mirror!, place)).sort()).toEqual(["README.md", ...local!.programs]);
});

test("both providers have to be there", () => {
  installAsOpenTofu(home);
  expect(isComplete(packages(home))).toBe(true);
  rmSync(join(home, REGISTRY, "hashicorp/null"), { recursive: true });
  expect(isComplete(packages(home))).toBe(false);
});
