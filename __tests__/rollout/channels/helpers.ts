import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChannelError } from "../../../rollout/channels/channel";

/** A directory that is gone after the test file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "channels-test-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Listens at a unix socket like Kea: reads one JSON value without waiting for an end, answers, closes. */
export async function listenLikeKea(
  path: string,
  answer: (socket: Socket, request: { command: string; arguments?: unknown }) => void,
): Promise<Server> {
  const server = createServer((socket) => {
    const chunks: Buffer[] = [];
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      // What we are sent are objects; none of the tests has a chunk that ends with an inner brace.
      if (chunk.at(-1) === "}".charCodeAt(0)) answer(socket, JSON.parse(Buffer.concat(chunks).toString()));
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

/** The error a promise must end with, as the user sees it. */
export async function refusal(promise: Promise<unknown>): Promise<ChannelError> {
  const outcome = await promise.then(
    () => new Error("there was an answer"),
    (error: unknown) => error,
  );
  if (!(outcome instanceof ChannelError)) throw outcome;
  expect(outcome.message).toBe(`${outcome.host}: ${outcome.cause} ${outcome.remedy}`);
  return outcome;
}

/** True when the program can be run here. */
export function has(program: string, ...versionArguments: string[]): boolean {
  try {
    execFileSync(program, versionArguments, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Waits until something holds, and fails when it does not within the limit. */
export async function eventually(holds: () => boolean, limitMs = 5000): Promise<void> {
  const until = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > until) throw new Error("it did not come about in time");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** True while a process with this id exists (and is not merely waiting to be reaped by init). */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(execFileSync("cat", [`/proc/${pid}/stat`], { encoding: "utf8" }));
  } catch {
    return false;
  }
}
