import { readFleet } from "../../../../kea/fleet/read";
import { type Path, UNKNOWN } from "../../../../kea/json";
import { Family } from "../../../../kea/model/family";
import { DHCP_RULES } from "../../../../kea/rules/dhcp";
import { judge } from "../../../../kea/rules/frame";
import { type Loose, type SoundFleet, soundFleet } from "../sound";

function found(fleet: SoundFleet): string[] {
  const read = readFleet(fleet.servers, fleet.labels);
  return judge(DHCP_RULES, read).map(
    ([{ code }, { relationship, message }]) => `${code} ${relationship} ${message}`,
  );
}

/** A sound fleet that uses more of Kea. */
function richFleet(family: Family): SoundFleet {
  const fleet = soundFleet(family);
  const v4 = family === Family.V4;
  for (const host of ["hub", "north", "south", "backup"] as const) fleet.dhcp(host)["valid-lifetime"] = 7200;
  for (const host of ["hub", "north", "backup"] as const) {
    const [dhcp, subnet] = [fleet.dhcp(host), fleet.subnet(host)];
    const options = [{ name: v4 ? "routers" : "dns-servers", data: v4 ? "10.1.0.1" : "2001:db8::1" }];
    Object.assign(dhcp, {
      "option-def": [{ name: "colour", code: 230, type: "record", "record-types": "uint8, string" }],
      "client-classes": [{ name: "phones", test: "member('ALL')", "option-data": options }],
      "shared-networks": [{ name: "campus", interface: "eth0" }],
      "multi-threading": { "enable-multi-threading": true, "thread-pool-size": 4 },
      "dhcp-queue-control": { "enable-queue": true, "queue-type": "kea-ring4" },
      "dhcp-ddns": { "enable-updates": false, "server-ip": "127.0.0.1", "sender-ip": "127.0.0.1" },
      "lease-database": { type: "memfile", user: "kea" },
      ...(v4
        ? {}
        : { "mac-sources": ["duid"], "relay-supplied-options": ["65"], "server-id": { type: "EN" } }),
    });
    dhcp["control-sockets"].push({
      "socket-type": "http",
      "socket-port": 8081,
      authentication: { type: "basic", clients: [{ "user-file": "user", "password-file": "password" }] },
    });
    Object.assign(subnet, {
      "calculate-tee-times": true,
      "t1-percent": 0.4,
      "option-data": options,
      "client-classes": ["phones"],
      "min-valid-lifetime": 600,
      reservations: [
        v4
          ? { "hw-address": "00:11:22:33:44:55", "ip-address": "10.1.0.5" }
          : { duid: "00:01:02:03", "ip-addresses": ["2001:db8:1::5"], prefixes: ["2001:db8:9000::/48"] },
      ],
    });
    if (!v4)
      subnet["pd-pools"] = [
        {
          prefix: "2001:db8:8000::",
          "prefix-len": 40,
          "delegated-len": 56,
          "excluded-prefix": "2001:db8:8000::",
          "excluded-prefix-len": 64,
        },
      ];
  }
  return fleet;
}

/** Every place in a value. */
function places(value: Loose, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.keys(value).flatMap((key) => places(value[key], [...path, key]))];
}

/** A rich fleet with one value replaced, for every place in the configuration of one host. */
function* replaced(family: Family, value: unknown): Generator<[string, SoundFleet]> {
  const sound = richFleet(family);
  const index = sound.servers.findIndex(({ host }) => host === "north");
  const { config } = sound.servers[index]!;
  for (const path of places(config)) {
    const servers = [...sound.servers];
    const changed: { config: Loose } = { config: structuredClone(config) };
    if (path.length === 0) changed.config = value;
    else path.slice(0, -1).reduce((at, key) => at[key], changed.config)[path.at(-1)!] = value;
    servers[index] = { ...servers[index]!, ...changed };
    yield [path.join("/"), { ...sound, servers }];
  }
}

let deep: unknown = 1;
for (let level = 0; level < 20_000; level++) deep = [deep];

test.each(Object.values(Family))("the rich fleet is sound (%s)", (family) => {
  expect(found(richFleet(family))).toEqual([]);
});

test.each<[string, unknown]>([
  ["null", null],
  ["a number", -0.5],
  ["a large number", 1e300],
  ["true", true],
  ["an empty string", ""],
  ["a string", "constructor"],
  ["a long string", " ".repeat(50_000) + "x"],
  ["an address of the other family", "::ffff:10.0.0.1"],
  ["a list of junk", [null, 5, "x", [], {}, [[]]]],
  ["a map of junk", { __proto__: 5, constructor: null, toString: 7, id: {}, length: 3 }],
  ["deep nesting", deep],
])("no rule chokes on %s in any place, or says too much of it", (_, junk) => {
  for (const family of Object.values(Family)) {
    for (const [place, fleet] of replaced(family, junk)) {
      const said = found({ ...fleet, labels: [] });
      expect([place, ...said.filter((line) => line.length > 1500)]).toEqual([place]);
    }
  }
});

test.each(Object.values(Family))("no rule finds anything in what is not known yet (%s)", (family) => {
  for (const [place, fleet] of replaced(family, UNKNOWN)) expect([place, ...found(fleet)]).toEqual([place]);
});

test("thousands of subnets, pools, reservations and relays of one kind are no hang", () => {
  const fleet = soundFleet();
  const dhcp = fleet.dhcp("hub");
  const many = (make: (index: number) => unknown) => Array.from({ length: 5000 }, (_, index) => make(index));
  dhcp.subnet4 = many((id) => ({ id, subnet: "10.0.0.0/8", relay: { "ip-addresses": ["10.9.9.9"] } }));
  dhcp.subnet4[0].pools = many(() => ({ pool: "10.0.0.1-10.0.0.9" }));
  dhcp.subnet4[0].reservations = many(() => ({ "hw-address": "00:11:22:33:44:55" }));
  dhcp["option-def"] = many(() => ({ name: "a", code: 230, type: "uint8" }));
  expect(found(fleet).length).toBeGreaterThan(10_000);
});
