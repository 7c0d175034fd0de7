import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finish, save, saved, savedDirectory } from "../../../rollout/files/saved";

let directory: string;
beforeEach(() => {
  directory = savedDirectory(join(mkdtempSync(join(tmpdir(), "kea-ha-saved-")), "rollout-net28.abc.json"));
});
afterEach(() => rmSync(join(directory, ".."), { recursive: true }));

const running = (name: string) => new Map([["kea1-dhcp4", { Dhcp4: { name } }]]);
const kept = () => saved(directory, "kea1-dhcp4");

test("what ran before a rollout is kept until the next one", () => {
  expect(kept()).toBeUndefined();
  save(directory, running("first"));
  finish(directory);
  expect(kept()).toEqual({ Dhcp4: { name: "first" } });
  save(directory, new Map([["kea2-dhcp4", {}]]));
  expect(kept()).toBeUndefined();
});

test("what ran before a rollout that died is kept while the next one finishes it", () => {
  save(directory, running("before"));
  save(directory, running("half way"));
  expect(kept()).toEqual({ Dhcp4: { name: "before" } });
});

test("who did not answer when a rollout failed is kept when the next one changes it", () => {
  save(directory, running("before"));
  save(directory, new Map([...running("half way"), ["kea2-dhcp4", { Dhcp4: { name: "back" } }]]));
  expect(kept()).toEqual({ Dhcp4: { name: "before" } });
  expect(saved(directory, "kea2-dhcp4")).toEqual({ Dhcp4: { name: "back" } });
  expect(statSync(join(directory, "kea2-dhcp4.json")).mode & 0o777).toBe(0o600);
});

test("nobody else can read it", () => {
  save(directory, running("secret"));
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, "kea1-dhcp4.json")).mode & 0o777).toBe(0o600);
});
