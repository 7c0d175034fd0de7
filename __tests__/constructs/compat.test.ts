/** Neighbours of cdktf 0.21: CDK Terrain, its successor, and jsii, the way to other languages. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "../support/article";
import { describeWithRegistry, EmptyProject, example, type Packed, pack, versionOf } from "./empty-project";

jest.setTimeout(300_000);

/** What CDK Terrain's users write into their package.json; our docs say the same. */
const TERRAIN = {
  dependencies: {
    cdktf: "npm:cdktn@0.24.0",
    constructs: "10.7.2",
    "@cdktf/provider-null": "11.0.1",
    "@cdktf/provider-local": "11.1.1",
  },
  overrides: {
    "@cdktf/provider-null": { cdktf: "$cdktf" },
    "@cdktf/provider-local": { cdktf: "$cdktf" },
  },
};
const CDKTF = { dependencies: { ...TERRAIN.dependencies, cdktf: "0.21.0" } };

/** Everything in which the two could differ: tokens of all types, functions, escapes, other stacks. */
const TOKENS = `import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, Fn, TerraformVariable } from "cdktf";
import { ControlChannel, HubAndSpoke, KeaVersion } from "cdktf-kea-ha";
import { KeaStack } from "cdktf-kea-ha/stacks";

const app = new App();
const network = new KeaStack(app, "network");
new NullProvider(network, "null");
const machine = new Resource(network, "machine", {});
const stack = new KeaStack(app, "tokens");
const lifetime = new TerraformVariable(stack, "lifetime", { type: "number" });
const resolvers = new TerraformVariable(stack, "resolvers", { type: "list(string)" });
const control = (host: string) =>
  ControlChannel.http({ dhcp4: \`https://\${host}:8000/\`, user: "terraform", passwordEnv: "KEA" });
const { topology } = new HubAndSpoke(stack, "dhcp", {
  kea: KeaVersion.V2_6,
  hub: { name: "hq", address: machine.id, control: control(machine.id) },
  spokes: [
    {
      ...{ name: "berlin", address: "10.1.0.1", control: control("10.1.0.1") },
      subnets: [{ id: 1, subnet: "10.1.0.0/24" }],
    },
  ],
  settings: {
    validLifetime: Fn.max([lifetime.numberValue, 600]),
    options: [{ name: "domain-name-servers", data: Fn.join(", ", resolvers.listValue) }],
    extra: { "server-tag": "a \\"quoted\\" \${not-a-ref} %{nor-this}" },
  },
});
new Resource(stack, "after", { dependsOn: topology.rollouts });
app.synth();
`;

const PROGRAMS = { tokens: TOKENS, sites: example("hub-and-spoke"), site: example("compose") };

describeWithRegistry("CDK Terrain, under cdktf's name", () => {
  const [cdktf, terrain] = [new EmptyProject(), new EmptyProject()];
  const packing = mkdtempSync(join(tmpdir(), "kea-ha-pack-"));

  beforeAll(() => {
    const packed: Packed = pack(packing);
    for (const [project, packageJson] of [[cdktf, CDKTF] as const, [terrain, TERRAIN] as const]) {
      project.install({
        ...packageJson,
        dependencies: { ...packageJson.dependencies, "cdktf-kea-ha": `file:${packed.file}` },
        devDependencies: { typescript: versionOf("typescript"), "@types/node": versionOf("@types/node") },
      });
      for (const [name, text] of Object.entries(PROGRAMS)) project.write(`${name}.ts`, text);
    }
  });
  afterAll(() => {
    [cdktf, terrain].forEach((project) => project.remove());
    rmSync(packing, { recursive: true, force: true });
  });

  test.each([
    ["cdktf", cdktf],
    ["cdktn", terrain],
  ])("programs type-check against %s, and synthesize", (name, project) => {
    const installed = JSON.parse(readFileSync(project.path("node_modules/cdktf/package.json"), "utf8"));
    expect(installed.name).toBe(name);
    const options = ["--strict", "--skipLibCheck", "--target", "es2022", "--types", "node"];
    const files = Object.keys(PROGRAMS).map((file) => `${file}.ts`);
    const compiled = project.run("npx", ["tsc", ...options, "--module", "commonjs", ...files]);
    expect(compiled).toMatchObject({ exitCode: 0, stdout: "" });
    for (const program of Object.keys(PROGRAMS)) {
      const env = { CDKTF_OUTDIR: project.path(`out-${program}`) };
      expect(project.run(process.execPath, [`${program}.js`], env)).toMatchObject({
        exitCode: 0,
        // No word of cdktf's or of Node.js's, and of ours what the lock file is new to.
        stderr: expect.stringMatching(
          /^(Synthesized, with warnings:\n( {2}\[\S+\] \S+kea-ha\.lock\.json keeps from now on: .*\n)+)?$/,
        ),
      });
    }
  });

  test.each(Object.keys(PROGRAMS))("%s is the same Terraform, but for the version", (program) => {
    const stacks = (project: EmptyProject) => {
      const directory = project.path(`out-${program}`, "stacks");
      return Object.fromEntries(
        readdirSync(directory).map((stack) => {
          const terraform = JSON.parse(readFileSync(join(directory, stack, "cdk.tf.json"), "utf8"));
          expect(terraform["//"].metadata.version).toMatch(/^0\.\d+\.\d+$/);
          delete terraform["//"].metadata.version;
          return [stack, terraform];
        }),
      );
    };
    expect(Object.keys(stacks(cdktf))).not.toEqual([]);
    expect(stacks(terrain)).toEqual(stacks(cdktf));
  });
});

describeWithRegistry("jsii", () => {
  const project = new EmptyProject();
  afterAll(() => project.remove());

  test("accepts the public API, so that other languages stay possible", () => {
    const peers = { ...CDKTF.dependencies, constructs: "10.7.2" };
    project.install({
      license: "MPL-2.0",
      author: { name: "Somebody", email: "somebody@example.org" },
      repository: { type: "git", url: "https://git.example.org/mine.git" },
      main: "src/index.js",
      types: "src/index.d.ts",
      jsii: { targets: {}, versionFormat: "short", tsc: { types: ["node"] } },
      peerDependencies: peers,
      dependencies: { "ip-address": "^10.7.6" },
      bundleDependencies: ["ip-address"],
      devDependencies: { ...peers, jsii: "5.8.27", "@types/node": versionOf("@types/node") },
    });
    project.write("README.md", "# mine\n");
    for (const room of ["constructs", "kea"])
      cpSync(join(PROJECT, room), project.path("src", room), { recursive: true });
    project.write("src/index.ts", 'export * from "./constructs";\n');
    const { exitCode, stdout, stderr } = project.run("npx", ["jsii", "--silence-warnings", "reserved-word"]);
    expect(`${stdout}${stderr}`.match(/.*error (JSII|TS).*/g) ?? []).toEqual([]);
    expect(exitCode).toBe(0);
    const { types } = JSON.parse(readFileSync(project.path(".jsii"), "utf8"));
    expect(Object.keys(types)).toEqual(expect.arrayContaining(["mine.HubAndSpoke", "mine.KeaTopology"]));
  });
});
