import { setTimeout as sleep } from "node:timers/promises";
import { Turns } from "../../../rollout/run/turns";

/** Milliseconds until each of three sites got its turn. */
async function begins(turns: Turns, source: string, signal = new AbortController().signal) {
  const began = Date.now();
  const take = () => turns.take(source, signal).then(() => Date.now() - began);
  return Promise.all([take(), take(), take()]);
}

/** A site that was seen to fetch for a fifth of a second. */
async function fetched(turns: Turns): Promise<void> {
  turns.see("site1", "hub", true);
  await sleep(150);
  turns.see("site1", "hub", true);
  await sleep(50);
  turns.see("site1", "hub", false);
  turns.see("site1", "hub", false);
}

test("sites that fetch from a hub in no time worth mentioning all begin at once", async () => {
  expect(Math.max(...(await begins(new Turns(), "hub")))).toBeLessThan(100);
});

test("where a fetch takes long, each site begins when the hub had as much time again for its clients", async () => {
  const turns = new Turns();
  await fetched(turns);
  const [first, second, third] = await begins(turns, "hub");
  expect(first).toBeLessThan(100);
  expect(second! - first!).toBeGreaterThanOrEqual(390);
  expect(third! - second!).toBeGreaterThanOrEqual(390);
});

test("who fetches from another hub does not wait for it", async () => {
  const turns = new Turns();
  await fetched(turns);
  expect(Math.max(...(await begins(turns, "other hub")))).toBeLessThan(100);
});

test("nobody waits more than a second longer than the one before him", async () => {
  const turns = new Turns();
  turns.see("site1", "hub", true);
  await sleep(700);
  turns.see("site1", "hub", false);
  const [first, second] = await begins(turns, "hub");
  expect(second! - first!).toBeLessThan(1_200);
});

test("an interrupted rollout waits for no turn", async () => {
  const turns = new Turns();
  await fetched(turns);
  expect(Math.max(...(await begins(turns, "hub", AbortSignal.timeout(50))))).toBeLessThan(300);
});
