import { setTimeout as sleep } from "node:timers/promises";
import type { Json } from "../../../kea/json";
import { Poller } from "../../../rollout/run/poller";

/** Servers that answer after some milliseconds, and how often each was asked. */
function servers(delays: Record<string, () => number>) {
  const asked: Record<string, number> = {};
  const poller = new Poller(async (name): Promise<Json | undefined> => {
    const question = (asked[name] = (asked[name] ?? 0) + 1);
    await sleep(delays[name]!(), undefined, { ref: false });
    return question;
  });
  return { poller, asked };
}

test("only servers that somebody looks at are asked, and no longer than that", async () => {
  const { poller, asked } = servers({ one: () => 1, other: () => 1 });
  const watch = poller.watch(["one"]);
  expect(await watch.next()).toEqual(new Map([["one", 1]]));
  expect(await watch.next()).toEqual(new Map([["one", 2]]));
  watch.end();
  await sleep(300);
  expect(asked.other).toBeUndefined();
  expect(asked.one).toBeLessThanOrEqual(3);
});

test("two who look at the same server do not ask it at the same time", async () => {
  const { poller, asked } = servers({ hub: () => 150 });
  const [first, second] = [poller.watch(["hub"]), poller.watch(["hub"])];
  await Promise.all([first.next(), second.next()]);
  expect(asked.hub).toBeLessThanOrEqual(2);
  first.end();
  second.end();
});

test("an answer to a question of before the watch does not count", async () => {
  const { poller } = servers({ hub: () => 200 });
  const earlier = poller.watch(["hub"]);
  await sleep(50);
  const watch = poller.watch(["hub"]);
  expect(await watch.next()).toEqual(new Map([["hub", 2]]));
  earlier.end();
  watch.end();
});

test("a server that does not answer holds nobody up for more than a second, and counts as silent", async () => {
  const { poller } = servers({ dark: () => 60_000, site: () => 5 });
  const watch = poller.watch(["dark", "site"]);
  const began = Date.now();
  expect((await watch.next()).get("dark")).toBeUndefined();
  const first = Date.now() - began;
  const looks = [await watch.next(), await watch.next(), await watch.next()];
  expect(Date.now() - began - first).toBeLessThan(1_000);
  expect(first).toBeLessThan(1_800);
  expect(looks.map((look) => look.get("dark"))).toEqual([undefined, undefined, undefined]);
  expect(new Set(looks.map((look) => look.get("site"))).size).toBe(3);
  watch.end();
});

test("a server that falls silent does not count as what it said before", async () => {
  let delay = 1;
  const { poller } = servers({ site: () => delay });
  const watch = poller.watch(["site"]);
  expect((await watch.next()).get("site")).toBe(1);
  delay = 60_000;
  const began = Date.now();
  let last: Json | undefined;
  do last = (await watch.next()).get("site");
  while (last !== undefined && Date.now() - began < 5_000);
  expect(last).toBeUndefined();
  watch.end();
});

test("a hundred servers are told together, some twenty times a second", async () => {
  const names = Array.from({ length: 100 }, (_, index) => `site${index}`);
  const { poller } = servers(Object.fromEntries(names.map((name, index) => [name, () => index])));
  const watch = poller.watch(names);
  const began = Date.now();
  let looks = 0;
  for (; Date.now() - began < 1_000; looks += 1) expect((await watch.next()).size).toBe(100);
  expect(looks).toBeLessThanOrEqual(21);
  watch.end();
});

test("a hundred servers are asked less often than one: no more than 200 questions a second in all", async () => {
  const names = Array.from({ length: 100 }, (_, index) => `site${index}`);
  const { poller, asked } = servers(Object.fromEntries(names.map((name) => [name, () => 1])));
  const watch = poller.watch(names);
  await sleep(1_000);
  watch.end();
  expect(Object.values(asked).reduce((sum, times) => sum + times)).toBeLessThanOrEqual(300);
});
