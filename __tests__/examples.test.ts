/** The examples of the docs: what every host gets from them, kept in `goldens/`, a file per server. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "./support/article";

/** With `UPDATE_GOLDENS=1` the files are written instead of compared. */
const UPDATE = process.env["UPDATE_GOLDENS"] === "1";
const GOLDENS = join(__dirname, "goldens");

/** Each example, with the stack that it synthesizes. */
const EXAMPLES = { "hub-and-spoke": "sites", compose: "site", renewal: "pair" };

/** Synthesizes an example as its reader would, and returns its Terraform JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Terraform JSON of any shape
function synth(example: string, stack: string): any {
  const directory = mkdtempSync(join(tmpdir(), "kea-ha-example-"));
  try {
    execFileSync(process.execPath, ["--import", "tsx", join(PROJECT, "examples", `${example}.ts`)], {
      cwd: PROJECT,
      env: { ...process.env, CDKTF_OUTDIR: directory },
      stdio: "pipe",
    });
    return JSON.parse(readFileSync(join(directory, "stacks", stack, "cdk.tf.json"), "utf8"));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The files that a stack writes, by resource; what only Terraform knows stays an expression. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Terraform JSON of any shape
function filesOf(terraform: any): Record<string, unknown> {
  const resources = Object.entries<{ content: string }>(terraform.resource.local_file);
  return Object.fromEntries(
    resources.map(([address, { content }]) => {
      const local = /^\$\{jsonencode\(local\.([\w-]+)\)\}$/.exec(content)?.[1];
      const text = local === undefined ? content : JSON.stringify(terraform.locals[local]);
      return [address, JSON.parse(text)];
    }),
  );
}

describe.each(Object.entries(EXAMPLES))("examples/%s.ts", (example, stack) => {
  const golden = (name: string) => join(GOLDENS, example, `${name}.json`);
  let files: Record<string, unknown>;
  beforeAll(() => {
    files = filesOf(synth(example, stack));
    if (!UPDATE) return;
    rmSync(join(GOLDENS, example), { recursive: true, force: true });
    mkdirSync(join(GOLDENS, example), { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(golden(name), JSON.stringify(content));
    execFileSync("npx", ["prettier", "--write", "--log-level", "warn", GOLDENS], { cwd: PROJECT });
  });

  test("gives every server the file that is known, down to the order of its keys", () => {
    // The order counts: another one is another hash, and another rollout for everybody.
    for (const [name, content] of Object.entries(files))
      expect(JSON.stringify(content, null, 2)).toBe(
        JSON.stringify(JSON.parse(readFileSync(golden(name), "utf8")), null, 2),
      );
  });

  test("has no file more and none less", () => {
    const known = readdirSync(join(GOLDENS, example)).map((file) => file.replace(/\.json$/, ""));
    expect(Object.keys(files).sort()).toEqual(known.sort());
  });
});

describe("composed in a larger stack", () => {
  const terraform = synth("compose", EXAMPLES.compose);

  test("the machines that wait for DHCP depend on its rollout", () => {
    expect(terraform.module.workers.depends_on).toEqual(["null_resource.dhcp_rollout_office"]);
  });

  test("a machine boots with a Kea that can be reached and serves nobody", () => {
    const userData = terraform.module["machine-dhcp-a"].user_data;
    expect(userData).toMatch(/^#cloud-config\n/);
    const [file] = JSON.parse(userData.replace("#cloud-config\n", "")).write_files;
    const { Dhcp4 } = JSON.parse(file.content);
    expect(Dhcp4["control-sockets"]).toEqual([
      { "socket-type": "unix", "socket-name": "/run/kea/kea4-ctrl-socket" },
    ]);
    expect(Dhcp4).not.toHaveProperty("subnet4");
  });

  test("a machine's first configuration does not wait for its own address", () => {
    expect(terraform.module["machine-dhcp-a"].user_data).not.toContain("${");
  });
});
