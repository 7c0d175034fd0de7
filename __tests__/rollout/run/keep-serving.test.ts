import { getEventListeners, getMaxListeners } from "node:events";
import { readFleet } from "../../../kea/fleet/read";
import type { Json, JsonMap } from "../../../kea/json";
import { Family } from "../../../kea/model/family";
import { firstHeartbeat, keepSourcesServing, sourcesOf } from "../../../rollout/run/keep-serving";
import { configurations, synthArticle } from "../../support/article";
import { fileTexts } from "../../support/synth";

/** The article's configurations, with the same HA setting everywhere. */
const fleetOf = (setting: JsonMap = {}) =>
  readFleet(
    Object.entries(configurations(synthArticle())).map(([host, config]) => {
      for (const hook of config.Dhcp4["hooks-libraries"])
        for (const relationship of hook.parameters?.["high-availability"] ?? [])
          Object.assign(relationship, setting);
      return { host, family: Family.V4, config };
    }),
    JSON.parse(fileTexts(synthArticle())["dhcp_rollout-net28"]!).relationships,
  );
const sources = (host: string, setting: JsonMap = {}) =>
  sourcesOf(`${host}-dhcp4`, fleetOf(setting)).map(({ server, member, origin }) => [server, member, origin]);

test("a server fetches leases from its partner of each relationship, and from no backup", () => {
  expect(sources("kea1")).toEqual([
    ["kea2-dhcp4", "server1", 2000],
    ["kea3-dhcp4", "server3", 2001],
  ]);
  expect(sources("kea4")).toEqual([["kea3-dhcp4", "server5", 2000]]);
});

test("a backup fetches none", () => {
  expect(sources("backup")).toEqual([]);
});

test("who fetches no leases switches nobody off", () => {
  expect(sources("kea1", { "sync-leases": false })).toEqual([]);
});

test("who sends no lease updates stays off while its leases are fetched", () => {
  expect(sources("kea1", { "send-lease-updates": false })).toEqual([]);
});

test("leases are fetched with the first heartbeat", () => {
  expect(firstHeartbeat("kea1-dhcp4", fleetOf())).toBe(10_000);
  expect(firstHeartbeat("kea1-dhcp4", fleetOf({ "heartbeat-delay": 1234 }))).toBe(1234);
});

/** Who does not ask for how long leases are fetched. */
const IGNORED = () => undefined;

const OFF = { "globally-disabled": true, "disabled-by-remote-command": [2000] };
const ON = { "globally-disabled": false, "disabled-by-remote-command": [] };

/** What Kea 3 is sent in half a second in which Kea 4 was just set, and fetches leases from it. */
async function sentWhileItIs(state: string, more: JsonMap = {}, sites: JsonMap[] = []): Promise<string[]> {
  const local = { "server-name": "server5", state, scopes: ["server6"] };
  const status = { "high-availability": [{ "ha-servers": { local } }, ...sites], ...more };
  const sent: string[] = [];
  const servers = {
    statuses: () => Promise.resolve(new Map()),
    sendTogether: async (server: string, command: string, args?: Json) => {
      if (command !== "status-get") sent.push(`${server} ${command} ${JSON.stringify(args)}`);
      return { result: 0, text: "", arguments: status as Json };
    },
  };
  await keepSourcesServing(
    "kea4-dhcp4",
    performance.now() - 10_000,
    fleetOf(),
    servers,
    AbortSignal.timeout(500),
    IGNORED,
  );
  return sent;
}

test.each([
  ["and says so", OFF],
  ["and is older than Kea 2.6.2, which does not say so", undefined],
])(
  "a partner that is switched off while its leases are fetched is switched on again, %s",
  async (_, state) => {
    const sent = await sentWhileItIs("hot-standby", state && { "dhcp-state": state });
    expect(sent.length).toBeGreaterThan(3);
    expect(new Set(sent)).toEqual(new Set(['kea3-dhcp4 dhcp-enable {"origin-id":2000}']));
  },
);

test("a partner that is on is sent nothing", async () => {
  expect(await sentWhileItIs("hot-standby", { "dhcp-state": ON })).toEqual([]);
});

test("a partner that serves alone stays off: who fetches would not hear of the leases that it gives", async () => {
  expect(await sentWhileItIs("partner-down", { "dhcp-state": OFF })).toEqual([]);
});

test("a partner stays off as long as another site of it, for which it serves alone, comes back", async () => {
  const site = (last: string) => ({
    "ha-servers": { local: { state: "partner-down" }, remote: { "last-state": last } },
  });
  const off = { "dhcp-state": OFF };
  expect(await sentWhileItIs("hot-standby", off, [site("syncing")])).toEqual([]);
  expect((await sentWhileItIs("hot-standby", off, [site("unavailable")])).length).toBeGreaterThan(3);
});

/** What the sites of a hub are sent in a moment in which that was just set and is in a state, and who is asked. */
async function whileTheHubIs(hubState: string) {
  const names = Array.from({ length: 12 }, (_, index) => `r${index}`);
  const side = (self: string, r: string) => ({
    "this-server-name": `${r}.${self}`,
    mode: "hot-standby",
    peers: [
      { name: `${r}.hub`, url: "http://10.0.0.1:8000/", role: "primary" },
      { name: `${r}.${r}`, url: "http://10.0.0.2:8000/", role: "standby" },
    ],
  });
  const config = (parts: object[]) => ({
    Dhcp4: { "hooks-libraries": [{ library: "libdhcp_ha.so", parameters: { "high-availability": parts } }] },
  });
  const fleet = readFleet([
    { host: "hub", family: Family.V4, config: config(names.map((r) => side("hub", r))) },
    ...names.map((r) => ({ host: r, family: Family.V4, config: config([side(r, r)]) })),
  ]);
  const statuses = new Map(
    names.map((r) => {
      const local = { "server-name": `${r}.${r}`, state: "hot-standby", scopes: [] };
      return [`${r}-dhcp4`, { "high-availability": [{ "ha-servers": { local } }] }];
    }),
  );
  const fetching = names.map((r) => ({
    "ha-servers": { local: { "server-name": `${r}.hub`, state: hubState, scopes: [] } },
  }));
  statuses.set("hub-dhcp4", { "high-availability": fetching });
  const signal = AbortSignal.timeout(300);
  const sent = new Set<string>();
  let listeners = 0;
  const sendTogether = async (server: string, command: string) => {
    if (command === "dhcp-enable") sent.add(server);
    listeners = Math.max(listeners, getEventListeners(signal, "abort").length);
    return { result: 0, text: "", arguments: statuses.get(server) as Json };
  };
  const asked: string[] = [];
  const ask = async (names: readonly string[] = []) => {
    asked.push(...names);
    return statuses;
  };
  await keepSourcesServing(
    "hub-dhcp4",
    performance.now() - 10_000,
    fleet,
    { statuses: ask, sendTogether },
    signal,
    IGNORED,
  );
  return { sent, asked: new Set(asked), listeners, limit: getMaxListeners(signal) };
}

test("a hub that has many partners' leases fetched is no leak to Node.js", async () => {
  const { sent, asked, listeners, limit } = await whileTheHubIs("syncing");
  expect(sent.size).toBe(12);
  // Itself, not all its sites.
  expect(asked).toEqual(new Set(["hub-dhcp4"]));
  // Beyond its limit Node.js prints MaxListenersExceededWarning.
  expect(listeners).toBeLessThanOrEqual(limit);
});

test.each(["waiting", "ready", "hot-standby"])(
  "a partner is left alone while its leases are not fetched: %s",
  async (state) => {
    expect((await whileTheHubIs(state)).sent).toEqual(new Set());
  },
);

test("a partner that does not answer holds up nobody once its leases are fetched", async () => {
  const silent = () => new Promise<never>(() => undefined);
  const servers = { statuses: silent, sendTogether: silent };
  const began = performance.now();
  await keepSourcesServing(
    "kea4-dhcp4",
    performance.now() - 10_000,
    fleetOf(),
    servers,
    AbortSignal.timeout(100),
    IGNORED,
  );
  expect(performance.now() - began).toBeLessThan(1_000);
});

test("how long leases are fetched is seen from the server that fetches, until they are there", async () => {
  const states = ["waiting", "syncing", "syncing", "ready", "syncing"];
  const statuses = async () => {
    const local = { "server-name": "server6", state: states.shift()! };
    const status: Json = { "high-availability": [{ "ha-servers": { local } }] };
    return new Map([["kea4-dhcp4", status]]);
  };
  const seen: [string, boolean][] = [];
  const sendTogether = async () => ({ result: 0, text: "" });
  await keepSourcesServing(
    "kea4-dhcp4",
    performance.now() - 10_000,
    fleetOf(),
    { statuses, sendTogether },
    AbortSignal.timeout(500),
    (source, isFetched) => void seen.push([source, isFetched]),
  );
  expect(seen).toEqual([false, true, true, false].map((isFetched) => ["kea3-dhcp4", isFetched]));
});

test("who fetches no leases keeps nobody serving", async () => {
  const nobody = () => Promise.reject(new Error("nobody is asked"));
  const servers = { statuses: nobody, sendTogether: nobody };
  await keepSourcesServing(
    "backup-dhcp4",
    performance.now(),
    fleetOf(),
    servers,
    new AbortController().signal,
    IGNORED,
  );
});
