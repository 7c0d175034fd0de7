import { setTimeout as sleep } from "node:timers/promises";
import { Turns } from "../../../rollout/run/turns";

const NOTHING = async () => 0;

/** Milliseconds until each of three sites got its turn. */
async function begins(turns: Turns, source: string, signal = new AbortController().signal) {
  const began = Date.now();
  const take = () => turns.take(source, signal).then(() => Date.now() - began);
  return Promise.all([take(), take(), take()]);
}

/** A site is seen to fetch for that many milliseconds. */
async function fetches(turns: Turns, ms: number): Promise<void> {
  turns.see("site1", "hub", true);
  await sleep(ms / 2);
  turns.see("site1", "hub", true);
  await sleep(ms / 2);
  turns.see("site1", "hub", false);
  turns.see("site1", "hub", false);
}

async function fetched(ms: number): Promise<Turns> {
  const turns = new Turns(NOTHING);
  await fetches(turns, ms);
  return turns;
}

test("sites that fetch from a hub in no time worth mentioning all begin at once", async () => {
  expect(Math.max(...(await begins(new Turns(NOTHING), "hub")))).toBeLessThan(100);
});

test("where a fetch takes long, each site begins when the hub had as much time again for its clients", async () => {
  const [first, second, third] = await begins(await fetched(200), "hub");
  expect(first).toBeLessThan(100);
  expect(second! - first!).toBeGreaterThanOrEqual(390);
  expect(third! - second!).toBeGreaterThanOrEqual(390);
});

test("who fetches from another hub does not wait for it", async () => {
  expect(Math.max(...(await begins(await fetched(200), "other hub")))).toBeLessThan(100);
});

test("before any site was seen to fetch, they begin as far apart as the hub's leases let expect", async () => {
  const [first, second, third] = await begins(new Turns(async () => 200), "hub");
  expect(first).toBeLessThan(100);
  expect(second! - first!).toBeGreaterThanOrEqual(390);
  expect(third! - second!).toBeGreaterThanOrEqual(390);
});

test("a hub is asked once for how many leases it has, and not at all for a single site", async () => {
  const asked: string[] = [];
  const turns = new Turns(async (source) => {
    asked.push(source);
    return 0;
  });
  await turns.take("hub", new AbortController().signal);
  expect(asked).toEqual([]);
  await begins(turns, "hub");
  expect(asked).toEqual(["hub"]);
});

test("what a fetch really takes counts for those that wait already", async () => {
  const turns = new Turns(async () => 500);
  const began = begins(turns, "hub");
  await fetches(turns, 100);
  const [, second, third] = await began;
  expect(second).toBeGreaterThanOrEqual(990);
  expect(third! - second!).toBeLessThan(500);
});

test("nobody waits more than five seconds longer than the one before him", async () => {
  const turns = new Turns(async () => 60_000);
  const signal = new AbortController().signal;
  await turns.take("hub", signal);
  const began = Date.now();
  await turns.take("hub", signal);
  expect(Date.now() - began).toBeGreaterThanOrEqual(4_900);
  expect(Date.now() - began).toBeLessThan(6_000);
}, 10_000);

test("an interrupted rollout waits for no turn", async () => {
  const ended = AbortSignal.timeout(50);
  expect(Math.max(...(await begins(await fetched(200), "hub", ended)))).toBeLessThan(300);
});
