/** What every command does with output that cannot be written, and with a manifest that is none. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "../support/bundle";

const directory = mkdtempSync(join(tmpdir(), "kea-ha-output-"));
afterAll(() => rmSync(directory, { recursive: true }));

const program = join(directory, "kea-ha.cjs");
const manifest = join(directory, "rollout-a.11111111.json");

beforeAll(() => {
  bundle("cli/main.ts", program);
  write({ format: 1, component: "dhcp/a", servers: [], relationships: [] });
});

function write(value: unknown): void {
  writeFileSync(manifest, JSON.stringify(value));
}

function kea(args: readonly string[], stdout: "pipe" | number = "pipe") {
  const stdio = ["ignore" as const, stdout, "pipe" as const];
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8", stdio });
  return { status, stderr };
}

test("a picture that cannot be written is told in a sentence", () => {
  const file = join(directory, "nowhere/picture.svg");
  expect(kea(["picture", manifest, "-o", file])).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^Error: .*nowhere\/picture\.svg cannot be written: ENOENT.*\.\n$/),
  });
});

test("a server in a manifest that lacks something is told with its place", () => {
  const whole = join(directory, "rollout-b.11111111.json");
  writeFileSync(
    whole,
    JSON.stringify({ format: 1, component: "dhcp/b", servers: [{ family: "v4" }], relationships: [] }),
  );
  for (const command of ["what-if", "status", "picture", "rollout", "restore"])
    expect(kea([command, whole])).toEqual({
      status: 2,
      stderr: expect.stringContaining("entry 1 of servers is not whole"),
    });
});

test("a directory without a manifest is told with what to do, which is to synthesize", () => {
  const empty = join(directory, "empty");
  mkdirSync(empty);
  for (const command of ["what-if", "status", "picture", "rollout", "restore"])
    expect(kea([command, empty])).toEqual({
      status: 2,
      stderr: expect.stringMatching(
        /^Error: .*empty holds no rollout manifest .*\. Synthesize the stack first/,
      ),
    });
});

(existsSync("/dev/full") ? test : test.skip)(
  "a command whose output finds no room has failed, whatever it found",
  () => {
    for (const command of ["status", "what-if", "picture"])
      expect(kea([command, manifest], openSync("/dev/full", "w"))).toEqual({
        status: 2,
        stderr: expect.stringMatching(/^Error: the output cannot be written: ENOSPC.*\.\n$/),
      });
  },
);
