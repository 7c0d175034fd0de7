import { appendFileSync, closeSync, mkdtempSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshLog, LogReader, logPath } from "../../../rollout/files/log";

const directory = mkdtempSync(join(tmpdir(), "log-test-"));
afterAll(() => rmSync(directory, { recursive: true }));
const path = logPath(join(directory, "rollout-net28.60cb3827.json"));

test("a log has the same name whatever its manifest's hash is, and nobody else can read it", () => {
  closeSync(freshLog(path));
  expect(path).toBe(join(directory, "rollout-net28.log"));
  expect(statSync(path).mode & 0o137).toBe(0);
});

test("lines are read as they are finished, characters as a whole", () => {
  closeSync(freshLog(path));
  const reader = new LogReader(path);
  expect(reader.lines()).toEqual([]);
  const text = Buffer.from("one\ntw\u00f6\nthree");
  appendFileSync(path, text.subarray(0, 7));
  expect(reader.lines()).toEqual(["one"]);
  appendFileSync(path, text.subarray(7));
  expect(reader.lines()).toEqual(["tw\u00f6"]);
  expect(reader.close()).toEqual(["three"]);
});

test("who still writes to an older log does not write into the new one", () => {
  const old = freshLog(path);
  const reader = new LogReader(path);
  closeSync(freshLog(path));
  writeSync(old, "late\n");
  closeSync(old);
  expect(readFileSync(path, "utf8")).toBe("");
  expect(reader.close()).toEqual(["late"]);
});

test("a log that is not there is empty", () => {
  const reader = new LogReader(join(directory, "none"));
  expect([reader.lines(), reader.close()]).toEqual([[], []]);
});
