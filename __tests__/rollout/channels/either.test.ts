import type { Server } from "node:net";
import { join } from "node:path";
import { Family } from "../../../kea/model/family";
import { openChannel } from "../../../rollout/channels/open";
import { listenLikeKea, refusal, temporaryDirectory } from "./helpers";

const directory = temporaryDirectory();
const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

let count = 0;
/** A server that listens where it is told to, and what it was sent there. */
function server() {
  const [here, there] = [join(directory, `old${++count}`), join(directory, `new${count}`)];
  const seen: string[] = [];
  const listen = async (socket: string, name: string) => {
    const listener = await listenLikeKea(socket, (connection, { command }) => {
      seen.push(`${command} at ${name}`);
      connection.end(JSON.stringify({ result: 0, text: name }));
    });
    servers.push(listener);
    return () => new Promise<void>((resolve) => listener.close(() => resolve()));
  };
  const channel = openChannel({
    host: "kea1",
    family: Family.V4,
    control: { type: "unix", socket: there },
    formerControl: { type: "unix", socket: here },
  });
  return { channel, seen, atOld: () => listen(here, "old"), atNew: () => listen(there, "new") };
}

test("the former channel is used as long as the declared one leads nowhere", async () => {
  const { channel, seen, atOld } = server();
  await atOld();
  expect((await (await channel).send("status-get")).text).toBe("old");
  expect(seen).toEqual(["version-get at old", "status-get at old"]);
});

test("of two that lead to the server the declared one is used", async () => {
  const { channel, atOld, atNew } = server();
  await Promise.all([atOld(), atNew()]);
  expect((await (await channel).send("status-get")).text).toBe("new");
});

test("a server that moves is followed, and followed back when that is undone", async () => {
  const { channel, atOld, atNew } = server();
  let leave = await atOld();
  expect((await (await channel).send("config-set", {})).text).toBe("old");
  await leave();
  leave = await atNew();
  expect((await (await channel).send("status-get")).text).toBe("new");
  await leave();
  await atOld();
  expect((await (await channel).send("status-get")).text).toBe("old");
});

test("a configuration is sent once: one whose answer was lost may have been taken", async () => {
  const { channel, seen, atOld, atNew } = server();
  const leave = await atOld();
  await (await channel).send("status-get");
  await leave();
  await atNew();
  expect((await refusal((await channel).send("config-set", {}))).cause).toMatch(/no control socket at .*old/);
  expect(seen).not.toContain("config-set at new");
});

test("a server that is at neither is said to be at neither", async () => {
  const error = await refusal((await server().channel).send("status-get"));
  expect(error.cause).toMatch(
    /^There is no control socket at .*new\d+\. Its former channel leads nowhere either: There is no control socket at .*old\d+\.$/,
  );
  expect(error.isDown).toBe(true);
});
