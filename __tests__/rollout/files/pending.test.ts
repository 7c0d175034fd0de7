import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { JsonMap } from "../../../kea/json";
import { known, knownPath, recordKnown } from "../../../rollout/files/known";
import { recordPending } from "../../../rollout/files/pending";
import { temporaryDirectory } from "../channels/helpers";

const directory = temporaryDirectory();
const site = () => join(mkdtempSync(join(directory, "site-")), "rollout-office.1234.json");

test("what waits has a time, which stays when nothing waits any more", () => {
  const manifest = site();
  const path = manifest.replace("1234", "pending");
  const read = () => JSON.parse(readFileSync(path, "utf8")) as { since: string; servers: string[] };
  recordPending(manifest, []);
  expect(existsSync(path)).toBe(false);
  recordPending(manifest, ["kea4-dhcp4"]);
  const { since, servers } = read();
  expect([since.slice(0, 2), servers]).toEqual(["20", ["kea4-dhcp4"]]);
  recordPending(manifest, []);
  expect(read()).toEqual({ since, servers: [] });
});

test("what servers ran stays on record until somebody knows better, for nobody else to read", () => {
  const path = knownPath(site());
  recordKnown(
    path,
    new Map<string, JsonMap | undefined>([
      ["a", { Dhcp4: {} }],
      ["b", { Dhcp4: { "valid-lifetime": 1 } }],
    ]),
  );
  recordKnown(
    path,
    new Map<string, JsonMap | undefined>([
      ["a", undefined],
      ["c", { Dhcp4: {} }],
    ]),
  );
  expect(known(path)).toEqual(
    new Map<string, JsonMap | undefined>([
      ["b", { Dhcp4: { "valid-lifetime": 1 } }],
      ["c", { Dhcp4: {} }],
    ]),
  );
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
