import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { alive } from "./channels/helpers";

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), "relay-test-"));
afterAll(() => rmSync(directory, { recursive: true }));
const manifest = join(directory, "rollout-net28.60cb3827.json");
const log = join(directory, "rollout-net28.log");
const record = join(directory, "rollout-net28.worker.json");

interface Run {
  readonly relay: ChildProcess;
  readonly said: { output: string; errors: string };
  readonly ended: Promise<number | null>;
}

function start(workMs?: number | "none"): Run {
  const relay = spawn(process.execPath, ["--import", "tsx", resolve(__dirname, "relayed.ts"), manifest], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...(workMs !== undefined && { WORK_MS: String(workMs) }) },
  });
  const said = { output: "", errors: "" };
  relay.stdout!.on("data", (chunk: Buffer) => (said.output += chunk.toString()));
  relay.stderr!.on("data", (chunk: Buffer) => (said.errors += chunk.toString()));
  const ended = new Promise<number | null>((done) => relay.on("close", (code) => done(code)));
  return { relay, said, ended };
}

async function until(holds: () => boolean): Promise<void> {
  for (const limit = Date.now() + 30_000; !holds(); await sleep(20))
    if (Date.now() > limit) throw new Error("it did not come about in time");
}

/** The worker's process, once it has begun. */
async function workerOf({ said }: Run): Promise<number> {
  await until(() => /worker {2}\d+ begins/.test(said.output));
  return Number(/worker {2}(\d+) begins/.exec(said.output)![1]);
}

test("what the worker writes is shown as it comes, errors where errors go, and its exit code is passed on", async () => {
  const run = start(100);
  expect(await run.ended).toBe(0);
  expect(run.said.output).toMatch(/begins\n {3}0\.3s {2}worker {2}done\n$/);
  expect(run.said.errors).toContain("Error: something that goes to the errors.\n");
  expect([existsSync(log), existsSync(record)]).toEqual([false, false]);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s once: the worker puts back, and that is shown to its end",
  async (signal) => {
    const run = start();
    await workerOf(run);
    run.relay.kill(signal);
    expect(await run.ended).toBe(3);
    expect(run.said.output).toMatch(/put back\n$/);
    expect(run.said.errors).toMatch(/Interrupted\. .* even when this is interrupted again\./);
  },
);

test.each([
  ["is killed", (run: Run) => run.relay.kill("SIGKILL")],
  ["loses its terminal", (run: Run) => run.relay.kill("SIGHUP")],
  [
    "is interrupted twice",
    async (run: Run) => {
      run.relay.kill("SIGINT");
      await until(() => run.said.errors.includes("Interrupted."));
      run.relay.kill("SIGINT");
    },
  ],
])("a relay that %s ends at once, and the worker puts back all the same", async (_, end) => {
  const run = start();
  const worker = await workerOf(run);
  await end(run);
  expect(await run.ended).not.toBe(3);
  await until(() => !alive(worker));
  expect(readFileSync(log, "utf8")).toMatch(/put back\n$/);
  expect(existsSync(record)).toBe(false);
});

test("a relay whose reader has gone ends with its next line, and the worker puts back", async () => {
  const run = start();
  const worker = await workerOf(run);
  run.relay.stdout!.destroy();
  await until(() => !alive(worker));
  expect(await run.ended).toBe(128 + 13);
});

test("the next one shows the one that is at work, waits for it, and does its own", async () => {
  const first = start();
  const worker = await workerOf(first);
  const next = start(0);
  await until(() => next.said.output.includes(`${worker} begins`));
  first.relay.kill("SIGKILL");
  expect(await next.ended).toBe(0);
  expect(next.said.errors).toMatch(
    new RegExp(`Process ${worker} is at work here since \\S+, and goes first:`),
  );
  expect(next.said.output).toMatch(/begins[^]*put back[^]*begins[^]*done/);
});

test("the next one shows its own work as well, although the first one's log is removed at that moment", async () => {
  const first = start(3_000);
  await workerOf(first);
  const next = start(1_000);
  expect([await first.ended, await next.ended]).toEqual([0, 0]);
  expect(next.said.output.match(/worker {2}done/g)).toHaveLength(2);
  expect([existsSync(log), existsSync(record)]).toEqual([false, false]);
});

test("the next one does not wait for a worker that is dead", async () => {
  const first = start();
  const worker = await workerOf(first);
  process.kill(worker, "SIGKILL");
  expect(await first.ended).toBe(128 + 9);
  expect(first.said.errors).toMatch(/was ended by SIGKILL\. The next run ends what it left open\.\n$/);
  expect(existsSync(record)).toBe(true);
  expect(await start(0).ended).toBe(0);
  expect(existsSync(record)).toBe(false);
});

test("a worker whose words are lost does not end without one", async () => {
  const run = start("none");
  expect(await run.ended).toBe(1);
  expect(run.said.errors).toBe(
    `Error: process ${/\d+/.exec(run.said.errors)![0]}, which did the work, ended with exit code 1 and could write nothing to ${log}: the disk may be full. Make room there, and roll out again.\n`,
  );
});
