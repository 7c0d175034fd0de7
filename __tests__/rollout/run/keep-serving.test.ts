import { getEventListeners, getMaxListeners } from "node:events";
import { join } from "node:path";
import { readFleet } from "../../../kea/fleet/read";
import type { JsonMap } from "../../../kea/json";
import { Family } from "../../../kea/model/family";
import { openChannel } from "../../../rollout/channels/open";
import { firstHeartbeat, keepSourcesServing, sourcesOf } from "../../../rollout/run/keep-serving";
import { configurations, synthArticle } from "../../support/article";
import { fileTexts } from "../../support/synth";
import { listenLikeKea, temporaryDirectory } from "../channels/helpers";

const directory = temporaryDirectory();

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

/** What reaches Kea 3 in half a second in which Kea 4 was just set, and fetches leases from it while it is `syncing`. */
async function heardWhileItIs(state: string, fetcher = "syncing"): Promise<unknown[]> {
  const heard: unknown[] = [];
  const socket = join(directory, `${state}-${fetcher}`);
  const kea = await listenLikeKea(socket, (connection, request) => {
    heard.push(request);
    connection.end('{"result": 0}');
  });
  const control = { type: "unix", socket } as const;
  const channel = await openChannel({ host: "kea3", family: Family.V4, control });
  const local = { "server-name": "server5", state, scopes: ["server6"] };
  const fetching = { "server-name": "server6", state: fetcher, scopes: [] };
  const statuses = new Map([
    ["kea3-dhcp4", { "high-availability": [{ "ha-servers": { local } }] }],
    ["kea4-dhcp4", { "high-availability": [{ "ha-servers": { local: fetching } }] }],
  ]);
  const asked: string[] = [];
  const ask = (names: readonly string[] = []) => {
    asked.push(...names);
    return Promise.resolve(statuses);
  };
  const servers = { statuses: ask, channel: () => channel };
  const ended = AbortSignal.timeout(500);
  await keepSourcesServing("kea4-dhcp4", Date.now() - 10_000, fleetOf(), servers, ended);
  kea.close();
  // Who fetches all the time, and the source once.
  expect(new Set(asked).size).toBeLessThanOrEqual(2);
  return heard;
}

test("a partner that serves is switched on again as long as its leases are fetched", async () => {
  const heard = await heardWhileItIs("hot-standby");
  expect(heard.length).toBeGreaterThan(3);
  expect(new Set(heard.map((one) => JSON.stringify(one)))).toEqual(
    new Set(['{"command":"dhcp-enable","arguments":{"origin-id":2000}}']),
  );
});

test("a partner that serves alone stays off: its partner would not hear of the leases that it gives", async () => {
  expect(await heardWhileItIs("partner-down")).toEqual([]);
});

test.each(["waiting", "ready", "hot-standby"])(
  "a partner is left alone while its leases are not fetched: %s",
  async (fetcher) => {
    expect(await heardWhileItIs("hot-standby", fetcher)).toEqual([]);
  },
);

test("a hub that has many partners' leases fetched is no leak to Node.js", async () => {
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
    "ha-servers": { local: { "server-name": `${r}.hub`, state: "syncing", scopes: [] } },
  }));
  statuses.set("hub-dhcp4", { "high-availability": fetching });
  const signal = AbortSignal.timeout(300);
  const asked = new Set<string>();
  let listeners = 0;
  const channel = (server: string) => {
    asked.add(server);
    listeners = Math.max(listeners, getEventListeners(signal, "abort").length);
    return { send: () => Promise.resolve({ result: 0, text: "" }), close: () => Promise.resolve() };
  };
  const servers = { statuses: () => Promise.resolve(statuses), channel };
  await keepSourcesServing("hub-dhcp4", Date.now() - 10_000, fleet, servers, signal);
  expect(asked.size).toBe(12);
  // Beyond its limit Node.js prints MaxListenersExceededWarning.
  expect(listeners).toBeLessThanOrEqual(getMaxListeners(signal));
});
