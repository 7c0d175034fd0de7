import { Family } from "../../../kea/model/family";
import { haSettings, serverSettings } from "../../../kea/model/layers";
import type { ServerSettings } from "../../../kea/model/settings";

const laid = (topology: ServerSettings, host: ServerSettings) =>
  serverSettings([{ settings: topology }, { settings: host }])[Family.V4];

test("a host's own settings replace those of its topology, and maps merge, however deep", () => {
  const topology = {
    validLifetime: 600,
    multiThreading: { threadPoolSize: 4 },
    extra: { "ddns-send-updates": false, "dhcp-ddns": { "enable-updates": true, "server-port": 1 } },
  };
  const host = {
    validLifetime: 900,
    multiThreading: { packetQueueSize: 64 },
    extra: { "echo-client-id": false, "dhcp-ddns": { "server-port": 2 } },
  };
  expect(laid(topology, host)).toEqual({
    validLifetime: 900,
    multiThreading: { threadPoolSize: 4, packetQueueSize: 64 },
    extra: {
      "ddns-send-updates": false,
      "echo-client-id": false,
      "dhcp-ddns": { "enable-updates": true, "server-port": 2 },
    },
  });
});

test("a list is replaced as a whole, and what is undefined is taken away", () => {
  const topology = { loggers: [{ name: "a" }], extra: { list: [1], gone: 1 }, directories: { log: "/l" } };
  const host = { loggers: [{ name: "b" }], extra: { list: [2], gone: undefined }, directories: undefined };
  expect(laid(topology, host)).toEqual({ loggers: [{ name: "b" }], extra: { list: [2] } });
});

test("a database of another type has nothing of the one before", () => {
  const mysql = { type: "mysql", name: "kea", host: "db1" };
  const of = (topology: object, host: object) =>
    laid({ leaseDatabase: topology }, { leaseDatabase: host }).leaseDatabase;
  expect(of(mysql, { host: "db2" })).toEqual({ ...mysql, host: "db2" });
  expect(of(mysql, { type: "memfile" })).toEqual({ type: "memfile" });
  expect(of({ lfcInterval: 600 }, mysql)).toEqual(mysql);
  expect(of({ lfcInterval: 600 }, { type: "memfile" })).toEqual({ type: "memfile", lfcInterval: 600 });
});

test("of extra, a database alone is replaced for its type: a type says nothing of other maps", () => {
  const of = (key: string, topology: object, host: object) =>
    laid({ extra: { [key]: topology } }, { extra: { [key]: host } }).extra![key];
  expect(of("user-context", { site: "x" }, { type: "edge" })).toEqual({ site: "x", type: "edge" });
  for (const database of ["lease-database", "hosts-database"])
    expect(of(database, { type: "mysql", name: "kea" }, { type: "postgresql" })).toEqual({
      type: "postgresql",
    });
});

test("what only Terraform knows is replaced as a whole", () => {
  const mark = { "&{TfToken[TOKEN.1]}": "&{TfToken[TOKEN.1]}" };
  expect(laid({ extra: { a: mark } }, { extra: { a: { b: 1 } } }).extra).toEqual({ a: { b: 1 } });
  expect(laid({ extra: { a: { b: 1 } } }, { extra: { a: mark } }).extra).toEqual({ a: mark });
});

test("each family has its own, and both the same of what is for both", () => {
  const layers = [
    { settings: { extra: { a: 1 } }, dhcp6: { renewTimer: 1 } },
    { settings: { extra: { b: 2 } }, dhcp4: { renewTimer: 2 } },
  ];
  const { [Family.V4]: v4, [Family.V6]: v6 } = serverSettings(layers);
  expect(v4).toEqual({ extra: { a: 1, b: 2 }, renewTimer: 2 });
  expect(v6).toEqual({ extra: { a: 1, b: 2 }, renewTimer: 1 });
  expect(v4.extra).toBe(v6.extra);
  expect(layers[0]!.settings).toEqual({ extra: { a: 1 } });
});

test("a relationship's own settings are laid over the topology's in the same way", () => {
  const multiThreading = { httpListenerThreads: 2 };
  expect(
    haSettings({ heartbeatDelay: 1, multiThreading }, { multiThreading: { httpClientThreads: 3 } }),
  ).toEqual({ heartbeatDelay: 1, multiThreading: { httpListenerThreads: 2, httpClientThreads: 3 } });
  expect(haSettings({ heartbeatDelay: 1 }, undefined)).toEqual({ heartbeatDelay: 1 });
});
