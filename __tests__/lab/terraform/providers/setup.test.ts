/** Set-up as a whole, in a copy of the project, with a program in OpenTofu's place. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installAsOpenTofu, PLATFORM } from "./installed";

jest.setTimeout(60_000);

const PROJECT = join(__dirname, "../../../..");

let home: string;
let project: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "kea-ha-set-up-"));
  project = join(home, "project");
  for (const part of ["lab", "package-lock.json"])
    cpSync(join(PROJECT, part), join(project, part), { recursive: true });
  symlinkSync(join(PROJECT, "node_modules"), join(project, "node_modules"));
  installAsOpenTofu(join(home, "installed"));
  tofu({});
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Writes a `tofu` that says what it is told to say, and installs what lies in `installed`. */
function tofu({
  version = `echo '{"platform":"${PLATFORM}"}'`,
  init = `mkdir .terraform && cp -a "${join(home, "installed")}" .terraform/providers`,
  validate = "true",
}): void {
  mkdirSync(join(home, "bin"), { recursive: true });
  const script = `#!/bin/sh\ncase "$1" in\nversion) ${version};;\ninit) ${init};;\nvalidate) ${validate};;\nesac\n`;
  writeFileSync(join(home, "bin", "tofu"), script, { mode: 0o755 });
}

function setUp() {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(project, "lab/terraform/providers/setup.ts")],
    {
      cwd: project,
      encoding: "utf8",
      env: { PATH: `${join(home, "bin")}:/usr/bin:/bin`, HOME: home, TERRAFORM_BINARY_NAME: "tofu" },
    },
  );
  return { status, stdout, stderr };
}

const kept = (...parts: string[]) => join(project, ".lab/providers", ...parts);
const files = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => !file.endsWith(".md"));

/** What no message to people holds: an error's code, a call's name, a place in the code. */
const RAW = /\bE[A-Z]{3,}\b|ERR_|errno|syscall|\n\s+at |Error:/;

test("the real providers that OpenTofu installs beside its lock files are kept", () => {
  expect(setUp()).toEqual({
    status: 0,
    stdout: "providers: hashicorp/local 2.6.1 and hashicorp/null 3.2.4, kept in .lab/providers/mirror\n",
    stderr: "",
  });
  expect(files(kept("mirror")).some((file) => file.endsWith(".lock"))).toBe(false);
});

test("set-up decides anew where its earlier decision cannot be read", () => {
  mkdirSync(kept(), { recursive: true });
  for (const damaged of ["", "{}", '{"which":']) {
    writeFileSync(kept("environment.json"), damaged);
    expect(setUp()).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(readFileSync(kept("environment.json"), "utf8"))).toMatchObject({ which: "real" });
  }
});

test("what lies about in the sources and in the home directory does not stop set-up", () => {
  symlinkSync("user@host.123", join(project, "lab/terraform/providers/.#setup.ts"));
  mkdirSync(join(project, "lab/terraform/providers/directory"));
  mkdirSync(join(home, ".tofurc"));
  expect(setUp()).toMatchObject({ status: 0, stderr: "" });
});

test("an installation without the providers leads to the stand-ins", () => {
  tofu({ init: "mkdir -p .terraform/providers" });
  expect(setUp()).toMatchObject({ status: 0, stdout: expect.stringContaining("stand-ins") });
});

test("a file where set-up's directory belongs is said, and what to do", () => {
  writeFileSync(join(project, ".lab"), "");
  const { status, stderr } = setUp();
  expect(status).toBe(1);
  expect(stderr).toBe(
    `providers: ${kept()} cannot be made, because something on the way to it is not a directory; ` +
      'move that away, then run "bash lab/setup.sh" again.\n',
  );
});

test("a program that is no Terraform is named, with what it said", () => {
  tofu({ version: "echo usage: tofu FILE >&2; exit 2", init: "exit 1" });
  const { status, stderr } = setUp();
  expect(status).toBe(1);
  expect(stderr).toContain(`${join(home, "bin/tofu")} does not say which platform it is for`);
  expect(stderr).toContain("usage: tofu FILE");
  expect(stderr).toContain("TERRAFORM_BINARY_NAME");
  expect(stderr).not.toMatch(RAW);
});

test("providers that are not accepted are named, with what was said, and nothing is decided", () => {
  tofu({ validate: "echo the plugin broke >&2; exit 1" });
  const { status, stderr } = setUp();
  expect(status).toBe(1);
  expect(stderr).toContain(
    `${join(home, "bin/tofu")} does not accept the real providers in ${kept("mirror")}`,
  );
  expect(stderr).toContain("the plugin broke");
  expect(stderr).toContain("--refresh");
  expect(existsSync(kept("environment.json"))).toBe(false);
});
