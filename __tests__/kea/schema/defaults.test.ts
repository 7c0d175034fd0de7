import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import { UNKNOWN } from "../../../kea/json";
import { COPIED } from "../../../kea/schema/copied-inward";
import { defaultOf, filled, leftOut, valueFilled } from "../../../kea/schema/defaults";
import { keysOf } from "../../../kea/schema/schema";
import { modern, nameIn } from "../../../kea/schema/renamed";
import { unexplainedIn } from "../../support/filled";

/** Declared configurations, and what `config-get` of a real Kea 3.2.0 returned for them. */
const RECORDED = readFileSync(join(__dirname, "config-get-3.2.jsonl"), "utf8").trim().split("\n");

test.each(RECORDED.map((line, index) => [index + 1, line] as const))(
  "what Kea 3.2.0 filled in is what the tables say (%i)",
  (_, line) => {
    const { family, declared, running } = JSON.parse(line) as {
      family: Family;
      declared: unknown;
      running: unknown;
    };
    expect(unexplainedIn(declared, running, family, KeaVersion.V3_2)).toEqual([]);
  },
);

const subnet = (key: string, own: object, ...around: object[]) =>
  valueFilled(filled("subnet", key, Family.V4, KeaVersion.V3_0), key, {
    own: own as Record<string, never>,
    around: around as Record<string, never>[],
  });

test("a subnet has the lifetime of the nearest map around it, and else Kea's default", () => {
  expect(subnet("valid-lifetime", {})).toBe(7200);
  expect(subnet("valid-lifetime", {}, {}, { "valid-lifetime": 600 })).toBe(600);
  expect(subnet("valid-lifetime", {}, { "valid-lifetime": 300 }, { "valid-lifetime": 600 })).toBe(300);
});

test("the shortest lifetime of a subnet is its own one, unless a map around it has another", () => {
  expect(subnet("min-valid-lifetime", { "valid-lifetime": 900 })).toBe(900);
  expect(subnet("min-valid-lifetime", { "valid-lifetime": 900 }, { "min-valid-lifetime": 300 })).toBe(300);
});

test("a relationship delays as many updates as its mode wants", () => {
  const limit = filled("relationship", "delayed-updates-limit", Family.V4, KeaVersion.V3_0);
  const of = (mode: string) => valueFilled(limit, "delayed-updates-limit", { own: { mode }, around: [] });
  expect([of("load-balancing"), of("hot-standby")]).toEqual([100, 0]);
});

test.each([
  [KeaVersion.V2_6, []],
  [KeaVersion.V3_0, [{ is: "value", value: 0.25 }]],
])("Kea %s caches by default as it does", (kea, expected) => {
  expect(filled("global", "cache-threshold", Family.V4, kea)).toEqual(expected);
});

test("what Kea does not know has no default", () => {
  expect(filled("global", "toString", Family.V4, KeaVersion.V3_0)).toEqual([]);
  expect(filled("constructor", "name", Family.V4, KeaVersion.V3_0)).toEqual([]);
  expect(leftOut("subnet", "valid-lifetime", Family.V4, KeaVersion.V3_0)).toEqual([]);
});

test("a key that was renamed is shown under its new name by those that know it", () => {
  const old = { name: "north", "client-class": "red" };
  expect(modern("subnet", old, KeaVersion.V2_6)).toEqual(old);
  expect(modern("subnet", old, KeaVersion.V3_0)).toEqual({ name: "north", "client-classes": ["red"] });
  expect(nameIn(KeaVersion.V2_6, "client-classes")).toBe("client-class");
  expect(nameIn(KeaVersion.V3_2, "client-classes")).toBe("client-classes");
});

test("Kea goes by its own value where a configuration is silent, in each release line and family", () => {
  const of = (key: string, family: Family, kea?: KeaVersion) => defaultOf("global", key, { family, kea });
  expect(of("valid-lifetime", Family.V4)).toBe(7200);
  expect(of("t2-percent", Family.V4)).toBe(0.875);
  expect(of("t2-percent", Family.V6)).toBe(0.8);
  expect(of("renew-timer", Family.V4)).toBeUndefined();
  expect(of("cache-threshold", Family.V4, KeaVersion.V2_6)).toBe(0);
  expect(of("cache-threshold", Family.V4, KeaVersion.V3_0)).toBe(0.25);
});

test("Kea's own value is not known where release lines differ, and nobody says which one it is", () => {
  expect(defaultOf("global", "cache-threshold", { family: Family.V4 })).toBe(UNKNOWN);
  expect(defaultOf("relationship", "restrict-commands", {})).toBe(UNKNOWN);
});

test("Kea's own value may depend on what else a map has", () => {
  const limit = (mode: string) => defaultOf("relationship", "delayed-updates-limit", {}, { mode });
  expect([limit("load-balancing"), limit("hot-standby")]).toEqual([100, 0]);
});

test("what Kea was seen to copy into subnets is what is known to be copied, and one key of 3.2 besides", () => {
  const lines = Object.values(KeaVersion).flatMap((kea) =>
    Object.values(Family).map((family) => ({ kea, family })),
  );
  const seen = [...keysOf("subnet").keys()].filter((key) =>
    lines.some(({ kea, family }) => filled("subnet", key, family, kea).some(({ is }) => is === "inherited")),
  );
  expect([...seen, "adaptive-lease-time-threshold"].sort()).toEqual([...COPIED].sort());
});
