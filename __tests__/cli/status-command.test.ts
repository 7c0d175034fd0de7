/** `kea-ha status` and `kea-ha picture` as people run them, on what synth has written and servers that only answer. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json as readJson } from "node:stream/consumers";
import { App } from "cdktf";
import { ControlChannel, HubAndSpoke } from "../../constructs";
import { KeaStack } from "../../stacks";
import { PROJECT } from "../support/article";
import { bundle } from "../support/bundle";
import { readDrawing } from "../support/drawing";

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), "kea-ha-status-"));
const program = join(directory, "kea-ha.cjs");
let kea: Server;
let port: number;

/** What a member tells of itself and of its partner. */
const member = (self: string, state: string, scopes: string[], partner: string, partnerState: string) => ({
  "ha-servers": {
    local: { "server-name": self, state, scopes },
    remote: {
      "server-name": partner,
      "last-state": partnerState,
      "in-touch": partnerState !== "unavailable",
      "communication-interrupted": partnerState === "unavailable",
    },
  },
});
const backup = (self: string) => ({ "ha-servers": { local: { "server-name": self, state: "backup" } } });
const leases = (counts: Readonly<Record<number, number>>) =>
  Object.fromEntries(
    Object.entries(counts).map(([id, count]) => [`subnet[${id}].assigned-addresses`, [[count, "now"]]]),
  );

/** The network between hq and lisbon is cut. */
const SERVERS: Readonly<Record<string, { readonly ha: object[]; readonly leases: object }>> = {
  berlin: {
    ha: [member("berlin.berlin", "hot-standby", ["berlin.berlin"], "berlin.hq", "hot-standby")],
    leases: leases({ 1: 181 }),
  },
  lisbon: {
    ha: [member("lisbon.lisbon", "partner-down", ["lisbon.lisbon"], "lisbon.hq", "unavailable")],
    leases: leases({ 2: 97 }),
  },
  hq: {
    ha: [
      member("berlin.hq", "hot-standby", [], "berlin.berlin", "hot-standby"),
      member("lisbon.hq", "partner-down", ["lisbon.lisbon"], "lisbon.lisbon", "unavailable"),
    ],
    leases: leases({ 1: 181, 2: 96 }),
  },
  vault: { ha: [backup("berlin.vault"), backup("lisbon.vault")], leases: leases({ 1: 181, 2: 97 }) },
};

beforeAll(async () => {
  bundle("cli/main.ts", program);
  kea = createServer((request, response) => {
    void (readJson(request) as Promise<{ command: string }>).then(({ command }) => {
      const server = SERVERS[request.url!.slice(1)]!;
      const status = { "high-availability": server.ha, sockets: { status: "ready" } };
      const answer = { result: 0, arguments: command === "status-get" ? status : server.leases };
      response.end(JSON.stringify([answer]));
    });
  });
  await new Promise<void>((resolve) => kea.listen(0, "127.0.0.1", resolve));
  ({ port } = kea.address() as AddressInfo);
});
afterAll(() => {
  kea.close();
  rmSync(directory, { recursive: true });
});

const host = (name: string, address: string, at = port) => ({
  ...{ name, address },
  control: ControlChannel.http({ dhcp4: `http://127.0.0.1:${at}/${name}` }),
});

/** Synthesizes, and returns the stack's directory. */
function synth(name: string, build: (stack: KeaStack) => void): string {
  const app = new App({ outdir: join(directory, name), stackTraces: false });
  build(new KeaStack(app, name));
  app.synth();
  return join(directory, name, "stacks", name);
}

const spoke = (name: string, net: string, id: number, at = port) => ({
  ...host(name, `${net}.1`, at),
  subnets: [{ id, subnet: `${net}.0/24`, pools: [`${net}.10-${net}.250`] }],
});

/** The README's two sites. */
const sites = () =>
  synth("sites", (stack) => {
    new HubAndSpoke(stack, "dhcp", {
      hub: host("hq", "10.0.0.1"),
      backup: host("vault", "10.0.0.9"),
      spokes: [spoke("berlin", "10.1.0", 1), spoke("lisbon", "10.2.0", 2)],
    });
  });

/** Two topologies, whose hosts have the same names. Nobody listens at their ports. */
const twoTopologies = () =>
  synth("two", (stack) => {
    for (const [index, name] of ["east", "west"].entries())
      new HubAndSpoke(stack, name, {
        hub: host("hq", `10.${index}.0.1`, 9 + index),
        spokes: [spoke("office", `10.${index}.1`, 1, 9 + index)],
      });
  });

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], (_, stdout, stderr) => {
      resolve({ status: child.exitCode!, stdout, stderr });
    });
  });
}

test("the example of docs/status.md is what the program says", async () => {
  const { status, stdout, stderr } = await run("status", sites());
  expect([status, stderr]).toEqual([1, ""]);
  const path = join(PROJECT, "docs/status.md");
  const page = readFileSync(path, "utf8");
  const [block, command, expected] = /```console\n(\$ kea-ha status .*)\n([^]*?)```/.exec(page)!;
  if (process.env["UPDATE_DOCS"])
    writeFileSync(
      path,
      page.replace(block, () => `\`\`\`console\n${command}\n${stdout}\`\`\``),
    );
  else expect(stdout).toBe(expected);
});

test("the status of a stack with several topologies has a heading for each", async () => {
  const { status, stdout } = await run("status", twoTopologies());
  expect(status).toBe(1);
  const [, east, west] = /^east\/office\n([^]*)\nwest\/office\n([^]*)$/.exec(stdout)!;
  expect([east, west].map((part) => part!.match(/http:\/\/\S+/g)!.sort())).toEqual([
    ["http://127.0.0.1:9/hq", "http://127.0.0.1:9/office"],
    ["http://127.0.0.1:10/hq", "http://127.0.0.1:10/office"],
  ]);
});

test("with --json, the status says its format, and of a server that does not answer only what is known", async () => {
  const { status, stdout } = await run("status", "--json", twoTopologies());
  expect(status).toBe(1);
  const { format, components } = JSON.parse(stdout);
  expect(format).toBe(1);
  expect(components.map(({ component }: { component: string }) => component)).toEqual([
    "east/office",
    "west/office",
  ]);
  const [{ members, leases }] = components[0].relationships;
  expect(leases).toEqual({});
  expect(members[0]).toEqual({
    ...{ host: "office", name: "office.office", role: "primary", answers: false },
    ...{ scopes: [], surplus: [], paused: [], troubles: ["office.office on office does not answer."] },
  });
});

test("every field of the status is described in docs/status.md", async () => {
  const fields = new Set<string>();
  JSON.parse((await run("status", "--json", sites())).stdout, (key, value) => {
    if (/^[a-z]+$/i.test(key)) fields.add(key);
    return value;
  });
  const page = readFileSync(join(PROJECT, "docs/status.md"), "utf8");
  expect([...fields].filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
});

test("a stack with several topologies is drawn with each under its name, and no host of one in the other", async () => {
  const { status, stdout, stderr } = await run("picture", twoTopologies());
  expect([status, stderr]).toEqual([0, ""]);
  const { boxes } = readDrawing(stdout);
  expect(boxes.map(({ texts }) => texts.map(({ words }) => words)).sort()).toEqual([
    ["hq", "10.0.0.1", "office.hq", "office", "standby"],
    ["hq", "10.1.0.1", "office.hq", "office", "standby"],
    ["office", "10.0.1.1", "office.office", "office · 10.0.1.0/24", "primary"],
    ["office", "10.1.1.1", "office.office", "office · 10.1.1.0/24", "primary"],
  ]);
  expect(stdout).toMatch(/>east\/office<[^]*>west\/office<|>west\/office<[^]*>east\/office</);
});

test("topologies of one name in two stacks are drawn, and headed, each with its stack", async () => {
  const both = join(directory, "both");
  for (const stack of ["north", "south"]) cpSync(twoTopologies(), join(both, stack), { recursive: true });
  const { stdout } = await run("picture", both);
  expect(readDrawing(stdout).boxes).toHaveLength(8);
  expect(stdout).toContain(">east/office (south)<");
  const texts = [await run("what-if", both), await run("status", both)].map((one) => one.stdout);
  for (const text of texts) expect(text).toMatch(/^east\/office \(north\)\n[^]*\neast\/office \(south\)\n/);
});

test("the command of docs/picture.md writes a picture, which has no title where there is one topology", async () => {
  const page = readFileSync(join(PROJECT, "docs/picture.md"), "utf8");
  const [, command] = /^npx kea-ha (picture .*)$/m.exec(page)!;
  const file = join(directory, "topology.svg");
  const words = command!
    .split(" ")
    .map((word) => (word === "cdktf.out/stacks/STACK" ? sites() : word === "topology.svg" ? file : word));
  expect(await run(...words)).toEqual({ status: 0, stdout: "", stderr: "" });
  const svg = readFileSync(file, "utf8");
  expect(readDrawing(svg).boxes).toHaveLength(4);
  expect(svg).not.toContain("dhcp/berlin");
});
