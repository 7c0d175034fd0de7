import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { announce, atWork } from "../../../rollout/files/presence";

const directory = mkdtempSync(join(tmpdir(), "presence-test-"));
afterAll(() => rmSync(directory, { recursive: true }));
const manifest = join(directory, "rollout-net28.60cb3827.json");
const record = join(directory, "rollout-net28.worker.json");

test("who is at work on a manifest is found by the next one, also after the manifest has changed", async () => {
  const withdraw = await announce(manifest);
  const other = await atWork(join(directory, "rollout-net28.00000000.json"));
  expect(other).toMatchObject({ process: process.pid, since: expect.stringMatching(/^20/) });
  withdraw();
  await other!.ended;
  expect(await atWork(manifest)).toBeUndefined();
  expect(existsSync(record)).toBe(false);
});

test("only one can be at work", async () => {
  const withdraw = await announce(manifest);
  await expect(announce(manifest)).rejects.toThrow(/: process \d+ is at work on it since /);
  withdraw();
  (await announce(manifest))();
});

test("two that begin at the same time do not both get it", async () => {
  const results = await Promise.allSettled([announce(manifest), announce(manifest), announce(manifest)]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results) if (result.status === "fulfilled") result.value();
});

test("what a dead one left behind keeps nobody away", async () => {
  writeFileSync(record, JSON.stringify({ process: 1, since: "2026", socket: "/tmp/kea-ha-worker-none/s" }));
  expect(await atWork(manifest)).toBeUndefined();
  const withdraw = await announce(manifest);
  const { socket } = JSON.parse(readFileSync(record, "utf8")) as { socket: string };
  expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
  withdraw();
});
