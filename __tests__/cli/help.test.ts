/** What the program says of itself. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "../support/article";
import { bundle } from "../support/bundle";

const directory = mkdtempSync(join(tmpdir(), "kea-ha-help-"));
const program = join(directory, "kea-ha.cjs");
afterAll(() => rmSync(directory, { recursive: true }));

beforeAll(() => {
  bundle("cli/main.ts", program);
});

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

const COMMANDS = ["check", "review", "what-if", "rollout", "restore", "status", "picture"];

test("--version is the package's", () => {
  const { version } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
  expect(run("--version")).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

test("help of a command that there is not says so, and which there are", () => {
  expect(run("help", "nope")).toEqual({
    status: 2,
    stdout: "",
    stderr: `Error: There is no command nope. There are ${COMMANDS.join(", ")} and help.\n`,
  });
});

test("help lists every command, and says what it does in the same form", () => {
  const { status, stdout } = run("help");
  expect([status, stdout]).toEqual([0, run("--help").stdout]);
  const listed = [...stdout.matchAll(/^ {2}([a-z-]+) (?:\[|<).*? {2,}(\w+)/gm)];
  expect(listed.map(([, name]) => name)).toEqual([...COMMANDS, "help"]);
  expect(listed.filter(([, , verb]) => !verb!.endsWith("s"))).toEqual([]);
});

test.each(COMMANDS)("help of %s fits 80 columns, and tells its exit codes", (command) => {
  const { status, stdout } = run("help", command);
  expect([status, stdout]).toEqual([0, run(command, "--help").stdout]);
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(stdout).toMatch(/\nExit codes:\n {2}0 +\w[^]*\n {2}2 +[^]*bad input/);
  expect(stdout).not.toContain("[]");
});
