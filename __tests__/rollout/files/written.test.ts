import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { recordWritten, written, writtenPath } from "../../../rollout/files/written";

let path: string;
beforeEach(() => {
  path = writtenPath(join(mkdtempSync(join(tmpdir(), "kea-ha-written-")), "rollout-net28.abc.json"));
});
afterEach(() => rmSync(dirname(path), { recursive: true }));

test("of each server it is kept when it wrote its start-up file last", () => {
  const earlier = "2026-01-01T00:00:00.000Z";
  writeFileSync(path, JSON.stringify({ "kea1-dhcp4": earlier, "kea2-dhcp4": earlier }));
  const before = Date.now();
  recordWritten(path, "kea2-dhcp4");
  const times = written(path);
  expect(times.get("kea1-dhcp4")).toEqual(new Date(earlier));
  expect(times.get("kea2-dhcp4")!.getTime()).toBeGreaterThanOrEqual(before);
});

test.each([
  ["is missing", undefined],
  ["was cut", '{ "kea1-dhcp4": "2026'],
  ["holds no times", '{ "kea1-dhcp4": "yesterday" }'],
])("where the record %s, nothing is known", (_, content) => {
  if (content !== undefined) writeFileSync(path, content);
  expect(written(path)).toEqual(new Map());
});
