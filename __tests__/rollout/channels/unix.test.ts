import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import type { Server, Socket } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Family } from "../../../kea/model/family";
import { openChannel } from "../../../rollout/channels/open";
import { listenLikeKea, refusal, temporaryDirectory } from "./helpers";

const directory = temporaryDirectory();
const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

let count = 0;
async function channelTo(
  answer: (socket: Socket, request: { command: string; arguments?: unknown }) => void,
) {
  const socket = join(directory, `s${count++}`);
  servers.push(await listenLikeKea(socket, answer));
  return channelAt(socket);
}
const channelAt = (socket: string) =>
  openChannel({ host: "kea1", family: Family.V4, control: { type: "unix", socket } });

test("a command reaches Kea and its answer comes back, whatever its result code", async () => {
  const seen: unknown[] = [];
  const channel = await channelTo((socket, request) => {
    seen.push(request);
    socket.end(JSON.stringify({ result: 2, text: "not supported", arguments: { a: [1] } }));
  });
  expect(await channel.send("nonsense", { Dhcp4: {} })).toEqual({
    result: 2,
    text: "not supported",
    arguments: { a: [1] },
  });
  expect(seen).toEqual([{ command: "nonsense", arguments: { Dhcp4: {} } }]);
  await channel.close();
});

test("many commands go through one channel, each on its own connection", async () => {
  let connections = 0;
  const channel = await channelTo((socket) => socket.end(`{"result": 0, "text": "${++connections}"}`));
  const answers = await Promise.all([1, 2, 3].map(() => channel.send("version-get")));
  expect(answers.map(({ text }) => text).sort()).toEqual(["1", "2", "3"]);
});

test("a configuration of several megabytes goes there and back whole", async () => {
  const channel = await channelTo((socket, request) =>
    socket.end(JSON.stringify({ result: 0, arguments: request.arguments })),
  );
  const big = { Dhcp4: { comment: "ü".repeat(4_000_000) } };
  expect(isDeepStrictEqual((await channel.send("config-set", big)).arguments, big)).toBe(true);
});

test("a socket that is not there: Kea does not run, or has another path", async () => {
  const error = await refusal((await channelAt(`${directory}/none`)).send("version-get"));
  expect(error.host).toBe("kea1");
  expect(error.cause).toBe(`There is no control socket at ${directory}/none.`);
  expect(error.remedy).toBe(
    "Check that kea-dhcp4 runs and that its configuration has a unix control socket with this path.",
  );
});

test("a socket that a dead daemon left behind: start it again", async () => {
  const socket = join(directory, "stale");
  // Only a daemon that is killed leaves its socket behind.
  const program = "require('net').createServer().listen(process.argv[1], () => process.kill(process.pid, 9))";
  spawnSync(process.execPath, ["-e", program, socket]);
  const error = await refusal((await channelAt(socket)).send("version-get"));
  expect(error.cause).toBe(
    `Nobody answers at the control socket ${socket} (connection refused): kea-dhcp4 left it behind and runs no more.`,
  );
  expect(error.remedy).toBe("Start kea-dhcp4 and look into its log for why it ended.");
});

const asRoot = process.getuid?.() === 0;
(asRoot ? test : test.skip)("a socket we have no right to (needs root to take the right away)", async () => {
  const socket = join(directory, "private");
  servers.push(await listenLikeKea(socket, (connection) => connection.end("{}")));
  chmodSync(socket, 0o600);
  chmodSync(directory, 0o755);
  process.seteuid!(65534);
  try {
    const error = await refusal((await channelAt(socket)).send("version-get"));
    expect(error.cause).toBe(
      `User ${userInfo().username} may not use the control socket ${socket} (permission denied).`,
    );
    expect(error.remedy).toBe(
      "Run as root or as a member of the group that owns the socket and its directory (on Debian: _kea).",
    );
  } finally {
    process.seteuid!(0);
  }
});

test("a Kea that does not answer in time: it may still be at work", async () => {
  const channel = await channelTo(() => undefined);
  const error = await refusal(channel.send("config-set", {}, 200));
  expect(error.cause).toMatch(/^No answer to config-set from the control socket .* within 0\.2 s\.$/);
  expect(error.remedy).toBe(
    "The command may still take effect: look into Kea's log and its status before trying again.",
  );
});

test("a Kea that dies before it answers", async () => {
  const error = await refusal((await channelTo((socket) => socket.destroy())).send("config-set"));
  expect(error.cause).toMatch(/was closed without an answer to config-set\.$/);
  expect(error.remedy).toMatch(/^Check that Kea is still running/);
});

test("an answer that is cut off is told, not shown, since it may hold passwords", async () => {
  const channel = await channelTo((socket) => socket.end('{"result": 0, "password": "hunter2'));
  const error = await refusal(channel.send("config-get"));
  expect(error.cause).toMatch(/was cut in the middle of the answer to config-get\.$/);
  expect(error.message).not.toContain("hunter2");
});

test("another program at the socket is not taken for Kea", async () => {
  for (const words of ["SSH-2.0-OpenSSH\r\n", '{"hello": 1}', "[]", "17"]) {
    const error = await refusal((await channelTo((socket) => socket.end(words))).send("version-get"));
    expect(error.cause).toMatch(/is not an answer of Kea's\.$/);
  }
});

test("a path that no system accepts is refused before it is tried", async () => {
  const error = await refusal(channelAt(`/run/${"x".repeat(120)}`));
  expect(error.cause).toMatch(/is 125 bytes long, the system allows 10[37]\.$/);
  expect(error.remedy).toMatch(/shorter path/);
});
