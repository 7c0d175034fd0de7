import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WhatIf } from "../../rollout/plan/what-if";
import { hub, situation } from "../support/generate-changes";
import { PROJECT } from "../support/article";
import { whatIf } from "../../rollout/plan/what-if";
import { whatIfSections, whatIfText } from "../../cli/what-if";

const out = mkdtempSync(join(tmpdir(), "kea-ha-what-if-"));
afterAll(() => rmSync(out, { recursive: true }));

function run(...args: string[]): string {
  const options = { cwd: PROJECT, encoding: "utf8" as const, env: { ...process.env, CDKTF_OUTDIR: out } };
  return execFileSync(process.execPath, ["--import", "tsx", ...args], options);
}

/** With `UPDATE_DOCS=1` what is expected is written instead of compared. */
function expectText(name: string, text: string): void {
  const path = join(__dirname, "files/expected", name);
  if (process.env.UPDATE_DOCS) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, "utf8"));
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
}

test("a synthesized stack is told in sentences, in 80 columns, before anything was deployed", () => {
  run("examples/hub-and-spoke.ts");
  const text = run("cli/main.ts", "what-if", join(out, "stacks/sites"));
  expectText("what-if.txt", text);
  const page = readFileSync(join(PROJECT, "docs/what-if.md"), "utf8");
  expect(page).toContain(text.trimEnd());
}, 60_000);

test("with --json, each component is told as data", () => {
  run("examples/hub-and-spoke.ts");
  const { format, components } = JSON.parse(run("cli/main.ts", "what-if", out, "--json")) as {
    format: number;
    components: readonly (WhatIf & { component: string })[];
  };
  expect([format, components.length]).toEqual([1, 1]);
  const [one] = components;
  expect(one!.component).toBe("dhcp/berlin");
  expect(one!.sites).toEqual([
    { name: "10.0.0.0/24", hosts: expect.arrayContaining(["hq", "vault"]) },
    ...["berlin", "lisbon"].map((name) => ({ name, hosts: [name] })),
  ]);
  expect(one!.hosts.map(({ of }) => of[0]).sort()).toEqual(["berlin", "hq", "lisbon", "vault"]);
}, 60_000);

test("every field of the JSON is described in docs/what-if.md", () => {
  run("examples/hub-and-spoke.ts");
  const fields = new Set<string>();
  JSON.parse(run("cli/main.ts", "what-if", out, "--json"), (key, value) => {
    if (/^[a-z]+$/i.test(key)) fields.add(key);
    return value;
  });
  const page = readFileSync(join(PROJECT, "docs/what-if.md"), "utf8");
  expect([...fields].filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
}, 60_000);

test("of a directory, what an earlier synth left there is not told", () => {
  run("examples/hub-and-spoke.ts");
  const directory = join(out, "stacks/sites/kea/dhcp");
  const manifest = readdirSync(directory).find((file) => /^rollout-.*\.[0-9a-f]{8}\.json$/.test(file))!;
  copyFileSync(join(directory, manifest), join(directory, "rollout-berlin.00000000.json"));
  expect(JSON.parse(run("cli/main.ts", "what-if", out, "--json")).components).toHaveLength(1);
}, 60_000);

test("of a directory, what is named with a hash that only Terraform knows is told", () => {
  run("examples/hub-and-spoke.ts");
  const stack = join(out, "stacks/sites/cdk.tf.json");
  const named = readFileSync(stack, "utf8").replace(
    /(rollout-\w+\.)[0-9a-f]{8}(?=\.json)/g,
    "$1$${substr(sha256(local.manifest), 0, 8)}",
  );
  expect(named).toContain("rollout-berlin.${substr(");
  writeFileSync(stack, named);
  expect(
    JSON.parse(run("cli/main.ts", "what-if", join(out, "stacks/sites"), "--json")).components,
  ).not.toEqual([]);
}, 60_000);

test("of many hosts, those that fare alike are told once", () => {
  const { servers, fleet } = situation(hub(200), hub(200));
  const text = whatIfText(whatIf(servers, fleet), 80);
  expect(text).toMatch(
    /\n {2}h\d+, h\d+, h\d+ and 197 more, each alone\n {4}its subnet: h0 takes over, after 60 s of/,
  );
  expect(text).toContain(
    "\n  h0 with any of h1, h2, h3 and 197 more\n    its subnet: lost, nobody serves it\n",
  );
  expect(text).toContain(
    "\n  h0\n    r0, r1, r2 and 197 more (200 subnets): the other member goes on alone;",
  );
  expect(text.split("\n").length).toBeLessThan(40);
});

test("what a backup holds back is said of it, as long as it is away", () => {
  const fate = { kind: "held back", relationship: "net", clients: "all", by: ["a"] } as const;
  const host = (name: string) => ({ of: [name], fates: [{ ...fate, subnets: ["10.1.0.0/24"] }] });
  const entries = (hosts: readonly string[]) =>
    whatIfSections({ hosts: hosts.map(host), pairs: [], sites: [], cuts: [] })[1]!.entries;
  const held = "a goes on; new leases are held back for as long as that lasts (wait-backup-ack)";
  expect(entries(["b"])).toEqual([{ of: "b", fates: [`net (10.1.0.0/24): ${held}`] }]);
  expect(entries(["b", "c"])).toEqual([{ of: "b and c, each alone", fates: [`its subnet: ${held}`] }]);
});
