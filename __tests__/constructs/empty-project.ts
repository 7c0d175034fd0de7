/** The project as its users get it: packed, and installed into a project of their own. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { PROJECT } from "../support/article";
import { describeUnless } from "../support/describe-unless";

/** What a program printed, and how it ended. */
export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A package file, and what npm says is in it. */
export interface Packed {
  readonly file: string;
  readonly bytes: number;
  readonly contents: readonly string[];
}

/** A version, as the project's own package.json has it. */
export function versionOf(name: string): string {
  const { devDependencies } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
  return devDependencies[name];
}

/** An example, as a user would copy it. */
export function example(name: string): string {
  return readFileSync(join(PROJECT, "examples", `${name}.ts`), "utf8")
    .replace('"../constructs"', '"cdktf-kea-ha"')
    .replace('"../stacks"', '"cdktf-kea-ha/stacks"');
}

/** `describe` for tests that install packages; skipped, with the reason, without a registry. */
export function describeWithRegistry(name: string, tests: () => void): void {
  const asked = ["view", "cdktf@0.21.0", "version", "--fetch-retries=0", "--fetch-timeout=10000"];
  const isReached = run("npm", asked, tmpdir()).exitCode === 0;
  describeUnless(!isReached && "npm's registry cannot be reached", name, tests);
}

/** Packs a copy of the project, so that its own `dist` stays as it is for those who use it now. */
export function pack(directory: string): Packed {
  const copy = join(directory, "project");
  const left = ["node_modules", "dist", "dist.new", "cdktf.out", ".git", ".lab"];
  cpSync(PROJECT, copy, {
    recursive: true,
    filter: (source) => !left.includes(relative(PROJECT, source)),
  });
  symlinkSync(join(PROJECT, "node_modules"), join(copy, "node_modules"));
  succeed("npm", ["pack", "--pack-destination", directory], copy);
  // Asked for apart, since a build that prints would spoil the JSON.
  const listing = succeed("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], copy);
  const [{ filename, size, files }] = JSON.parse(listing);
  return {
    file: join(directory, filename),
    bytes: size,
    contents: files.map(({ path }: { path: string }) => path),
  };
}

/** A directory that is nobody's project yet. */
export class EmptyProject {
  readonly directory = mkdtempSync(join(tmpdir(), "kea-ha-project-"));

  write(path: string, content: string | object): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }

  path(...parts: string[]): string {
    return join(this.directory, ...parts);
  }

  /** Writes package.json and installs what it asks for. */
  install(packageJson: object): void {
    this.write("package.json", { name: "mine", version: "1.0.0", private: true, ...packageJson });
    succeed("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], this.directory);
  }

  run(command: string, args: readonly string[], env: Record<string, string> = {}): Ran {
    return run(command, args, this.directory, env);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function succeed(command: string, args: readonly string[], cwd: string): string {
  const { exitCode, stdout, stderr } = run(command, args, cwd);
  if (exitCode !== 0) throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
  return stdout;
}

function run(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): Ran {
  // What an npm that runs these tests says about its own project is not for the npm started here.
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|config_local_prefix)/.test(name),
  );
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...Object.fromEntries(kept), ...env },
    encoding: "utf8",
    timeout: 240_000,
  });
  return { exitCode: status, stdout: stdout ?? "", stderr: `${stderr ?? ""}${error?.message ?? ""}` };
}
