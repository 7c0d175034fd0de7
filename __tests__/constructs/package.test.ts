/** The package as npm ships it, in a project that has nothing but its peer dependencies. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { PROJECT } from "../support/article";
import { describeWithRegistry, EmptyProject, example, type Packed, pack, type Ran } from "./empty-project";

jest.setTimeout(300_000);

/** How README says to begin. */
const BEGINNING = /In an empty directory:\n[^`]*```sh\n([^]*?)```/.exec(
  readFileSync(join(PROJECT, "README.md"), "utf8"),
)![1]!;

const MINE = `import { App, TerraformStack } from "cdktf";
import { HubAndSpoke, type SpokeProps } from "cdktf-kea-ha";

const app = new App();
const stack = new TerraformStack(app, "mine");
const spokes: SpokeProps[] = ["berlin", "lisbon"].map((name, index) => ({
  name,
  address: \`10.\${index + 1}.0.1\`,
  subnets: [{ id: index + 1, subnet: \`10.\${index + 1}.0.0/24\`, pools: [\`10.\${index + 1}.0.10-10.\${index + 1}.0.250\`] }],
}));
new HubAndSpoke(stack, "dhcp", { hub: { name: "hq", address: "10.0.0.1" }, spokes });
app.synth();
`;

/** The version of a package that is installed here. */
const versionIn = (name: string): string =>
  JSON.parse(readFileSync(join(PROJECT, "node_modules", name, "package.json"), "utf8")).version;

describeWithRegistry("the package, installed into an empty project", () => {
  const project = new EmptyProject();
  const packing = mkdtempSync(join(tmpdir(), "kea-ha-pack-"));
  let packed: Packed;
  let begun: Ran;

  beforeAll(() => {
    packed = pack(packing);
    // As pasted into a terminal; only where the package comes from differs.
    project.write("begin.sh", BEGINNING.replace("install cdktf-kea-ha", `install ${packed.file}`));
    begun = project.run("sh", ["-e", "begin.sh"], {
      npm_config_prefer_offline: "true",
      npm_config_audit: "false",
    });
    project.write("mine.ts", MINE);
    project.write("hub-and-spoke.ts", example("hub-and-spoke"));
    project.write("compose.ts", example("compose"));
  });
  afterAll(() => {
    project.remove();
    rmSync(packing, { recursive: true, force: true });
  });

  /** Type-checks strictly, the libraries' own types too, and compiles. */
  const compile = (...options: string[]) =>
    project.run("npx", [
      ...["tsc", "--strict", "--skipLibCheck", "false", "--target", "es2022", "--types", "node", ...options],
      ...["mine.ts", "hub-and-spoke.ts", "compose.ts"],
    ]);
  const synth = (program: string) =>
    project.run(process.execPath, [`${program}.js`], { CDKTF_OUTDIR: project.path("out") });
  const terraform = (stack: string, out = "out") =>
    JSON.parse(readFileSync(project.path(out, "stacks", stack, "cdk.tf.json"), "utf8"));
  const assets = () => project.path("out/stacks/mine/assets/kea-ha-rollout");
  const rolloutProgram = () => join(assets(), readdirSync(assets())[0]!, "rollout.cjs");

  test("begins as README says, in one block that is pasted into an empty directory", () => {
    expect([begun.exitCode, begun.stderr]).toEqual([0, begun.stderr]);
    expect(Object.keys(terraform("sites", "cdktf.out").resource.null_resource)).toEqual([
      "dhcp_rollout_berlin",
    ]);
    expect(terraform("sites", "cdktf.out").terraform.backend).toEqual({
      local: { path: "../../../sites.tfstate" },
    });
    expect(readdirSync(project.path())).toContain("kea-ha.lock.json");
    expect(JSON.parse(readFileSync(project.path("cdktf.json"), "utf8"))).toMatchObject({
      app: "npx tsx main.ts",
    });
  });

  test("tells what is wrong as README shows it: no stack trace, exit code 1, nothing written", () => {
    const main = readFileSync(project.path("main.ts"), "utf8");
    project.write("typo.ts", main.replace('routers: ["10.2.', 'routres: ["10.2.'));
    const { exitCode, stdout, stderr } = project.run("npx", ["tsx", "typo.ts"], {
      CDKTF_OUTDIR: project.path("typo"),
    });
    const shown = /```\n(Nothing was synthesized:[^]*?)```/.exec(
      readFileSync(join(PROJECT, "README.md"), "utf8"),
    )![1];
    expect([exitCode, stdout, stderr]).toEqual([1, "", shown]);
    expect(existsSync(project.path("typo/stacks/sites/cdk.tf.json"))).toBe(false);
  });

  test("holds what users need and nothing that only its makers do", () => {
    const texts = ["CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "docs", "examples", "main.ts"];
    const shipped = [...texts, "dist", "package.json"];
    const roots = new Set(packed.contents.map((path) => path.split("/")[0]!));
    expect([...roots].filter((root) => !shipped.includes(root))).toEqual([]);
    const rooms = new Set(packed.contents.flatMap((path) => /^dist\/(\w+)\//.exec(path)?.[1] ?? []));
    expect([...rooms].sort()).toEqual(["constructs", "kea", "stacks"]);
    expect(packed.contents).toEqual(
      expect.arrayContaining([
        "dist/constructs/index.js",
        "dist/constructs/index.d.ts",
        "dist/stacks/index.js",
        "dist/stacks/index.d.ts",
        "dist/rollout.cjs",
        "dist/kea-ha.cjs",
      ]),
    );
  });

  test("has all that its pages lead to", () => {
    const pages = packed.contents.filter((path) => path.endsWith(".md"));
    const dead = pages.flatMap((page) =>
      [...readFileSync(join(PROJECT, page), "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, link]) => posix.join(posix.dirname(page), link!))
        .filter(
          (path) =>
            !packed.contents.some((one) => one === path || (path.endsWith("/") && one.startsWith(path))),
        )
        .map((path) => `${page}: ${path}`),
    );
    expect(pages).toContain("docs/constructs.md");
    expect(dead).toEqual([]);
  });

  test.each(["kea-ha.cjs", "rollout.cjs"])("%s has the licences of the code of others in it", (program) => {
    const text = readFileSync(project.path("node_modules/cdktf-kea-ha/dist", program), "utf8");
    // Before each file that it put in, the bundler names it.
    const names = new Set(
      [...text.matchAll(/^ *\/\/ .*?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(([, name]) => name!),
    );
    expect(names).toContain("ip-address");
    const [, notices = ""] = text.split("This program contains code of others, under their licences:");
    for (const name of names)
      expect(notices).toMatch(new RegExp(`^${name} ${versionIn(name)}\\n\\n[^]*?copyright`, "im"));
    expect(notices.includes("Eclipse Public License")).toBe(names.has("@viz-js/viz"));
  });

  test("weighs less than two megabytes", () => {
    expect(packed.bytes).toBeLessThan(2 * 1024 * 1024);
  });

  test("brings one further package along, and no second cdktf", () => {
    const { packages } = JSON.parse(readFileSync(project.path("package-lock.json"), "utf8"));
    const paths = Object.keys(packages);
    expect(paths.filter((path) => path.endsWith("node_modules/cdktf"))).toEqual(["node_modules/cdktf"]);
    expect(packages["node_modules/cdktf-kea-ha"].dependencies).toEqual({ "ip-address": expect.anything() });
  });

  test.each([
    ["with node's modern module resolution", ["--module", "nodenext", "--moduleResolution", "nodenext"]],
    ["with cdktf's template settings", ["--module", "commonjs", "--moduleResolution", "node10"]],
  ])("type-checks strictly %s", (_, options) => {
    expect(compile(...options)).toMatchObject({ exitCode: 0, stdout: "" });
  });

  test("a mistake in its props is a compile error that names it", () => {
    project.write("wrong.ts", MINE.replace("spokes }", "spoks: spokes }"));
    const { exitCode, stdout } = project.run("npx", [
      ...["tsc", "--strict", "--noEmit", "--target", "es2022", "--module", "commonjs", "--types", "node"],
      "wrong.ts",
    ]);
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain("'spoks' does not exist in type 'HubAndSpokeProps'");
  });

  test("a ten-line topology synthesizes with plain node", () => {
    expect(synth("mine")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(Object.keys(terraform("mine").resource.local_file)).toEqual([
      "dhcp_berlin-dhcp4",
      "dhcp_hq-dhcp4",
      "dhcp_lisbon-dhcp4",
      "dhcp_rollout-berlin",
    ]);
  });

  test("the examples synthesize with plain node, from its two entries", () => {
    expect(synth("hub-and-spoke")).toMatchObject({ exitCode: 0, stderr: "" });
    // Its app says what the lock file keeps from now on; the other one wrote it when it began.
    expect(synth("compose")).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("rollout office"),
    });
    expect(Object.keys(terraform("sites").resource.null_resource)).toEqual(["dhcp_rollout_berlin"]);
    expect(Object.keys(terraform("site").resource.null_resource)).toEqual(["dhcp_rollout_office"]);
  });

  test("the synthesized stack carries the rollout program, which runs without the package", () => {
    const [provisioner] = terraform("mine").resource.null_resource.dhcp_rollout_berlin.provisioner;
    expect(provisioner["local-exec"].interpreter[1]).toBe(
      rolloutProgram().replace(project.path("out/stacks/mine"), "${path.module}"),
    );
    const lonely = new EmptyProject();
    try {
      lonely.write("rollout.cjs", readFileSync(rolloutProgram(), "utf8"));
      const { exitCode, stderr } = lonely.run(process.execPath, ["rollout.cjs", "missing.json"]);
      expect(stderr).toContain("Error: missing.json cannot be read");
      expect(exitCode).toBe(2);
    } finally {
      lonely.remove();
    }
  });

  test("its command answers", () => {
    const { exitCode, stdout } = project.run("npx", ["--no-install", "kea-ha", "--help"]);
    expect(stdout).toMatch(/^Usage: kea-ha /);
    expect(exitCode).toBe(0);
  });

  test("what is not its public API cannot be imported by accident", () => {
    const { exitCode, stderr } = project.run(process.execPath, [
      "-e",
      'require("cdktf-kea-ha/dist/kea/rendering/render")',
    ]);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});
