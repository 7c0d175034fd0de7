import fc from "fast-check";
import type { CheckedFile } from "../../cli/check-read";
import { report } from "../../cli/check-report";
import { findingsJson } from "../../cli/findings-json";
import { findingsSarif } from "../../cli/findings-sarif";
import { findingsTable } from "../../cli/findings-table";
import { Family } from "../../kea/model/family";
import { KeaVersion } from "../../kea/model/release-lines";
import { readDialect } from "../../kea/text/dialect";
import { soundFleet } from "../kea/rules/sound";

/** A file with a configuration, as if it had been read from a disk. */
function fileOf(host: string, family: Family, config: unknown): CheckedFile {
  const file = `${host}-${family}.conf`;
  const text = new TextEncoder().encode(JSON.stringify(config, null, 1));
  const reading = readDialect(file, text, () => ({ problem: "there is none" }));
  return { file, host, reading, base: [], errors: [], servers: [{ host, family, config: reading.value }] };
}

function showAll(files: readonly CheckedFile[], kea?: KeaVersion): void {
  const checked = report(files, kea, new Map());
  findingsTable(checked, { width: 80, colours: false });
  findingsJson(checked);
  findingsSarif(checked);
}

const family = fc.constantFrom(Family.V4, Family.V6);
const kea = fc.constantFrom(undefined, ...Object.values(KeaVersion));
/** Values that stand in wrong places: of every type, and addresses of both families. */
const wrong = fc.oneof(
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 2 },
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e308, "", "x", [], {}, [[]], [null], [{}], {
    name: null,
  }),
  fc.constantFrom(
    "2001:db8::/64",
    "2001:db8::1-2001:db8::ff",
    "10.0.0.0/8",
    "10.0.0.9-10.0.0.1",
    "::",
    "1.2.3.4/99",
  ),
  fc.constantFrom(
    "http://[::1]:8000/",
    "http://:/",
    "https://x",
    "http://10.0.0.1:99999/",
    "/../..",
    "__proto__",
  ),
);

/** Puts a value, or nothing at all, in the place that a list of numbers leads to. */
function replace(config: unknown, steps: readonly number[], value: unknown): void {
  let at = config as Record<string, unknown>;
  for (const [index, step] of steps.entries()) {
    const keys = Object.keys(at);
    const key = keys[step % keys.length];
    if (key === undefined) return;
    const next = at[key];
    if (index === steps.length - 1 || typeof next !== "object" || next === null) {
      if (value === undefined) Reflect.deleteProperty(at, key);
      else at[key] = structuredClone(value);
      return;
    }
    at = next as Record<string, unknown>;
  }
}

test("arbitrary JSON under Dhcp4 and Dhcp6 never throws", () => {
  fc.assert(
    fc.property(family, kea, fc.jsonValue({ maxDepth: 5 }), (which, version, value) => {
      showAll([fileOf("kea1", which, { [which === Family.V4 ? "Dhcp4" : "Dhcp6"]: value })], version);
    }),
    { numRuns: 300 },
  );
});

test("sound configurations with wrong values anywhere never throw", () => {
  const steps = fc.array(fc.nat(20), { minLength: 1, maxLength: 12 });
  const edits = fc.array(
    fc.record({ server: fc.nat(3), steps, value: fc.option(wrong, { nil: undefined }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(family, kea, edits, (which, version, list) => {
      const { servers } = soundFleet(which);
      for (const { server, steps: path, value } of list) replace(servers[server]!.config, path, value);
      showAll(
        servers.map(({ host, config }) => fileOf(host, which, config)),
        version,
      );
    }),
    { numRuns: 400 },
  );
});
