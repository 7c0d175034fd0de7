import { changeAt, type Json, type JsonMap, map } from "../../../kea/json";
import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import type { Channel, Reply } from "../../../rollout/channels/channel";
import { ChannelError } from "../../../rollout/channels/channel";
import { LockedChannel, WatchedChannel } from "../../../rollout/run/guard";
import { OwnConfigurations, RememberingChannel } from "../../../rollout/run/own-configurations";

const lifetime = (seconds: number): JsonMap => ({
  Dhcp4: { "valid-lifetime": seconds, "dhcp-ddns": { "enable-updates": true } },
});
const FOUND = lifetime(3600);
const GIVEN = lifetime(4000);
const FOREIGN = lifetime(1);

/** A server that has a hash for what it runs, and hears commands. */
function server(runs = FOUND) {
  const heard: string[] = [];
  const state = { runs };
  const channel: Channel = {
    send: async (command, args): Promise<Reply> => {
      heard.push(command);
      if (command === "config-set") state.runs = map(args);
      const hash = JSON.stringify(state.runs);
      const shown = command === "config-get" ? { ...state.runs, hash } : { hash };
      return { result: 0, text: "", arguments: command.startsWith("config-") ? shown : {} };
    },
    close: async () => undefined,
  };
  return { heard, state, channel };
}

/** As it is asked over HTTP. */
function watch(channel: Channel) {
  const own = new OwnConfigurations({ family: Family.V4, kea: KeaVersion.V3_0 });
  return new WatchedChannel(new RememberingChannel(channel, own), "kea1", own);
}

test("a change is sent only when the lock is held, a question always", async () => {
  const { heard, channel } = server();
  const lock: { lost?: Error } = {};
  const locked = new LockedChannel(channel, async () => {
    if (lock.lost) throw lock.lost;
  });
  await locked.send("config-set", GIVEN);
  lock.lost = new ChannelError("kea1", "The lock was lost.", "Roll out again.");
  for (const command of ["config-set", "config-write", "ha-scopes"])
    await expect(locked.send(command)).rejects.toThrow("kea1: The lock was lost. Roll out again.");
  await locked.send("status-get");
  await locked.send("dhcp-enable");
  expect(heard).toEqual(["config-set", "status-get", "dhcp-enable"]);
});

test("over HTTP, a server that runs what it was seen or told to run is changed", async () => {
  const { heard, channel } = server();
  const watched = watch(channel);
  await watched.send("config-get");
  await watched.send("config-set", GIVEN);
  await watched.send("config-write", {});
  expect(heard).toEqual(["config-get", "config-hash-get", "config-set", "config-hash-get", "config-write"]);
});

test("over HTTP, a server that somebody else changed meanwhile gets nothing more", async () => {
  const { heard, state, channel } = server();
  const watched = watch(channel);
  await watched.send("config-get");
  state.runs = FOREIGN;
  await expect(watched.send("config-set", GIVEN)).rejects.toThrow(
    "kea1: Somebody else gave it another configuration while the rollout was at work; config-set was not sent. Find out who did, and roll out again when that has ended.",
  );
  expect(heard).toEqual(["config-get", "config-hash-get", "config-get"]);
});

test("over HTTP, what a server runs that somebody else changed is not taken for known once it was read", async () => {
  const { heard, state, channel } = server();
  const watched = watch(channel);
  await watched.send("config-get");
  state.runs = FOREIGN;
  await watched.send("config-get");
  await expect(watched.send("config-set", GIVEN)).rejects.toThrow(/^kea1: Somebody else gave it/);
  expect(heard).not.toContain("config-set");
});

test("over HTTP, a server that was started anew and reads what it ran before is given its configuration", async () => {
  const { heard, state, channel } = server();
  const watched = watch(channel);
  await watched.send("config-get");
  await watched.send("config-set", GIVEN);
  state.runs = FOUND;
  await watched.send("config-set", GIVEN);
  expect(heard.at(-1)).toBe("config-set");
});

test("over HTTP, a server whose answer to a configuration got lost is given the one from before again", async () => {
  const { heard, state, channel } = server();
  const network = { isBroken: false };
  const send = async (command: string, args?: Json) => {
    const reply = await channel.send(command, args);
    if (network.isBroken && command === "config-set") throw new Error("no answer in time");
    return reply;
  };
  const watched = watch({ ...channel, send });
  await watched.send("config-get");
  network.isBroken = true;
  await expect(watched.send("config-set", GIVEN)).rejects.toThrow("no answer in time");
  network.isBroken = false;
  await watched.send("config-set", GIVEN);
  expect(heard.filter((command) => command === "config-set")).toHaveLength(2);
  state.runs = FOREIGN;
  await expect(watched.send("config-write")).rejects.toThrow(/Somebody else/);
});

test("over HTTP, a server whose Kea has suspended DNS updates by itself is changed, and written", async () => {
  const { heard, state, channel } = server();
  const watched = watch(channel);
  const suspend = () => {
    state.runs = changeAt(state.runs, ["Dhcp4", "dhcp-ddns", "enable-updates"], () => false) as JsonMap;
  };
  await watched.send("config-get");
  suspend();
  await watched.send("ha-scopes");
  await watched.send("config-set", GIVEN);
  suspend();
  await watched.send("ha-scopes");
  await watched.send("config-write", {});
  // It is read once each time that Kea changes it.
  expect(heard.filter((command) => command === "config-get")).toHaveLength(3);
  expect(heard).toContain("config-write");
});

test("over HTTP, a server that took a configuration which it answered with an error is given another one", async () => {
  const { heard, channel } = server();
  const send = async (command: string, args?: Json) => {
    const reply = await channel.send(command, args);
    return command === "config-set" ? { result: 1, text: "Address already in use" } : reply;
  };
  const watched = watch({ ...channel, send });
  await watched.send("config-get");
  await watched.send("config-set", GIVEN);
  await watched.send("config-set", FOUND);
  expect(heard.filter((command) => command === "config-set")).toHaveLength(2);
});

test("over HTTP, what somebody gave a server while the answer to a configuration got lost is not replaced", async () => {
  const { state, channel } = server();
  const send = async (command: string, args?: Json) => {
    const reply = await channel.send(command, args);
    if (command === "config-set") throw new Error("no answer in time");
    return reply;
  };
  const watched = watch({ ...channel, send });
  await watched.send("config-get");
  await expect(watched.send("config-set", GIVEN)).rejects.toThrow("no answer in time");
  state.runs = FOREIGN;
  await expect(watched.send("config-set", FOUND)).rejects.toThrow(/Somebody else/);
});
