import * as fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonMap } from "../../../kea/json";
import { KEA_KEYS, type Translated } from "../../../kea/rendering/kea-keys";
import { FAMILIES, Family } from "../../../kea/model/family";
import { KeaVersion } from "../../../kea/model/release-lines";
import type { SubnetProps } from "../../../kea/model/subnet";
import type { Host, Topology } from "../../../kea/model/topology";
import { render } from "../../../kea/rendering/render";
import { fromKea, toKea } from "../../../kea/rendering/translate";
import { Dice, topology } from "../../support/generate";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Kea's JSON of any shape
type Loose = any;

const GOLDENS = join(__dirname, "../../goldens");

const topologies = (kea: KeaVersion, numRuns: number): Topology[] =>
  fc.sample(
    fc.gen().map((gen) => topology(new Dice(gen), kea)),
    { numRuns, seed: 13 },
  );

/** The parts of a server's configuration that are kinds of the model. What only rendering knows is left out. */
function partsOf(config: JsonMap, family: Family): [Translated, JsonMap][] {
  const { root, subnets } = FAMILIES[family];
  const { "hooks-libraries": hooks = [], "shared-networks": networks = [], ...rest } = config[root] as Loose;
  const {
    [subnets]: own,
    "interfaces-config": _i,
    "control-sockets": _s,
    "control-socket": _c,
    ...settings
  } = rest;
  const relationships = hooks.flatMap((hook: Loose) => hook.parameters?.["high-availability"] ?? []);
  return [
    ["settings", settings],
    ...relationships.map((one: Loose) => ["HA settings", one]),
    ...networks.map(({ [subnets]: _, ...network }: Loose) => ["shared network", network]),
    ...[own ?? [], ...networks.map((network: Loose) => network[subnets])]
      .flat()
      .map((one) => ["subnet", one]),
  ] as [Translated, JsonMap][];
}

/** Rendering writes the member's name into what belongs to its relationship. */
const named = (kind: Translated, map: JsonMap): JsonMap => {
  const context = { ...(map["user-context"] as JsonMap) };
  delete (context as Loose)["ha-server-name"];
  const { "user-context": _, ...rest } = map;
  const isIn = kind === "subnet" || kind === "shared network";
  return isIn && Object.keys(context).length === 0
    ? rest
    : { ...map, ...(isIn && { "user-context": context }) };
};

const written = (value: unknown) => JSON.parse(JSON.stringify(value));

describe.each(Object.values(KeaVersion))("for Kea %s", (kea) => {
  test("what is read of a rendered map is rendered as that map again", () => {
    const servers = topologies(kea, 60).flatMap(render);
    const parts = servers.flatMap(({ config, family }) => partsOf(config, family));
    expect(parts.length).toBeGreaterThan(300);
    for (const [kind, map] of parts)
      expect(written(toKea(kind, fromKea(kind, map, kea)!, kea))).toEqual(written(named(kind, map)));
  });

  test("no two properties of a kind are one key", () => {
    for (const [kind, entries] of Object.entries(KEA_KEYS)) {
      const keys = Object.values(entries).flatMap((entry: Loose) => {
        if (entry === true) return [];
        const key = entry.key ?? entry;
        return typeof key === "function" ? key(kea) : key;
      });
      expect([kind, keys]).toEqual([kind, [...new Set(keys)]]);
    }
  });
});

/** What a subnet declares on a host, with everything that is there for convenience written out. */
function writtenOut(subnet: SubnetProps, { name, interfaces }: Host): object {
  const { pools = [], poolDetails = [], routers, options = [], selectors, interface: on, ...rest } = subnet;
  const own = selectors?.[name];
  const allPools = [...pools.map((pool) => ({ pool })), ...poolDetails];
  const allOptions = [...(routers ? [{ name: "routers", data: routers.join(", ") }] : []), ...options];
  return {
    ...rest,
    interface: own ? own.interface : interfaces.includes(on ?? "") ? on : undefined,
    ...(allPools.length > 0 && { poolDetails: allPools }),
    ...(allOptions.length > 0 && { options: allOptions }),
  };
}

test("what is read of a rendered subnet is what was declared", () => {
  let seen = 0;
  for (const declared of topologies(KeaVersion.V3_0, 60))
    for (const { host, family, config } of render(declared)) {
      const own = declared.relationships
        .filter((one) => one.family === family && one.members.some((member) => member.host === host.name))
        .flatMap((one) => [...one.subnets, ...one.sharedNetworks.flatMap(({ subnets }) => subnets)]);
      for (const [kind, map] of partsOf(config, family).filter(([one]) => one === "subnet")) {
        const read = fromKea(kind, map, host.kea) as SubnetProps;
        const [subnet] = own.filter(({ id }) => id === map.id);
        expect(written(read)).toEqual(written(writtenOut(subnet!, host)));
        seen++;
      }
    }
  expect(seen).toBeGreaterThan(150);
});

test("what is read of the examples' servers is rendered as they are", () => {
  const files = readdirSync(GOLDENS, { recursive: true, encoding: "utf8" })
    .filter((file) => /-dhcp[46]\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(GOLDENS, file), "utf8")) as JsonMap);
  expect(files.length).toBeGreaterThan(5);
  const kea = KeaVersion.V3_0;
  for (const config of files)
    for (const [kind, map] of partsOf(config, "Dhcp4" in config ? Family.V4 : Family.V6))
      expect(written(toKea(kind, fromKea(kind, map, kea)!, kea))).toEqual(named(kind, map));
});

test("what no property says is kept in extra, where it stands", () => {
  const subnet = {
    id: 1,
    subnet: "10.1.0.0/24",
    "store-extended-info": true,
    pools: [
      {
        pool: "10.1.0.10 - 10.1.0.20",
        "pool-id": 4,
        "option-data": [{ code: 3, "client-classes": ["red"] }],
      },
    ],
  };
  expect(fromKea("subnet", subnet, KeaVersion.V3_0)).toEqual({
    id: 1,
    subnet: "10.1.0.0/24",
    extra: { "store-extended-info": true },
    poolDetails: [
      {
        pool: "10.1.0.10 - 10.1.0.20",
        extra: { "pool-id": 4 },
        options: [{ code: 3, extra: { "client-classes": ["red"] } }],
      },
    ],
  });
});

test("a map with more than its properties can say goes whole into the extra of the one around it", () => {
  const threads = { "thread-pool-size": 4, "new-in-3.4": true };
  const output = [{ output: "syslog", flush: true }];
  const read = (root: JsonMap) => fromKea("settings", root, KeaVersion.V3_0);
  expect(read({ "valid-lifetime": 60, "multi-threading": threads })).toEqual({
    validLifetime: 60,
    extra: { "multi-threading": threads },
  });
  expect(read({ loggers: [{ name: "kea-dhcp4", "output-options": output }] })).toEqual({
    loggers: [{ name: "kea-dhcp4", extra: { "output-options": output } }],
  });
  expect(read({ reservations: "none" })).toEqual({ extra: { reservations: "none" } });
});
