import type { JsonMap } from "../../../kea/json";
import { readFleet } from "../../../kea/fleet/read";
import { HaMode } from "../../../kea/model/relationship";
import { unallowed } from "../../../rollout/plan/obstacles";
import { plan } from "../../../rollout/plan/plan";
import { hub, PAIR, type PairSpec, situation, type Spec } from "../../support/generate-changes";

/** One spoke, h1, and its hub, h0; no backup. */
const with_ = (spec: Spec, change: Partial<PairSpec>): Spec => ({
  ...spec,
  pairs: spec.pairs.map((pair) => ({ ...pair, ...change })),
});
const ids = (spec: Spec, id: (was: number) => number): Spec => ({
  ...spec,
  pairs: spec.pairs.map((pair) => ({
    ...pair,
    subnets: pair.subnets.map((subnet) => ({ ...subnet, id: id(subnet.id) })),
  })),
});

/** A hub with two sites, of which one has another subnet. */
const having = (site: number, id: number): Spec => ({
  ...hub(2),
  pairs: hub(2).pairs.map((pair, at) =>
    at === site ? { ...pair, subnets: [...pair.subnets, { id, net: 50, pool: 99, shared: false }] } : pair,
  ),
});

function found(from: Spec, to: Spec) {
  const { servers, fleet, surveys } = situation(from, to);
  return plan(servers, fleet, surveys);
}
const told = (from: Spec, to: Spec) =>
  found(from, to).lostLeases.map(({ about, sentence }) => `${about}: ${sentence}`);

describe("a subnet whose id changes loses its leases, and the relationship says so", () => {
  const SENTENCE =
    "r0: The leases of 10.1.0.0/24 are lost, since its id changes from 1 to 7. Declare it with id 1 to keep them.";

  test.each(Object.values(HaMode))("in %s", (mode) => {
    expect(
      told(
        with_(PAIR, { mode }),
        ids(with_(PAIR, { mode }), () => 7),
      ),
    ).toEqual([SENTENCE]);
  });

  test("when two subnets swap their ids", () => {
    const swapped = told(
      hub(2),
      ids(hub(2), (id) => 3 - id),
    );
    expect(swapped).toHaveLength(2);
    expect(swapped.join()).toMatch(
      /r0: .*10\.1\.0\.0\/24 .* from 1 to 2\..*r1: .*10\.2\.0\.0\/24 .* from 2 to 1\./,
    );
  });

  test("when it moves to another relationship of its hub", () => {
    expect(told(having(0, 50), having(1, 51))).toEqual([
      "r1: The leases of 10.50.0.0/24 are lost, since its id changes from 50 to 51. Declare it with id 50 to keep them.",
    ]);
    expect(told(having(0, 50), having(1, 50))).toEqual([]);
  });

  test("together with others, where there are many", () => {
    const subnets = [1, 2, 3, 4, 5].map((id) => ({ id, net: id, pool: 99, shared: false }));
    const many = with_(PAIR, { subnets });
    expect(
      told(
        many,
        ids(many, (id) => id + 10),
      ),
    ).toEqual([
      "r0: The leases of 10.1.0.0/24, 10.2.0.0/24, 10.3.0.0/24 and 2 more are lost, since their ids change. Declare them with the ids that they have to keep them.",
    ]);
  });
});

test("what keeps its id, comes or goes, or has given no lease, loses none", () => {
  const other = { id: 9, net: 9, pool: 99, shared: false };
  const empty = with_(PAIR, { subnets: [{ id: 1, net: 1, pool: 0, shared: false }] });
  expect(told(PAIR, with_(PAIR, { port: 9000 }))).toEqual([]);
  expect(told(PAIR, with_(PAIR, { subnets: [other] }))).toEqual([]);
  expect(
    told(
      empty,
      ids(empty, () => 7),
    ),
  ).toEqual([]);
});

/** Configurations whose lease databases and relationships have these keys. */
interface Keys {
  readonly leases?: JsonMap;
  readonly ha?: JsonMap;
}

function withKeys(config: JsonMap, { leases, ha = {} }: Keys): JsonMap {
  const copy = structuredClone(config) as unknown as { Dhcp4: { "hooks-libraries"?: Hook[] } & JsonMap };
  for (const { parameters } of copy.Dhcp4["hooks-libraries"] ?? [])
    for (const one of parameters?.["high-availability"] ?? []) Object.assign(one, ha);
  if (leases) Object.assign(copy.Dhcp4, { "lease-database": leases });
  return copy as unknown as JsonMap;
}
interface Hook {
  readonly parameters?: { readonly "high-availability"?: readonly object[] };
}

/** The plan for servers that run a topology with some keys, and are declared as another one with others. */
function between(
  from: Spec,
  runs: Keys,
  to: Spec,
  declares: Keys,
  { only, data }: { readonly only?: string; readonly data?: string } = {},
) {
  const all = situation(from, to);
  const servers = all.servers.map((server) => ({
    ...server,
    ...(data !== undefined && { directories: { data } }),
    declared: withKeys(server.declared, only === undefined || only === server.host ? declares : runs),
  }));
  const surveys = new Map(
    [...all.surveys].map(([name, survey]) => [name, { ...survey, running: withKeys(survey.running, runs) }]),
  );
  const labels = all.fleet.relationships.map(({ name, family, declared }) => ({
    ...{ name, family, where: name },
    members: declared,
  }));
  const fleet = readFleet(
    servers.map((server) => ({ ...server, config: server.declared })),
    labels,
  );
  const todo = plan(servers, fleet, surveys);
  return {
    todo,
    lost: todo.lostLeases.map(({ about, sentence }) => `${about}: ${sentence}`),
    refused: unallowed(todo),
  };
}

const OLD: Keys = { leases: { type: "memfile", name: "/var/lib/kea/old.csv" } };
const NEW: Keys = { leases: { type: "memfile", name: "/var/lib/kea/new.csv" } };
const MEMORY: Keys = { leases: { type: "memfile", persist: false } };
const ALONE = with_(PAIR, { mode: HaMode.PASSIVE_BACKUP });
const LATER = (spec: Spec): Spec => ({ ...spec, lifetimes: { h0: 3700, h1: 3700 } });

describe("a server that no partner gives its leases back", () => {
  const FILES = "it keeps them in memfile /var/lib/kea/old.csv, and will in memfile /var/lib/kea/new.csv";
  const PRIMARY = `h1-dhcp4: Its leases of 10.1.0.0/24 are lost, since ${FILES}, and no partner brings them back: addresses that clients have may be given to others. Declare the same lease database (settings.leaseDatabase) to keep them.`;
  const BACKUP = `h0-dhcp4: Its leases of 10.1.0.0/24 are lost, since ${FILES}, and a backup fetches none: it gets those that are given from then on. Declare the same lease database (settings.leaseDatabase) to keep them.`;

  test("in passive-backup does not get another lease file, unless that is allowed", () => {
    const { lost, refused } = between(ALONE, OLD, ALONE, NEW);
    expect(lost).toEqual([PRIMARY, BACKUP]);
    expect(refused).toEqual([`${PRIMARY} To lose them, allow it (--allow-interruption).`]);
    expect(between(ALONE, OLD, LATER(ALONE), OLD).lost).toEqual([]);
  });

  test("is not set while it keeps them in memory alone, whatever changes", () => {
    const { lost, refused } = between(ALONE, MEMORY, LATER(ALONE), MEMORY);
    expect(lost).toHaveLength(2);
    expect(refused).toEqual([
      expect.stringMatching(
        /^h1-dhcp4: Its leases of 10\.1\.0\.0\/24 are lost, since it keeps them in memory alone, and no partner brings them back: .* Let it keep them in a file /,
      ),
    ]);
  });

  test("does not in hot-standby either, where nobody fetches leases or tells of them", () => {
    for (const ha of [{ "sync-leases": false }, { "send-lease-updates": false }] as JsonMap[])
      expect(between(PAIR, { ...OLD, ha }, PAIR, { ...NEW, ha }).refused).toContainEqual(
        `${PRIMARY} To lose them, allow it (--allow-interruption).`,
      );
    const { lost } = between(PAIR, { ...OLD, ha: { "sync-leases": false } }, PAIR, NEW);
    expect(lost).toEqual([]);
  });

  test("is told of when it is a backup, and hinders nobody", () => {
    const { lost, refused } = between(hub(2), OLD, hub(2), NEW);
    expect(lost).toEqual([
      expect.stringMatching(
        /^h200-dhcp4: Its leases of 10\.1\.0\.0\/24 and 10\.2\.0\.0\/24 are lost, .* a backup fetches none/,
      ),
    ]);
    expect(refused).toEqual([]);
  });

  test("is one of members that change together, and keep leases in memory alone", () => {
    const { lost, refused } = between(PAIR, MEMORY, with_(PAIR, { port: 9000 }), MEMORY);
    expect(lost).toHaveLength(2);
    expect(refused).toHaveLength(2);
    expect(between(PAIR, MEMORY, LATER(PAIR), MEMORY).lost).toEqual([]);
  });

  test("is not one whose other partner keeps them: each gets them back from the other", () => {
    expect(between(PAIR, OLD, PAIR, NEW).lost).toEqual([]);
    expect(between(hub(2), OLD, hub(2), NEW, { only: "h0" }).lost).toEqual([]);
  });
});

test("a subnet that moves while all get other lease files is fetched by its new site first, where that fetches", () => {
  expect(between(having(0, 50), OLD, having(1, 50), NEW).refused).toEqual([]);
  expect(between(having(0, 50), OLD, having(1, 50), NEW, { only: "h0" }).refused).toEqual([]);
  const ha = { "sync-leases": false };
  expect(between(having(0, 50), { ...OLD, ha }, having(1, 50), { ...NEW, ha }).refused).toContainEqual(
    expect.stringMatching(/^h0-dhcp4: Its leases of .*10\.50\.0\.0\/24.* are lost/),
  );
});

test("members that change together and get other lease files read the old ones until they have met", () => {
  const { todo, lost } = between(PAIR, OLD, with_(PAIR, { port: 9000 }), NEW);
  expect(lost).toEqual([]);
  const database = (server: string, sends: string) =>
    (todo.configurations.get(`${server} ${sends}`)!.Dhcp4 as JsonMap)["lease-database"];
  for (const server of ["h0-dhcp4", "h1-dhcp4"]) {
    expect(database(server, "quick")).toEqual(OLD.leases);
    expect(database(server, "declared")).toEqual(NEW.leases);
  }
});

test("a relationship whose members are all replaced at once begins without leases, which has to be allowed", () => {
  const { lost, refused } = between(PAIR, OLD, with_(PAIR, { primary: "h5", partner: "h6" }), OLD);
  expect(lost).toEqual([
    "r0: The leases of 10.1.0.0/24 are lost, since none of its members has them: addresses that clients have may be given to others. Let one of those that have them be a member until others have fetched them.",
  ]);
  expect(refused).toHaveLength(1);
  expect(between(PAIR, OLD, with_(PAIR, { primary: "h5" }), OLD).lost).toEqual([]);
});

test("fresh members lose what their backup alone has, and a member that runs something else loses nothing", () => {
  const lost = (from: Spec) => {
    const { servers, fleet, surveys } = situation(from, hub(1));
    const { name, declared } = servers.find((server) => server.name === "h200-dhcp4")!;
    const now = new Map(surveys).set(name, { ...surveys.get(name)!, running: declared });
    return plan(servers, fleet, now).lostLeases.map(({ about }) => about);
  };
  expect(lost({ ...hub(1), pairs: [] })).toEqual(["r0"]);
  const other = { id: 9, net: 9, pool: 99, shared: false };
  expect(lost(with_(hub(1), { subnets: [other] }))).toEqual([]);
});

test("a subnet that moves to a relationship without a server of its old one begins without leases there", () => {
  const chain: Spec = {
    ...hub(3),
    pairs: hub(3).pairs.map((pair, at) => ({
      ...pair,
      ...{ primary: `h${at}`, partner: `h${at + 1}`, backup: undefined },
    })),
  };
  const [moved] = chain.pairs[0]!.subnets;
  const movedTo = (site: number): Spec => ({
    ...chain,
    pairs: chain.pairs.map((pair, at) => ({
      ...pair,
      subnets: at === 0 ? [] : at === site ? [...pair.subnets, moved!] : pair.subnets,
    })),
  });
  const { lost, refused } = between(chain, OLD, movedTo(2), OLD);
  expect(lost).toEqual([
    expect.stringMatching(
      /^r2: The leases of 10\.1\.0\.0\/24 are lost, since none of its members has them: /,
    ),
  ]);
  expect(refused).toHaveLength(1);
  expect(between(chain, OLD, movedTo(1), OLD).lost).toEqual([]);
});

test("a lease file without a name is the one of Kea's own directory, which is the host's", () => {
  const named = (directory: string, file = "kea-leases4.csv") => ({
    leases: { type: "memfile", name: `${directory}/${file}` },
  });
  const unnamed = { leases: { type: "memfile" } };
  expect(between(ALONE, unnamed, ALONE, named("/var/lib/kea")).lost).toEqual([]);
  const own = "/usr/local/var/lib/kea";
  expect(between(ALONE, unnamed, ALONE, named(own), { data: own }).lost).toEqual([]);
  const bare = { leases: { type: "memfile", name: "mine.csv" } };
  expect(between(ALONE, bare, ALONE, named(own, "mine.csv"), { data: own }).lost).toEqual([]);
  expect(between(ALONE, unnamed, ALONE, named(own)).refused).toHaveLength(1);
});

describe("a database is the same one", () => {
  const kept = (was: JsonMap, is: JsonMap) =>
    between(ALONE, { leases: was }, ALONE, { leases: is }).lost.map(
      (sentence) => /since it keeps them in (.*?), and (?:no|a) /.exec(sentence)?.[1],
    )[0];
  const mysql = (more: JsonMap = {}): JsonMap => ({ type: "mysql", name: "kea", ...more });

  test.each<[string, JsonMap, JsonMap]>([
    ["on the server's own host, whatever that is called", mysql(), mysql({ host: "localhost" })],
    ["at its address", mysql({ host: "127.0.0.1" }), mysql({ host: "::1" })],
    ["at the port that it has anyway", mysql({ host: "db" }), mysql({ host: "db", port: 3306 })],
    [
      "for whoever asks, and in whatever time",
      mysql({ user: "a" }),
      mysql({ user: "b", "connect-timeout": 3 }),
    ],
  ])("%s", (_, was, is) => {
    expect(kept(was, is)).toBeUndefined();
    expect(kept(is, was)).toBeUndefined();
  });

  test("not at another port or host, or of another kind", () => {
    expect(kept(mysql(), mysql({ port: 3307 }))).toBe("mysql kea, and will in mysql kea port 3307");
    expect(kept(mysql({ host: "db" }), mysql({ host: "db2", port: 3307 }))).toBe(
      "mysql kea at db, and will in mysql kea at db2 port 3307",
    );
    expect(kept(mysql(), { type: "postgresql", name: "kea" })).toBe("mysql kea, and will in postgresql kea");
  });
});
