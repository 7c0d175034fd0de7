/** What stays when hosts come, go and change places. Each project here is a directory of its own. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Aspects } from "cdktf";
import type { IConstruct } from "constructs";
import { HubAndSpoke, type HubAndSpokeProps, type SpokeProps } from "../../constructs";
import { KeaApp, KeaStack } from "../../stacks";
import { fileTexts } from "../support/synth";

const home = process.cwd();
let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "kea-ha-identity-"));
  process.chdir(project);
});
afterEach(() => {
  process.chdir(home);
  rmSync(project, { recursive: true });
});

const SITES = ["berlin", "lisbon", "oslo", "athens"];
const spoke = (name: string): SpokeProps => {
  const net = `10.${SITES.indexOf(name) + 1}.0`;
  return {
    name,
    address: `${net}.1`,
    subnets: [{ id: SITES.indexOf(name) + 1, subnet: `${net}.0/24`, pools: [`${net}.10-${net}.250`] }],
  };
};

/** Synthesizes the project anew, and returns its Terraform JSON. */
function synth(spokes: SpokeProps[], props: Partial<HubAndSpokeProps> = {}, outdir = "cdktf.out") {
  mkdirSync(join(project, outdir), { recursive: true });
  const app = new App({ outdir: join(project, outdir), stackTraces: false });
  const hub = { name: "hq", address: "10.0.0.1" };
  const backup = { name: "vault", address: "10.0.0.9" };
  const stack = new KeaStack(app, "sites");
  const { topology } = new HubAndSpoke(stack, "dhcp", { hub, backup, spokes, ...props });
  app.synth();
  const terraform = JSON.parse(readFileSync(join(app.outdir, "stacks/sites/cdk.tf.json"), "utf8"));
  const warnings = topology.node.metadata.map(({ data }) => String(data));
  const rollouts = Object.keys(terraform.resource.null_resource);
  return { files: fileTexts(terraform), rollouts, warnings };
}

const lock = () => JSON.parse(readFileSync("kea-ha.lock.json", "utf8")).topologies["sites/dhcp"];

/** Every server's part in a site's relationship, and the file of the site's own server. */
function siteIn({ files }: ReturnType<typeof synth>, site: string) {
  const parts = ["hq", "vault"].map((host) => {
    const { Dhcp4 } = JSON.parse(files[`dhcp_${host}-dhcp4`]!);
    const all = Dhcp4["hooks-libraries"][0].parameters["high-availability"];
    return JSON.stringify(all.find((r: object) => JSON.stringify(r).includes(`"${site}.`)));
  });
  return [files[`dhcp_${site}-dhcp4`], ...parts];
}

const THREE = ["berlin", "lisbon", "oslo"];

describe.each([
  ["the first spoke goes", ["lisbon", "oslo"]],
  ["the one in the middle goes", ["berlin", "oslo"]],
  ["a spoke comes first", ["athens", ...THREE]],
  ["a spoke comes in the middle", ["berlin", "athens", "lisbon", "oslo"]],
  ["the spokes change places", ["oslo", "berlin", "lisbon"]],
  ["the first spoke goes and another comes in its place", ["athens", "lisbon", "oslo"]],
])("when %s", (_, then) => {
  test("the others are, to the byte, what they were, and the rollout keeps its address", () => {
    const before = synth(THREE.map(spoke));
    const after = synth(then.map(spoke));
    for (const site of THREE.filter((name) => then.includes(name)))
      expect(siteIn(after, site)).toEqual(siteIn(before, site));
    expect(after.rollouts).toEqual(["dhcp_rollout_berlin"]);
    expect(Object.keys(after.files)).toContain("dhcp_rollout-berlin");
  });
});

test("a project that keeps nothing yet keeps what it has deployed: the ports of its positions", () => {
  const { warnings } = synth(THREE.map(spoke));
  expect(lock()).toEqual({
    ports: { berlin: 8000, lisbon: 8001, oslo: 8002 },
    rollouts: { berlin: "berlin", hq: "berlin", lisbon: "berlin", oslo: "berlin", vault: "berlin" },
  });
  expect(warnings).toEqual([
    `${process.cwd()}/kea-ha.lock.json keeps from now on: rollout berlin, port 8000 of berlin, port 8001 of lisbon, port 8002 of oslo. Commit it with your code: with it, they stay when other hosts come or go.`,
  ]);
});

test("nothing new to keep is nothing to say, and the file stays as it is", () => {
  synth(THREE.map(spoke));
  const text = readFileSync("kea-ha.lock.json", "utf8");
  expect(synth(THREE.map(spoke)).warnings).toEqual([]);
  expect(readFileSync("kea-ha.lock.json", "utf8")).toBe(text);
});

test("a port that the user chose wins, and is kept when it is not chosen any more", () => {
  synth(THREE.map(spoke));
  synth(THREE.map((name) => ({ ...spoke(name), ...(name === "lisbon" && { port: 9000 }) })));
  expect(lock().ports).toEqual({ berlin: 8000, lisbon: 9000, oslo: 8002 });
  expect(siteIn(synth(THREE.map(spoke)), "lisbon")[1]).toContain("http://10.0.0.1:9000/");
});

test("output elsewhere, as of a test or a check in CI, reads what is kept and writes nothing", () => {
  const { warnings } = synth(THREE.map(spoke), {}, "elsewhere/cdktf.out");
  expect(existsSync("kea-ha.lock.json")).toBe(false);
  expect(warnings).toEqual([expect.stringContaining("kea-ha.lock.json does not keep yet: rollout berlin, ")]);
  synth(THREE.map(spoke));
  const after = synth(["lisbon", "oslo"].map(spoke), {}, "elsewhere/cdktf.out");
  expect(siteIn(after, "lisbon")[1]).toContain("http://10.0.0.1:8001/");
});

test("a synth that fails keeps nothing", () => {
  expect(() => synth([spoke("berlin"), { ...spoke("lisbon"), subnets: [] }])).toThrow("KEAHA002");
  expect(existsSync("kea-ha.lock.json")).toBe(false);
});

/** An app of the project with a stack for each list of spokes. */
function appOf(stacks: Readonly<Record<string, SpokeProps[]>>, outdir = "cdktf.out") {
  const app = new KeaApp({ outdir: join(project, outdir) });
  for (const [name, spokes] of Object.entries(stacks)) {
    new HubAndSpoke(new KeaStack(app, name), "dhcp", {
      hub: { name: "hq", address: `10.0.${name.length}.1` },
      spokes,
    });
  }
  return app;
}

const broken = (name: string): SpokeProps => ({ ...spoke(name), subnets: [] });

let printed: jest.SpyInstance;
beforeEach(() => {
  printed = jest.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  printed.mockRestore();
  process.exitCode = undefined;
});

test("where a stack is wrong, nothing is kept of those before it", () => {
  appOf({ one: [spoke("berlin")], three: [broken("lisbon")] }).synth();
  expect(process.exitCode).toBe(1);
  expect(printed.mock.calls).toEqual([
    [
      expect.stringMatching(
        /^Stack three was not synthesized; one was, before it:\n {2}\[three\/dhcp\/dhcp\/relationships\/lisbon\] error KEAHA002: /,
      ),
    ],
  ]);
  expect(existsSync("kea-ha.lock.json")).toBe(false);
  // A name that was mistyped then takes no port.
  appOf({ one: [spoke("berlin")], three: [spoke("athens")] }).synth();
  const { topologies } = JSON.parse(readFileSync("kea-ha.lock.json", "utf8"));
  expect(Object.keys(topologies)).toEqual(["one/dhcp", "three/dhcp"]);
  expect(topologies["three/dhcp"].ports).toEqual({ athens: 8000 });
});

test("two apps of one program keep what they gave, both", () => {
  const [test, production] = [
    appOf({ test: [spoke("berlin")] }),
    appOf({ production: [spoke("oslo")] }, "cdktf.prod"),
  ];
  test.synth();
  production.synth();
  const { topologies } = JSON.parse(readFileSync("kea-ha.lock.json", "utf8"));
  expect(Object.keys(topologies)).toEqual(["production/dhcp", "test/dhcp"]);
});

test("what an aspect of its stack adds is looked at, too", () => {
  const app = new App({ outdir: join(project, "cdktf.out"), stackTraces: false });
  const stack = new KeaStack(app, "three");
  const sites = new HubAndSpoke(stack, "dhcp", {
    hub: { name: "hq", address: "10.0.99.1" },
    spokes: [spoke("oslo")],
  });
  const visit = (node: IConstruct) => {
    if (node === stack) sites.relationships[0]!.addSubnet({ id: 3, subnet: "10.3.0.0/24" });
  };
  Aspects.of(stack).add({ visit });
  expect(() => app.synth()).toThrow(
    "[three/dhcp/dhcp/relationships/oslo] error KEAHA009: relationship oslo, hq-dhcp4: id 3 is used by two subnets",
  );
});

test("a topology in a stack may be called as one in a stack inside of it, in whatever order", () => {
  for (const outerFirst of [true, false]) {
    const app = new App({ outdir: join(project, `cdktf.${outerFirst}`), stackTraces: false });
    const outer = new KeaStack(app, "outer");
    const stacks = [outer, new KeaStack(outer, "inner")];
    const add = (stack: KeaStack) => {
      const hub = { name: "hq", address: `10.0.${stacks.indexOf(stack)}.1` };
      new HubAndSpoke(stack, "dhcp", { hub, spokes: [spoke(stack === outer ? "berlin" : "oslo")] });
    };
    for (const stack of outerFirst ? stacks : [...stacks].reverse()) add(stack);
    app.synth();
    const { topologies } = JSON.parse(readFileSync("kea-ha.lock.json", "utf8"));
    expect(Object.entries(topologies).map(([key, kept]) => [key, (kept as { ports: object }).ports])).toEqual(
      [
        ["outer/dhcp", { berlin: 8000 }],
        ["outer/inner/dhcp", { oslo: 8000 }],
      ],
    );
    rmSync("kea-ha.lock.json");
  }
});

test.each([
  ["<<<<<<< ours", "is not JSON: "],
  ['{ "format": 2 }', "is no lock file of format 1."],
  [
    '{ "format": 1, "topologies": { "sites/dhcp": { "ports": { "a": "b" } } } }',
    "is no lock file of format 1.",
  ],
])("a lock file that holds %s is refused by name", (text, why) => {
  writeFileSync("kea-ha.lock.json", text);
  expect(() => synth([spoke("berlin")])).toThrow(`kea-ha.lock.json ${why}`);
});

test("one port that two branches gave away is refused, with what to do", () => {
  synth(THREE.map(spoke));
  const text = readFileSync("kea-ha.lock.json", "utf8");
  writeFileSync("kea-ha.lock.json", text.replace('"oslo": 8002', '"oslo": 8001'));
  expect(() => synth(THREE.map(spoke))).toThrow(
    "kea-ha.lock.json gives port 8001 to lisbon and to oslo: take the one out that is not deployed yet. Synth gives it another.",
  );
});

test("a spoke that is retired keeps its port, and rolls out with those that it leaves", () => {
  synth(THREE.map(spoke));
  const after = synth(THREE.map((name) => ({ ...spoke(name), retired: name === "berlin" })));
  const manifest = JSON.parse(after.files["dhcp_rollout-berlin"]!);
  expect(after.rollouts).toEqual(["dhcp_rollout_berlin"]);
  expect(
    manifest.servers.map(({ host, retired }: { host: string; retired?: true }) => [host, retired]),
  ).toEqual([
    ["hq", undefined],
    ["vault", undefined],
    ["berlin", true],
    ["lisbon", undefined],
    ["oslo", undefined],
  ]);
  expect(lock().ports).toEqual({ berlin: 8000, lisbon: 8001, oslo: 8002 });
  expect(siteIn(after, "lisbon")[1]).toContain("http://10.0.0.1:8001/");
});
