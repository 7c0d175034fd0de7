import { rmSync } from "node:fs";
import type { Server } from "node:net";
import { join } from "node:path";
import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import type { DeclaredServer } from "../../../rollout/plan/declaration";
import { Servers } from "../../../rollout/run/servers";
import { listenLikeKea, temporaryDirectory } from "../channels/helpers";

const directory = temporaryDirectory();
const [OLD, NEW] = [join(directory, "old"), join(directory, "new")];
const listen = (socket: string, text: string) =>
  listenLikeKea(socket, (connection) => connection.end(JSON.stringify({ result: 0, text })));

test("a server is moved into by its declared channel once that leads to it, and not longer", async () => {
  const servers = new Servers([
    {
      ...{ name: "kea1-dhcp4", host: "kea1", family: Family.V4, kea: KeaVersion.V3_0, where: "" },
      ...{ addresses: [], directories: {}, config: "", declared: {} },
      control: { type: "unix", socket: NEW },
      formerControl: { type: "unix", socket: OLD },
    },
  ]);
  const ask = async () => (await servers.channel("kea1-dhcp4").send("version-get")).text;
  const old = await listen(OLD, "old");
  await servers.open();
  expect(await ask()).toBe("old");
  await expect(servers.moveIn("kea1-dhcp4")).rejects.toThrow(/There is no control socket at .*new/);
  expect(await ask()).toBe("old");

  const now = await listen(NEW, "new");
  await servers.moveIn("kea1-dhcp4");
  expect(await ask()).toBe("new");
  now.close();
  expect(await ask()).toBe("old");
  old.close();
  await servers.close();
});

const socketOf = (name: string) => join(directory, name);
const declared = (name: string) =>
  ({
    name,
    host: name,
    family: Family.V4,
    control: { type: "unix", socket: socketOf(name) },
  }) as DeclaredServer;

const listening: Server[] = [];
afterAll(() => listening.forEach((server) => server.close()));
const start = async (name: string) => {
  const heard: string[] = [];
  const server = await listenLikeKea(socketOf(name), (socket, { command }) => {
    heard.push(command);
    socket.end('{"result": 0, "arguments": {"pid": 17}}');
  });
  listening.push(server);
  return { heard, server };
};

test("only the servers that are asked for are asked how they are", async () => {
  const [one, other] = [await start("one"), await start("other")];
  const servers = new Servers([declared("one"), declared("other")]);
  await servers.open();
  expect(await servers.statuses(["one"])).toEqual(new Map([["one", { pid: 17 }]]));
  expect([one.heard, other.heard]).toEqual([["status-get"], []]);
  await servers.close();
});

test("a control socket that is away for a moment is waited for: its server is not taken for dead", async () => {
  const { server } = await start("busy");
  const servers = new Servers([declared("busy")]);
  await servers.open();
  server.close();
  rmSync(socketOf("busy"), { force: true });
  setTimeout(() => void start("busy"), 400);
  expect((await servers.statuses(["busy"])).get("busy")).toEqual({ pid: 17 });
  expect(servers.silent.size).toBe(0);
  await servers.close();
});

test("a control socket that stays away is a server that runs no more", async () => {
  const servers = new Servers([declared("gone")]);
  await servers.open();
  expect((await servers.statuses(["gone"])).get("gone")).toBeUndefined();
  expect(servers.silent.get("gone")?.isDown).toBe(true);
  await servers.close();
});

test("servers that do not answer are named in the order in which they are declared", async () => {
  const late = await listenLikeKea(socketOf("late"), (socket) => setTimeout(() => socket.end("?"), 200));
  listening.push(late);
  const servers = new Servers([declared("late"), declared("absent")]);
  await servers.open();
  await servers.survey();
  expect([...servers.dark.keys()]).toEqual(["late", "absent"]);
  await servers.close();
});

test("a server that is too busy to answer at first keeps the channel that all stages share", async () => {
  const heard: string[] = [];
  const busy = await listenLikeKea(socketOf("hub"), (socket, { command }) => {
    heard.push(command);
    if (heard.length > 1) socket.end('{"result": 0}');
  });
  listening.push(busy);
  const servers = new Servers([declared("hub")]);
  await servers.open();
  const shared = servers.channel("hub");
  const stages = await Promise.all([servers.answering("hub"), servers.answering("hub")]);
  expect(stages).toEqual([shared, shared]);
  expect(heard).toEqual(["version-get", "version-get"]);
  await servers.close();
}, 10_000);

test("a server that never answers is no channel for a command", async () => {
  const servers = new Servers([declared("nobody")]);
  await servers.open();
  await expect(servers.answering("nobody")).rejects.toThrow(/^nobody: There is no control socket/);
  await servers.close();
});

test("a server that does not answer once is asked again before it is taken for dead", async () => {
  let asked = 0;
  const busy = await listenLikeKea(socketOf("slow"), (socket) => {
    if ((asked += 1) > 1) socket.end('{"result": 0, "arguments": {"pid": 17}}');
  });
  listening.push(busy);
  const servers = new Servers([declared("slow")]);
  await servers.open();
  expect((await servers.patientStatuses(["slow"])).get("slow")).toEqual({ pid: 17 });
  await servers.close();
}, 10_000);
