import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshLog, LogReader, logPath, openLog, removeLog } from "../../../rollout/files/log";

const directory = mkdtempSync(join(tmpdir(), "log-test-"));
afterAll(() => rmSync(directory, { recursive: true }));
const path = logPath(join(directory, "rollout-net28.60cb3827.json"));

test("a log has the same name whatever its manifest's hash is, and nobody else can read it", () => {
  closeSync(freshLog(path));
  expect(path).toBe(join(directory, "rollout-net28.log"));
  expect(statSync(path).mode & 0o137).toBe(0);
});

test("lines are read as they are finished, characters as a whole", () => {
  const log = freshLog(path);
  const reader = new LogReader(log);
  expect(reader.lines()).toEqual([]);
  const text = Buffer.from("one\ntw\u00f6\nthree");
  appendFileSync(path, text.subarray(0, 7));
  expect(reader.lines()).toEqual(["one"]);
  appendFileSync(path, text.subarray(7));
  expect(reader.lines()).toEqual(["tw\u00f6"]);
  expect(reader.last()).toEqual(["three"]);
  closeSync(log);
});

test("who still writes to an older log does not write into the new one, nor removes it", () => {
  const old = freshLog(path);
  const log = freshLog(path);
  writeSync(old, "late\n");
  expect(readFileSync(path, "utf8")).toBe("");
  expect(new LogReader(old).last()).toEqual(["late"]);
  removeLog(path, old);
  expect(existsSync(path)).toBe(true);
  removeLog(path, log);
  expect(openLog(path)).toBeUndefined();
  // Whoever has it open goes on.
  writeSync(log, "unseen by others\n");
  expect(new LogReader(log).lines()).toEqual(["unseen by others"]);
  for (const file of [old, log]) closeSync(file);
});
