import type { Channel, Reply } from "../../../rollout/channels/channel";
import { ChannelError } from "../../../rollout/channels/channel";
import { LockedChannel, WatchedChannel } from "../../../rollout/run/guard";

/** A server that has a hash for what it runs, and hears commands. */
function server(hash: string) {
  const heard: string[] = [];
  const state = { hash };
  const channel: Channel = {
    send: async (command): Promise<Reply> => {
      heard.push(command);
      if (command === "config-set") state.hash = `${state.hash}'`;
      return { result: 0, text: "", arguments: command.startsWith("config-") ? { hash: state.hash } : {} };
    },
    close: async () => undefined,
  };
  return { heard, state, channel };
}

test("a change is sent only when the lock is held, a question always", async () => {
  const { heard, channel } = server("a");
  const lock: { lost?: Error } = {};
  const locked = new LockedChannel(channel, async () => {
    if (lock.lost) throw lock.lost;
  });
  await locked.send("config-set", {});
  lock.lost = new ChannelError("kea1", "The lock was lost.", "Roll out again.");
  for (const command of ["config-set", "config-write", "ha-scopes"])
    await expect(locked.send(command)).rejects.toThrow("kea1: The lock was lost. Roll out again.");
  await locked.send("status-get");
  await locked.send("dhcp-enable");
  expect(heard).toEqual(["config-set", "status-get", "dhcp-enable"]);
});

test("over HTTP, a server that runs what it was seen or told to run is changed", async () => {
  const { heard, channel } = server("a");
  const watched = new WatchedChannel(channel, "kea1");
  await watched.send("config-get");
  await watched.send("config-set", {});
  await watched.send("config-write", {});
  expect(heard).toEqual(["config-get", "config-hash-get", "config-set", "config-hash-get", "config-write"]);
});

test("over HTTP, a server that somebody else changed meanwhile gets nothing more", async () => {
  const { heard, state, channel } = server("a");
  const watched = new WatchedChannel(channel, "kea1");
  await watched.send("config-get");
  state.hash = "somebody else's";
  await expect(watched.send("config-set", {})).rejects.toThrow(
    "kea1: Somebody else gave it another configuration while the rollout was at work; config-set was not sent. Find out who did, and roll out again when that has ended.",
  );
  expect(heard).toEqual(["config-get", "config-hash-get"]);
});

test("over HTTP, what a server runs that somebody else changed is not taken for known once it was read", async () => {
  const { heard, state, channel } = server("a");
  const watched = new WatchedChannel(channel, "kea1");
  await watched.send("config-get");
  state.hash = "somebody else's";
  await watched.send("config-get");
  await expect(watched.send("config-set", {})).rejects.toThrow(/^kea1: Somebody else gave it/);
  expect(heard).not.toContain("config-set");
});

test("over HTTP, a server that was started anew and reads what it ran before is given its configuration", async () => {
  const { heard, state, channel } = server("a");
  const watched = new WatchedChannel(channel, "kea1");
  await watched.send("config-get");
  await watched.send("config-set", {});
  state.hash = "a";
  await watched.send("config-set", {});
  expect(heard.at(-1)).toBe("config-set");
});

test("over HTTP, a server whose answer to a configuration got lost is given the one from before again", async () => {
  const { heard, state, channel } = server("a");
  const network = { isBroken: false };
  const send = async (command: string) => {
    const reply = await channel.send(command);
    if (network.isBroken && command === "config-set") throw new Error("no answer in time");
    return reply;
  };
  const watched = new WatchedChannel({ ...channel, send }, "kea1");
  await watched.send("config-get");
  network.isBroken = true;
  await expect(watched.send("config-set", {})).rejects.toThrow("no answer in time");
  network.isBroken = false;
  await watched.send("config-set", {});
  expect(heard.filter((command) => command === "config-set")).toHaveLength(2);
  state.hash = "somebody else's";
  await expect(watched.send("config-write")).rejects.toThrow(/Somebody else/);
});
