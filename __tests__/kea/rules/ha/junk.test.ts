import { readFleet } from "../../../../kea/fleet/read";
import { type Path, UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { HA_RULES } from "../../../../kea/rules/ha";
import { judge } from "../../../../kea/rules/frame";
import { type Loose, type SoundFleet, soundFleet } from "../sound";

function found(fleet: SoundFleet): string[] {
  const read = readFleet(fleet.servers, fleet.labels);
  return judge(HA_RULES, read).map(
    ([{ code }, { relationship, message }]) => `${code} ${relationship} ${message}`,
  );
}

/** Every place in a value. */
function places(value: Loose, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.keys(value).flatMap((key) => places(value[key], [...path, key]))];
}

/** The configuration with another value in one place. */
function put(server: { config: Loose }, path: Path, value: unknown): void {
  if (path.length === 0) {
    server.config = value;
    return;
  }
  const owner = path.slice(0, -1).reduce((at, key) => at[key], server.config);
  owner[path.at(-1)!] = value;
}

let deep: unknown = 1;
for (let i = 0; i < 20_000; i++) deep = [deep];

const JUNK: [string, unknown][] = [
  ["nothing", undefined],
  ["null", null],
  ["a number", -0.5],
  ["no number", Number.NaN],
  ["true", true],
  ["an empty string", ""],
  ["a string", "constructor"],
  ["a long string", "x".repeat(100_000)],
  ["an empty list", []],
  ["a list of junk", [null, 5, "x", [], {}, [[]]]],
  ["an empty map", {}],
  ["a map of junk", { __proto__: 5, constructor: null, "high-availability": 7, peers: { length: 3 } }],
  ["deep nesting", deep],
];

/** A sound fleet with one value replaced, for every place in the configurations of some hosts. */
function* replaced(
  family: Family,
  hosts: readonly string[],
  value: unknown,
): Generator<[string, SoundFleet]> {
  const sound = soundFleet(family);
  for (const [index, { host, config }] of sound.servers.entries()) {
    for (const path of hosts.includes(host) ? places(config) : []) {
      const servers = [...sound.servers];
      servers[index] = { ...servers[index]!, config: structuredClone(config) };
      put(servers[index], path, value);
      yield [`${host}: ${path.join("/")}`, { ...sound, servers }];
    }
  }
}

test.each(JUNK)("no rule chokes on %s in any place, or says too much of it", (_, junk) => {
  for (const [place, fleet] of replaced(Family.V4, ["hub"], junk)) {
    const said = [...found(fleet), ...found({ ...fleet, labels: [] })];
    expect([place, ...said.filter((line) => line.length > 1500)]).toEqual([place]);
  }
});

test.each(Object.values(Family))("no rule finds anything in what is not known yet (%s)", (family) => {
  for (const [place, fleet] of replaced(family, ["hub", "north", "backup"], UNKNOWN))
    expect([place, ...found(fleet)]).toEqual([place]);
});
