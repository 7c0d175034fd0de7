import { setTimeout as sleep } from "node:timers/promises";
import { setNext, type Step } from "../../../rollout/plan/steps";
import { StepRunner, type Tools, type Way } from "../../../rollout/run/step-runner";
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
async function set(takesTurns: boolean, before?: "takeTurn") {
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
    servers: { answering: async () => channel },
    ledger: { fleet, sending: () => undefined, set: () => undefined },
    turns: { take: async (source: string) => void heard.push(`turn of ${source}`) },
    progress: { step: () => undefined },
  };
  const way = {
    configurations: new Map([["h1-dhcp4 declared", config]]),
    signal: new AbortController().signal,
    takesTurns,
  };
  const runner = new StepRunner(tools as unknown as Tools, way as unknown as Way);
  if (before) await runner.takeTurn("h1-dhcp4");
  const interruption = { ms: 0, relationships: [], avoidable: false };
  await runner.run({ kind: "set", server: "h1-dhcp4", sends: "declared", interruption } as unknown as Step);
  await runner.end();
  return heard;
}

test("who will fetch leases waits for its turn before it is set, but not where nobody serves its clients", async () => {
  expect(await set(true)).toEqual(["turn of h0-dhcp4", "config-set"]);
  expect(await set(false)).toEqual(["config-set"]);
});

test("the turn comes before the hub is told to serve for the site: until the site is set, both would", async () => {
  expect(await set(true, "takeTurn")).toEqual(["turn of h0-dhcp4", "config-set"]);
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
  expect(next(pause, handOver, site, settle)).toBe("h1");
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
    ledger: { fleet, sending: () => undefined, set: () => undefined },
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
