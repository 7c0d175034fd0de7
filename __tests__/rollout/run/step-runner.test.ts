import { setTimeout as sleep } from "node:timers/promises";
import { setNext, type Setting, type Step } from "../../../rollout/plan/steps";
import { Ledger } from "../../../rollout/run/ledger";
import { StepRunner, type Tools, type Way } from "../../../rollout/run/step-runner";
import { OwnConfigurations, RememberingChannel } from "../../../rollout/run/own-configurations";
import { changeAt, type Json, type JsonMap, map } from "../../../kea/json";
import type { Declaration } from "../../../rollout/plan/declaration";
import { hub, situation } from "../../support/generate-changes";

/** Gives back what a hub served that was taken for dead; it answers now, as the process that is given. */
async function giveBack(pid: number | undefined) {
  const sent: string[] = [];
  const died = new Map([["hub-dhcp4", "hub died meanwhile."]]);
  const channel = {
    send: async (command: string) => {
      sent.push(command);
      return { result: 0, text: "" };
    },
  };
  const servers = {
    patientStatuses: async () => new Map([["hub-dhcp4", pid === undefined ? undefined : { pid }]]),
    answering: async () => channel,
  };
  const way = { pids: new Map([["hub-dhcp4", 7]]), signal: new AbortController().signal };
  const tools = { servers, died, progress: { step: () => undefined } };
  const runner = new StepRunner(tools as unknown as Tools, way as unknown as Way);
  const step = { relationship: "site", helper: "hub-dhcp4", member: "hub", scopes: [] };
  await runner.run({ kind: "give-back", ...step });
  return { sent, died: [...died.keys()] };
}

test("a helper that was only too busy to answer gives back what it served", async () => {
  expect(await giveBack(7)).toEqual({ sent: ["ha-scopes"], died: [] });
});

test.each([
  ["was started again", 8],
  ["does not answer", undefined],
])("a helper that %s has nothing to give back", async (_, pid) => {
  expect(await giveBack(pid)).toEqual({ sent: [], died: ["hub-dhcp4"] });
});

/** Sets a site, which will fetch its hub's leases; what was waited for and sent, in order. */
async function set(takesTurns: boolean, before?: "prepare") {
  const { servers: declared, fleet } = situation(hub(1), hub(1));
  const config = declared.find(({ name }) => name === "h1-dhcp4")!.declared;
  const heard: string[] = [];
  const channel = {
    send: async (command: string) => {
      heard.push(command);
      return { result: 0, text: "" };
    },
  };
  const tools = {
    servers: { answering: async () => channel, statuses: async () => new Map() },
    ledger: { fleet, hash: () => undefined, sending: () => undefined, set: () => undefined },
    turns: { take: async (source: string) => void heard.push(`turn of ${source}`) },
    progress: { step: () => undefined },
  };
  const way = {
    configurations: new Map([["h1-dhcp4 declared", config]]),
    signal: new AbortController().signal,
    takesTurns,
  };
  const runner = new StepRunner(tools as unknown as Tools, way as unknown as Way);
  const interruption = { ms: 0, relationships: [], avoidable: false };
  const step = { kind: "set", server: "h1-dhcp4", sends: "declared", interruption } as unknown as Setting;
  if (before) await runner.prepare(step);
  await runner.run(step);
  await runner.end();
  return heard;
}

test("who will fetch leases waits for its turn before it is set, but not where nobody serves its clients", async () => {
  expect(await set(true)).toEqual(["turn of h0-dhcp4", "config-set"]);
  expect(await set(false)).toEqual(["config-set"]);
});

test("the turn comes before the hub is told to serve for the site: until the site is set, both would", async () => {
  expect(await set(true, "prepare")).toEqual(["turn of h0-dhcp4", "config-set"]);
  const handOver = {
    kind: "hand-over",
    relationship: "r",
    owner: "h1",
    helper: "h0",
    member: "m",
    scopes: [],
  };
  const pause = { kind: "pause", relationship: "r", helper: "h1", member: "m", scopes: [] };
  const settle = { kind: "settle", server: "h1", members: [] };
  const site = { kind: "set", server: "h1", sends: "declared" };
  const next = (...steps: object[]) => setNext(steps as Step[]);
  expect(next(pause, handOver, site, settle)).toBe(site);
  expect(next(settle, handOver, site)).toBeUndefined();
  expect(next(handOver)).toBeUndefined();
});

test("a hub is kept serving while a site fetches its leases, whatever the rollout does meanwhile", async () => {
  const { servers: declared, fleet } = situation(hub(1), hub(1));
  const { sides } = fleet.relationships[0]!;
  for (const { map } of sides) Object.assign(map, { "heartbeat-delay": 50 });
  const local = {
    "server-name": sides.find(({ server }) => server.name === "h0-dhcp4")!.self,
    state: "hot-standby",
  };
  const isOff = { "high-availability": [{ "ha-servers": { local } }] };
  const told: string[] = [];
  const seen: string[] = [];
  const tools = {
    servers: {
      statuses: async () => new Map(),
      answering: async () => ({ send: async () => ({ result: 0, text: "" }) }),
      sendTogether: async (server: string, command: string) => {
        if (command !== "status-get") told.push(`${server} ${command}`);
        return { result: 0, text: "", arguments: isOff };
      },
    },
    ledger: { fleet, hash: () => undefined, sending: () => undefined, set: () => undefined },
    turns: { see: (site: string, source: string) => void seen.push(`${site} from ${source}`) },
    progress: { step: () => undefined },
  };
  const config = declared.find(({ name }) => name === "h1-dhcp4")!.declared;
  const way = {
    configurations: new Map([["h1-dhcp4 declared", config]]),
    signal: new AbortController().signal,
  };
  const runner = new StepRunner(tools as unknown as Tools, way as unknown as Way);
  await runner.run({ kind: "set", server: "h1-dhcp4", sends: "declared" } as unknown as Step);
  expect(told).toEqual([]);
  await sleep(200);
  await runner.end();
  expect(told).toContain("h0-dhcp4 dhcp-enable");
  expect(seen).toContain("h1-dhcp4 from h0-dhcp4");
  const before = told.length;
  await sleep(50);
  expect(told).toHaveLength(before);
});

/** A site that is to be set: a Kea that runs something, counts its seconds, and has a start-up file. */
function site() {
  const { servers: declared, fleet, surveys } = situation(hub(1), hub(1));
  const server = declared.find(({ name }) => name === "h1-dhcp4")!;
  const found = surveys.get(server.name)!;
  const running: JsonMap = {
    Dhcp4: { ...map(found.running.Dhcp4), "dhcp-ddns": { "enable-updates": true } },
  };
  const hashOf = (config: JsonMap) => JSON.stringify(config);
  const kea = {
    ...{ pid: 1, uptime: 5000, reload: 400, runs: running, startUp: running, heard: [] as string[] },
    /** Reads its start-up file. */
    reads: () => void Object.assign(kea, { runs: kea.startUp, reload: 0 }),
  };
  const send = async (command: string, args?: Json) => {
    kea.heard.push(command);
    if (command === "config-set") Object.assign(kea, { runs: args, reload: 0 });
    if (command === "config-write") kea.startUp = kea.runs;
    const hash = hashOf(kea.runs);
    const size = { size: 1 };
    const said =
      command === "config-get" ? { ...kea.runs, hash } : command === "config-write" ? size : { hash };
    return { result: 0, text: "", arguments: said };
  };
  const statuses = async () =>
    new Map([[server.name, { pid: kea.pid, uptime: kea.uptime, reload: kea.reload } as JsonMap]]);
  const own = new OwnConfigurations(server);
  own.add(running, hashOf(running));
  const channel = new RememberingChannel({ send, close: async () => undefined }, own);
  const surveyed = new Map(surveys).set(server.name, { ...found, running });
  const known = new Map([...surveyed].map(([name, one]) => [name, { ...one, hash: hashOf(one.running) }]));
  const manifest = { relationships: [] };
  const ledger = new Ledger({ servers: declared, fleet, manifest } as unknown as Declaration, known, []);
  const wrote: string[] = [];
  const tools = {
    servers: {
      ...{ answering: async () => channel, own: () => own },
      ...{ statuses, named: () => server, silent: new Map() },
      watch: () => ({ next: statuses, end: () => undefined }),
    },
    ...{ ledger, declaration: { servers: declared }, turns: { see: () => undefined }, patienceMs: 0 },
    ...{ progress: { step: () => undefined, waiting: () => undefined }, before: new Set(), died: new Map() },
    suspended: new Set<string>(),
    recordWritten: (name: string) => void wrote.push(name),
  };
  const config = changeAt(running, ["Dhcp4", "valid-lifetime"], () => 7777) as JsonMap;
  const way = {
    configurations: new Map([
      ["h1-dhcp4 declared", config],
      ["h1-dhcp4 previous", running],
    ]),
    ...{ signal: new AbortController().signal, pids: new Map(), lost: new Set() },
  };
  const runner = new StepRunner(tools as unknown as Tools, way as unknown as Way);
  const run = async (kind: string, more = {}) => {
    try {
      await runner.run({
        kind,
        server: server.name,
        members: [],
        sends: "declared",
        ...more,
      } as unknown as Step);
    } finally {
      await runner.end();
    }
  };
  return { kea, run, ledger, wrote, suspended: tools.suspended, begun: runner.begun };
}

const LOST =
  /^h1: Kea does not run the configuration any more that it got: it read its start-up file again \(config-reload, SIGHUP\), or somebody else set it\. Find out who did, and roll out again\.$/;
const STARTED =
  /^h1: Kea was started anew after it got its configuration, and runs its start-up file again\. Look into its log/;

test("a server whose configuration stays is written to its start-up file", async () => {
  const { kea, run, wrote } = site();
  await run("set");
  for (kea.reload = 0; kea.reload < 3; kea.reload += 1, kea.uptime += 1) await run("settle");
  await run("persist");
  expect(wrote).toEqual(["h1-dhcp4"]);
  expect(kea.startUp).toMatchObject({ Dhcp4: { "valid-lifetime": 7777 } });
});

test("a server whose Kea has switched DNS updates off by itself writes that, and it is known until it writes them", async () => {
  const { kea, run, wrote, suspended } = site();
  await run("set");
  kea.runs = changeAt(kea.runs, ["Dhcp4", "dhcp-ddns", "enable-updates"], () => false) as JsonMap;
  await run("persist");
  expect(kea.startUp).toMatchObject({ Dhcp4: { "dhcp-ddns": { "enable-updates": false } } });
  expect([wrote, [...suspended]]).toEqual([["h1-dhcp4"], ["h1-dhcp4"]]);
  await run("set");
  await run("persist");
  expect([...suspended]).toEqual([]);
});

test("a server that somebody has read its start-up file again is noticed while it is waited for", async () => {
  const { kea, run } = site();
  await run("set");
  Object.assign(kea, { reload: 2, uptime: 5002 });
  await run("settle");
  kea.reads();
  await expect(run("settle")).rejects.toThrow(LOST);
});

test("a server that read its start-up file within a second is noticed before that is written", async () => {
  const { kea, run } = site();
  await run("set");
  kea.reads();
  await run("settle");
  await expect(run("persist")).rejects.toThrow(LOST);
  expect(kea.heard).not.toContain("config-write");
});

test.each([
  ["another process", { pid: 2 }],
  ["the same process number, as in a container", {}],
])("a server that was started anew since it was set is noticed: %s", async (_, more) => {
  const { kea, run } = site();
  await run("set");
  kea.reads();
  Object.assign(kea, { uptime: 0, ...more });
  await expect(run("settle")).rejects.toThrow(STARTED);
});

test("a server that was started anew from a start-up file that is what it got goes on", async () => {
  const { kea, run } = site();
  await run("set");
  await run("persist");
  kea.reads();
  Object.assign(kea, { pid: 2, uptime: 0 });
  await run("settle");
});

test("a server that was started anew before it is set did not die of its configuration", async () => {
  const { kea, run } = site();
  kea.reads();
  Object.assign(kea, { pid: 2, uptime: 3 });
  await run("set");
  await run("settle");
});

test("a server that runs something else by the time that it is to be set is sent nothing", async () => {
  const { kea, run, begun, ledger } = site();
  const before = ledger.servers;
  kea.startUp = changeAt(kea.runs, ["Dhcp4", "valid-lifetime"], () => 1) as JsonMap;
  kea.reads();
  Object.assign(kea, { pid: 2, uptime: 3 });
  await expect(run("set")).rejects.toThrow(
    "h1: Kea runs another configuration than the rollout found there or gave it: it read its start-up file, or somebody else set it. It was not sent its new one. See what it runs (config-get), and roll out again.",
  );
  expect(kea.heard).not.toContain("config-set");
  // So there is nothing to take back.
  expect([begun, ledger.servers]).toEqual([[], before]);
});

/** The way back of a site that runs something else by then. */
async function back(more: Readonly<Record<string, number>>, wrote = false) {
  const { kea, run } = site();
  await run("set");
  if (wrote) await run("persist");
  const foreign = changeAt(kea.runs, ["Dhcp4", "valid-lifetime"], () => 1) as JsonMap;
  Object.assign(kea, { runs: foreign, reload: 0, uptime: 5020, ...more });
  const ended = run("set", { sends: "previous" });
  return { ended, sets: () => kea.heard.filter((command) => command === "config-set").length };
}
const FOREIGN =
  "h1: Somebody else gave it another configuration while the rollout was at work; what ran there before was not sent. Find out who did, and roll out again when that has ended.";

test("on the way back a server that somebody else set meanwhile keeps what they gave it", async () => {
  const { ended, sets } = await back({});
  await expect(ended).rejects.toThrow(FOREIGN);
  expect(sets()).toBe(1);
});

test("on the way back a server that runs what it got, or what it ran before, is given that again", async () => {
  const { kea, run } = site();
  await run("set");
  await run("set", { sends: "previous" });
  kea.reads();
  await run("set", { sends: "previous" });
  expect(kea.heard.filter((command) => command === "config-set")).toHaveLength(3);
  expect(kea.heard).not.toContain("config-get");
});

test("on the way back a server that was started anew from an older start-up file gets what it ran before", async () => {
  const { ended, sets } = await back({ pid: 2, uptime: 0 });
  await ended;
  expect(sets()).toBe(2);
});

test("a start-up file that somebody changed after the rollout wrote it is left to them on the way back", async () => {
  const { ended, sets } = await back({ pid: 2, uptime: 0 }, true);
  await expect(ended).rejects.toThrow(FOREIGN);
  expect(sets()).toBe(1);
});
