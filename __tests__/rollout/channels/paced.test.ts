import { setTimeout as sleep } from "node:timers/promises";
import type { Channel, Reply } from "../../../rollout/channels/channel";
import { PacedChannel } from "../../../rollout/channels/paced";

/** A server that answers after so many milliseconds, and counts those that wait for it. */
function server(answerMs: (command: string) => number) {
  const seen = { waiting: 0, most: 0, order: [] as string[] };
  const channel: Channel = {
    send: async (command): Promise<Reply> => {
      seen.order.push(command);
      seen.most = Math.max(seen.most, (seen.waiting += 1));
      await sleep(answerMs(command));
      seen.waiting -= 1;
      return { result: 0, text: command, arguments: undefined };
    },
    close: () => Promise.resolve(),
  };
  return { seen, channel: new PacedChannel(channel) };
}

test("a hundred commands reach a server in their order, two at a time, and all are answered", async () => {
  const { seen, channel } = server(() => 1);
  const commands = Array.from({ length: 100 }, (_, index) => `command ${index}`);
  const replies = await Promise.all(commands.map((command) => channel.send(command)));
  expect(replies.map(({ text }) => text)).toEqual(commands);
  expect(seen.order).toEqual(commands);
  expect(seen.most).toBe(2);
});

test("one that is not answered keeps the others waiting for a second, not longer", async () => {
  const { seen, channel } = server((command) => (command === "slow" ? 3_000 : 1));
  const slow = [channel.send("slow"), channel.send("slow")];
  await channel.send("status-get");
  expect(seen.waiting).toBe(2);
  await Promise.all(slow);
});

test("the question how a server is waits for no other command", async () => {
  const { seen, channel } = server(() => 20);
  const commands = Array.from({ length: 6 }, (_, index) => channel.send(`command ${index}`));
  await channel.send("status-get");
  expect(seen.order.indexOf("status-get")).toBe(2);
  await Promise.all(commands);
});
