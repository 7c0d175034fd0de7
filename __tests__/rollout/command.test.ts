/** The command as people run it, against a Kea that only answers. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "../support/bundle";
import { eventually, temporaryDirectory } from "./channels/helpers";

jest.setTimeout(120_000);

const directory = temporaryDirectory();

/** Kea that serves nobody, in a program of its own: the command is waited for without hearing anything. */
const KEA = `
const answers = {
  "version-get": { text: "3.0.4" },
  "config-get": { arguments: { Dhcp4: {
    "control-sockets": [{ "socket-type": "unix", "socket-name": process.argv[1] }],
    "valid-lifetime": 3600,
  } } },
  "status-get": { arguments: { pid: 1, uptime: 10, reload: 10 } },
  "list-commands": { arguments: ["config-set"] },
};
require("node:net").createServer((socket) => {
  let text = "";
  socket.on("error", () => {}).on("data", (chunk) => {
    text += chunk;
    let request;
    try { request = JSON.parse(text); } catch { return; }
    require("node:fs").appendFileSync(process.argv[1] + ".heard", request.command + "\\n");
    if (request.command === "config-get")
      try { answers["config-get"].arguments = JSON.parse(require("node:fs").readFileSync(process.argv[1] + ".runs")); } catch {}
    if (request.command === "config-set")
      require("node:fs").writeFileSync(process.argv[1] + ".set", JSON.stringify(request.arguments));
    socket.end(JSON.stringify({ result: 0, ...answers[request.command] }));
  });
}).listen(process.argv[1]);
`;

/** The disk is full from the start, for every path that matches. */
const FULL = `
const fs = require("node:fs");
for (const name of ["writeFileSync", "mkdirSync"]) {
  const whole = fs[name];
  fs[name] = (path, ...rest) => {
    if (new RegExp(process.env.FULL).test(String(path)))
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    return whole(path, ...rest);
  };
}
`;

let program: string;
let everything: string;
let site: string;
let kea: ChildProcess;

beforeAll(() => {
  program = join(directory, "rollout.cjs");
  everything = join(directory, "kea-ha.cjs");
  bundle("rollout/main.ts", program);
  bundle("cli/main.ts", everything);
  writeFileSync(join(directory, "full.cjs"), FULL);
});

beforeEach(async () => {
  site = mkdtempSync(join(directory, "site-"));
  const socket = join(site, "kea4");
  kea = spawn(process.execPath, ["-e", KEA, socket], { stdio: "inherit" });
  await eventually(() => existsSync(socket), 30_000);
  const root = { "control-sockets": [{ "socket-type": "unix", "socket-name": socket }] };
  writeFileSync(join(site, "kea1-dhcp4.11111111.json"), JSON.stringify({ Dhcp4: root }));
  const control = { type: "unix", socket };
  const server = { host: "kea1", family: "v4", kea: "3.0", where: "site/kea1", addresses: ["10.0.0.1"] };
  const file = { config: "kea1-dhcp4.11111111.json", control, directories: { run: site }, retired: true };
  const manifest = {
    format: 1,
    component: "dhcp/office",
    servers: [{ ...server, ...file }],
    relationships: [],
  };
  writeFileSync(join(site, "rollout-office.22222222.json"), JSON.stringify(manifest));
});
afterEach(() => void kea.kill());

/** Runs it on everything that `rollout-*.json` finds, as a shell would. */
function rollout(options: string[] = [], full?: string) {
  return run(
    options,
    readdirSync(site).filter((file) => /^rollout-.*\.json$/.test(file)),
    full,
  );
}
function run(options: string[], files: string[], full?: string) {
  const env = full && { NODE_OPTIONS: `--require ${join(directory, "full.cjs")}`, FULL: full };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, ...options, ...files.map((file) => join(site, file))],
    { encoding: "utf8", env: { ...process.env, ...env } },
  );
  return { status, stdout, stderr };
}
const heard = () => readFileSync(join(site, "kea4.heard"), "utf8").split("\n");

test("the documented pattern finds the manifest also after a rollout, whose reports it finds too", () => {
  expect(rollout()).toMatchObject({ status: 0, stderr: "" });
  const report = readFileSync(join(site, "rollout-office.report.json"), "utf8");
  expect(JSON.parse(report)).toMatchObject({ format: 1, component: "dhcp/office", outcome: "DONE" });
  expect(rollout(["--dry-run"])).toMatchObject({ status: 0, stderr: "" });
});

test("a pattern that finds the directory of the way back and a log, too, finds the manifest", () => {
  expect(rollout()).toMatchObject({ status: 0, stderr: "" });
  writeFileSync(join(site, "rollout-office.log"), "");
  const found = readdirSync(site).filter((file) => file.startsWith("rollout-"));
  expect(found).toContain("rollout-office.previous");
  expect(run(["--dry-run"], found)).toMatchObject({ status: 0, stderr: "" });
  expect(run(["--dry-run"], ["rollout-office.previous"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("rollout-office.previous holds no rollout manifest"),
  });
});

test("the directory of a stack finds the manifest of its last synth, to roll out and to restore", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [everything, ...args, site], { encoding: "utf8" });
  expect(run("rollout")).toMatchObject({ status: 0, stderr: "" });
  expect(readdirSync(site)).toContain("rollout-office.report.json");
  expect(run("rollout", "--dry-run")).toMatchObject({ status: 0, stderr: "" });
  expect(run("restore", "--dry-run")).toMatchObject({ status: 0, stderr: "" });
});

test("a dry run speaks of what would be done, and does nothing", () => {
  const { status, stdout } = rollout(["--dry-run"]);
  expect(stdout).toMatch(
    /\nwave 1 of 1: servers that are in no relationship\n {2}kea1-dhcp4 {2}will get its new configuration\n {4}\(no interruption: it serves nobody now\)\n {2}kea1-dhcp4 {2}will write its start-up file\n/,
  );
  expect(status).toBe(0);
  expect(heard()).not.toContain("config-set");
});

test("one manifest at a time", () => {
  writeFileSync(join(site, "rollout-lab.33333333.json"), "{}");
  const { status, stderr } = rollout();
  expect(status).toBe(2);
  expect(stderr).toBe(
    `Error: Give one manifest at a time, not ${site}/rollout-lab.33333333.json and ${site}/rollout-office.22222222.json.\n`,
  );
});

test("a disk that is full when the way back is to be kept: nothing is changed, and it says so", () => {
  const { status, stderr } = rollout([], "previous");
  expect(stderr).toBe(
    `Error: What runs now could not be kept, so nothing was changed: ${site}/rollout-office.previous cannot be written: the disk is full. Make room there, or give this user the right to write it, and roll out again.\n`,
  );
  expect(status).toBe(1);
  expect(heard()).not.toContain("config-set");
});

test("a disk that is full from the start: nothing is changed, and it says so", () => {
  const { status, stderr } = rollout([], "worker");
  expect(stderr).toMatch(
    /^Error: \S+\/rollout-office\.worker\.json\.\d+ cannot be written: the disk is full\. Make room there, .*\n$/,
  );
  expect(status).toBe(1);
  expect(existsSync(join(site, "kea4.heard"))).toBe(false);
});

test("a disk that is full when it is time to report: it says so, and ends as the rollout ended", () => {
  const { status, stderr } = rollout([], "report|written");
  expect(stderr).toContain(`Error: ${site}/rollout-office.report.json cannot be written: the disk is full.`);
  expect(stderr).not.toContain("    at ");
  expect(status).toBe(0);
  expect(heard()).toContain("config-set");
});

test("--retire gives a server what lets it serve nobody, whatever is declared", () => {
  const socket = { "socket-type": "unix", "socket-name": join(site, "kea4") };
  const Dhcp4 = {
    "interfaces-config": { interfaces: ["eth0"] },
    "control-sockets": [socket],
    "lease-database": { type: "memfile", name: "/var/lib/kea/kea-leases4.csv" },
    "valid-lifetime": 3600,
    subnet4: [{ id: 1, subnet: "10.0.0.0/24", pools: [{ pool: "10.0.0.10-10.0.0.99" }] }],
  };
  writeFileSync(join(site, "kea1-dhcp4.11111111.json"), JSON.stringify({ Dhcp4 }));
  expect(rollout(["--retire"])).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(readFileSync(join(site, "kea4.set"), "utf8"))).toEqual({
    Dhcp4: {
      "interfaces-config": { interfaces: [] },
      "control-sockets": [socket],
      "lease-database": Dhcp4["lease-database"],
    },
  });
  expect(heard()).toContain("config-write");
});

test("DNS updates that are declared off, and are off, stay off on the way back", () => {
  const socket = { "socket-type": "unix", "socket-name": join(site, "kea4") };
  const config = (on: boolean) => ({
    Dhcp4: { "control-sockets": [socket], "dhcp-ddns": { "enable-updates": on } },
  });
  const write = (name: string, value: object) => writeFileSync(join(site, name), JSON.stringify(value));
  write("kea4.runs", config(false));
  write("rollout-office.known.json", { "kea1-dhcp4": config(true) });
  write("kea1-dhcp4.11111111.json", config(false));
  expect(rollout()).toMatchObject({ status: 0, stderr: "" });
  expect(heard()).not.toContain("config-set");
  const known = JSON.parse(readFileSync(join(site, "rollout-office.known.json"), "utf8"));
  expect(known).toEqual({ "kea1-dhcp4": config(false) });
});

test("restore brings back what Kea ran, also when a rule would not let anybody declare it", () => {
  expect(rollout()).toMatchObject({ status: 0, stderr: "" });
  const socket = { "socket-type": "unix", "socket-name": join(site, "kea4") };
  const pools = [{ pool: "10.0.1.10-10.0.1.99" }];
  const before = {
    Dhcp4: { "control-sockets": [socket], subnet4: [{ id: 1, subnet: "10.0.0.0/24", pools }] },
  };
  const [manifest] = readdirSync(site).filter((file) => /^rollout-office[.]\d+[.]json$/.test(file));
  writeFileSync(join(site, "kea1-dhcp4.11111111.json"), JSON.stringify(before));
  expect(rollout()).toMatchObject({ status: 2, stderr: expect.stringContaining("KEAHA") });
  writeFileSync(join(site, "rollout-office.previous", "kea1-dhcp4.json"), JSON.stringify(before));
  const restore = [everything, "restore", join(site, manifest!)];
  const { status, stderr } = spawnSync(process.execPath, restore, { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  expect(JSON.parse(readFileSync(join(site, "kea4.set"), "utf8"))).toEqual(before);
});

test("restore does not take what is declared for what ran before: a server of which nothing was kept is left out by hand", () => {
  expect(rollout()).toMatchObject({ status: 0, stderr: "" });
  const path = join(site, "rollout-office.22222222.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  const [kea1] = manifest.servers;
  const kea2 = { ...kea1, host: "kea2", control: { type: "unix", socket: join(site, "nobody") } };
  writeFileSync(path, JSON.stringify({ ...manifest, servers: [kea1, kea2] }));
  const restore = (...more: string[]) =>
    spawnSync(process.execPath, [everything, "restore", path, ...more], { encoding: "utf8" });
  const { status, stderr } = restore();
  expect(stderr).toBe(
    `Error: ${site}/rollout-office.previous has nothing of kea2-dhcp4: what ran there before is not known. To bring the others back, go on without: --without kea2.\n`,
  );
  expect(status).toBe(2);
  expect(restore("--without", "kea2")).toMatchObject({ status: 0, stderr: "" });
});
