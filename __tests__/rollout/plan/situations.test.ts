import type { JsonMap } from "../../../kea/json";
import { Family } from "../../../kea/model/family";
import { HaMode } from "../../../kea/model/relationship";
import type { Declaration } from "../../../rollout/plan/declaration";
import { unknownPartners, unservedChanges, unwantedTakeovers } from "../../../rollout/plan/obstacles";
import { plan } from "../../../rollout/plan/plan";
import type { Step } from "../../../rollout/plan/steps";
import type { Survey } from "../../../rollout/plan/survey";
import { undo } from "../../../rollout/plan/undo";
import { strangers, unknownUpdates } from "../../../rollout/plan/service";
import { play, simulate } from "../../../rollout/plan/simulate";
import { worldOf } from "../../../rollout/plan/world";
import { hub, PAIR, situation, type Spec, type SubnetSpec } from "../../support/generate-changes";
import { checkWaysBack } from "../../support/plan-promises";

/** One spoke, h1, and its hub, h0; no backup. */
const LATER: Spec = { ...PAIR, lifetimes: { h1: 3700 } };
const EVERYWHERE: Spec = { ...PAIR, lifetimes: { h0: 3700, h1: 3700 } };

const withSubnets = (spec: Spec, ...subnets: Omit<SubnetSpec, "shared">[]): Spec => ({
  ...spec,
  pairs: spec.pairs.map((pair) => ({ ...pair, subnets: subnets.map((one) => ({ ...one, shared: false })) })),
});

type Change = (survey: Survey) => Partial<Survey>;

function planned(from: Spec, to: Spec, change: Record<string, Change> = {}) {
  const all = situation(from, to);
  const surveys = new Map(
    [...all.surveys].map(([name, survey]) => [
      name,
      { ...survey, ...change[name.replace("-dhcp4", "")]?.(survey) },
    ]),
  );
  return { ...all, surveys, found: plan(all.servers, all.fleet, surveys) };
}

const short = (step: Step) => {
  const host = (server: string) => server.replace("-dhcp4", "");
  switch (step.kind) {
    case "gate":
      return "gate";
    case "set":
      return `set ${host(step.server)} ${step.sends}`;
    case "settle":
    case "persist":
    case "move-in":
      return `${step.kind} ${host(step.server)}`;
    default:
      return `${step.kind} ${host(step.helper)} ${step.scopes.join()}`.trim();
  }
};
const steps = (waves: readonly (readonly { readonly steps: readonly Step[] }[])[]) =>
  waves.flat().flatMap((stage) => stage.steps);
const interruptions = (waves: Parameters<typeof steps>[0]) =>
  steps(waves).flatMap((step) =>
    step.kind === "set" && step.interruption.ms > 0 ? [step.interruption] : [],
  );

/** What a server says that serves alone, and does not reach its partner. */
const alone =
  (self: string, primary: string): Change =>
  () => ({
    status: {
      "high-availability": [
        {
          "ha-servers": {
            local: { "server-name": self, state: "partner-down", scopes: [primary] },
            remote: { "in-touch": false, "communication-interrupted": true },
          },
        },
      ],
    },
  });

const FRESH: Change = () => ({
  running: { Dhcp4: { "interfaces-config": { interfaces: [] } } },
  status: {},
  commands: [],
});

/** The subnet of the pair, served by a Kea without HA. */
const BY_ITSELF =
  (subnet: JsonMap = {}): Change =>
  ({ running }) => ({
    running: {
      Dhcp4: {
        "interfaces-config": { interfaces: ["eth0"] },
        "lease-database": (running as { Dhcp4: JsonMap }).Dhcp4["lease-database"]!,
        subnet4: [{ id: 1, subnet: "10.1.0.0/24", pools: [{ pool: "10.1.0.10-10.1.0.99" }], ...subnet }],
      },
    },
    status: {},
    commands: [],
  });

test("a server that serves without HA is taken over with its partner first, in seconds, and only if allowed", () => {
  const { found } = planned(PAIR, PAIR, { h0: FRESH, h1: BY_ITSELF() });
  expect(steps(found.waves).map(short).slice(0, 2)).toEqual(["set h0 quick", "set h1 quick"]);
  expect(interruptions(found.waves)).toEqual([
    {
      ms: 1500,
      why: "it serves without a partner until now",
      avoidable: false,
      relationships: ["r0"],
    },
  ]);
  expect(unwantedTakeovers(found)).toEqual([
    "h1-dhcp4: It serves 10.1.0.0/24 (id 1) now, without a partner. Nobody serves what is left of it for about 1.5 s. To take it over like that, allow it (--allow-interruption).",
  ]);
});

test("what ends with a takeover has to be allowed with it, once, as it is said", () => {
  const noPool = withSubnets(PAIR, { id: 1, net: 1, pool: 0 });
  const { found } = planned(PAIR, noPool, { h0: FRESH, h1: BY_ITSELF() });
  expect(unwantedTakeovers(found)).toEqual([
    "h1-dhcp4: It serves 10.1.0.0/24 (id 1) now, without a partner. Once it is set, nobody serves 10.1.0.0/24 afterwards. To take it over like that, allow it (--allow-interruption).",
  ]);
  const gone = withSubnets(PAIR, { id: 9, net: 9, pool: 99 });
  expect(unwantedTakeovers(planned(PAIR, gone, { h0: FRESH, h1: BY_ITSELF() }).found)).toEqual([
    "h1-dhcp4: It serves 10.1.0.0/24 (id 1) now, without a partner. 10.1.0.0/24 (id 1) is declared nowhere here: nobody serves it afterwards. To take it over like that, allow it (--allow-interruption).",
  ]);
});

const OTHER = { id: 9, subnet: "10.9.0.0/24", pools: [{ pool: "10.9.0.10-10.9.0.99" }] };

/** What becomes of a server that serves its subnet, and another one, by itself, and keeps its leases elsewhere. */
function takenOver(database: JsonMap, subnet: JsonMap = {}, to = PAIR) {
  return planned(PAIR, to, {
    h0: FRESH,
    h1: (survey) => {
      const { running, ...rest } = BY_ITSELF(subnet)(survey);
      const { Dhcp4 } = running as { Dhcp4: { subnet4: JsonMap[] } & JsonMap };
      const subnet4 = [...Dhcp4.subnet4, OTHER];
      return { ...rest, running: { Dhcp4: { ...Dhcp4, subnet4, "lease-database": database } } };
    },
  }).found;
}
const OLD = { type: "memfile", name: "/var/lib/kea/old.csv" };

test("a takeover says which subnets go and whose leases are lost", () => {
  const [takeover] = takenOver(OLD, { id: 7 }).takeovers;
  expect(takeover!.sentences).toEqual([
    "It serves 10.1.0.0/24 (id 7) and 10.9.0.0/24 (id 9) now, without a partner.",
    "10.9.0.0/24 (id 9) is declared nowhere here: nobody serves it afterwards.",
    "The leases of 10.1.0.0/24 are lost, since its id changes from 7 to 1. Declare it with id 7 to keep them.",
  ]);
});

test("leases that are kept in another file are carried over by the partner, which fetches them first", () => {
  const { takeovers, configurations, waves } = takenOver(OLD);
  expect(takeovers[0]!.sentences[2]).toMatch(
    /^Its leases are carried over by its partner, which fetches them first: it keeps them in memfile \/var\/lib\/kea\/old\.csv, and will in memfile \S+\.$/,
  );
  const database = (sends: string) =>
    (configurations.get(`h1-dhcp4 ${sends}`)!.Dhcp4 as JsonMap)["lease-database"];
  expect(database("quick")).toEqual(OLD);
  expect(database("declared")).not.toEqual(OLD);
  const sets = steps(waves).flatMap((step) => (step.kind === "set" ? [short(step)] : []));
  expect(sets.slice(0, 2)).toEqual(["set h0 quick", "set h1 quick"]);
  expect(sets.at(-1)).toBe("set h1 declared");
});

test.each([
  ["in memory", { type: "memfile", persist: false }, /in memory alone\. Let it keep them in a file first/],
  [
    "in another kind of database",
    { type: "mysql", name: "kea" },
    /in mysql kea, and will in .*Declare the same/,
  ],
])("leases %s cannot be carried over, which is said", (_, database, says) => {
  const { takeovers, configurations } = takenOver(database);
  expect(takeovers[0]!.sentences[2]).toMatch(/^Its leases are lost: /);
  expect(takeovers[0]!.sentences[2]).toMatch(says);
  expect((configurations.get("h1-dhcp4 quick")!.Dhcp4 as JsonMap)["lease-database"]).not.toEqual(database);
});

test("where nobody fetches leases, none are carried over", () => {
  const alone: Spec = {
    ...PAIR,
    pairs: PAIR.pairs.map((pair) => ({ ...pair, mode: HaMode.PASSIVE_BACKUP })),
  };
  expect(takenOver(OLD, {}, alone).takeovers[0]!.sentences[2]).toMatch(/^Its leases are lost: /);
});

test("a fresh machine in the place of a dead one is set alone: the partner that serves goes on", () => {
  const { found } = planned(PAIR, PAIR, { h1: FRESH, h0: alone("r0-h0", "r0-h1") });
  expect(steps(found.waves).flatMap((step) => (step.kind === "set" ? [short(step)] : []))).toEqual([
    "set h1 quick",
    "set h1 declared",
  ]);
  expect(interruptions(found.waves).map(({ why }) => why)).toEqual([
    "its partner lets go before it may serve",
  ]);
  expect(Math.max(...interruptions(found.waves).map(({ ms }) => ms))).toBeLessThanOrEqual(11_000);
  expect(unservedChanges(found)).toEqual([]);
});

test("a fresh machine comes first, and its partner is set when it can serve meanwhile", () => {
  const { found } = planned(PAIR, EVERYWHERE, { h1: FRESH, h0: alone("r0-h0", "r0-h1") });
  const order = steps(found.waves).map(short);
  expect(order[0]).toBe("set h1 quick");
  expect(order.indexOf("gate")).toBeLessThan(order.indexOf("set h0 quick"));
});

test("members that do not reach each other are expected to go on alone", () => {
  const { found } = planned(PAIR, LATER, {
    h0: alone("r0-h0", "r0-h1"),
    h1: alone("r0-h1", "r0-h1"),
  });
  expect(steps(found.waves).find(({ kind }) => kind === "gate")).toMatchObject({
    alone: ["r0-h0", "r0-h1"],
  });
});

test("members that do not reach each other serve for a minute and more only whom the other one reaches, which is said", () => {
  const split = { h0: alone("r0-h0", "r0-h1"), h1: alone("r0-h1", "r0-h1") };
  const { found } = planned(PAIR, EVERYWHERE, split);
  expect(steps(found.waves).flatMap((s) => (s.kind === "set" ? [[short(s), s.interruption]] : []))).toEqual(
    ["h0", "h1"].map((host) => [
      `set ${host} declared`,
      {
        ms: 70_000,
        why: "its partner serves meanwhile, but only clients that reach it",
        avoidable: false,
        relationships: ["r0"],
      },
    ]),
  );
  // Whoever allows what is not healthy has allowed that.
  expect(unservedChanges(found)).toEqual([]);
});

test("every stage shows its way back", () => {
  const { found } = planned(PAIR, LATER);
  const [stage] = found.waves.flat();
  expect(stage!.steps.map(short)).toEqual([
    "hand-over h0 r0-h1",
    "set h1 declared",
    "settle h1",
    "give-back h0",
    "gate",
    "persist h1",
  ]);
  expect(stage!.ifFails.map(short)).toEqual([
    "hand-over h0 r0-h1",
    "set h1 previous",
    "settle h1",
    "give-back h0",
    "gate",
  ]);
});

test("a subnet that moved between two relationships of a hub may wait on the way back, and that is said", () => {
  const two = hub(2).pairs.map((pair) => ({ ...pair, backup: undefined }));
  const moved = { ...two[0]!.subnets[0]!, id: 50, net: 50 };
  const having = (index: number): Spec => ({
    ...PAIR,
    pairs: two.map((pair, at) => (at === index ? { ...pair, subnets: [...pair.subnets, moved] } : pair)),
  });
  const { found } = planned(having(0), having(1));
  const stages = found.waves.flat();
  const back = stages.map((stage) => interruptions([[{ steps: stage.ifFails }]]));
  const moving = stages.findIndex(({ steps: all }) => interruptions([[{ steps: all }]]).length > 0);
  expect(back[moving]).toEqual([
    { ms: 10_200, why: "subnets move to other servers", avoidable: false, relationships: ["r1"] },
  ]);
  expect(back.filter((_, at) => at !== moving).flat()).toEqual([]);
});

test("a failure while the partner serves goes back at once, and ends the hand-over last", () => {
  const { found, servers, surveys } = planned(PAIR, LATER);
  const [stage] = found.waves.flat();
  const done = stage!.steps.slice(0, 2);
  const world = done.reduce(simulate, found.world);
  const before = new Map([["h1-dhcp4", surveys.get("h1-dhcp4")!.running]]);
  const way = undo({ stage: stage!, done, before, world }, servers, found.names);
  expect(way.steps.map(short)).toEqual(["set h1 previous", "settle h1", "give-back h0", "gate"]);
  const lost = undo(
    { stage: stage!, done, before, world, lost: new Set(["h1-dhcp4"]) },
    servers,
    found.names,
  );
  expect(lost.steps).toEqual([]);
});

test("a server that began anew when its partner had handed back is served for again on the way back", () => {
  const { found, servers, surveys } = planned(PAIR, LATER);
  const [stage] = found.waves.flat();
  const done = stage!.steps.slice(0, 1 + stage!.steps.findIndex(({ kind }) => kind === "give-back"));
  // As it is after any start: nobody serves for it.
  const world = simulate(
    found.world,
    done.find(({ kind }) => kind === "set")!,
  );
  const before = new Map([["h1-dhcp4", surveys.get("h1-dhcp4")!.running]]);
  const way = undo({ stage: stage!, done, before, world }, servers, found.names);
  expect(way.steps.map(short)).toEqual([
    "hand-over h0 r0-h1",
    "set h1 previous",
    "settle h1",
    "give-back h0",
    "gate",
  ]);
});

test("who serves for a server that died while it was set goes on", () => {
  const { found, servers, surveys } = planned(PAIR, LATER);
  const stage = found.waves.flat()[0]!;
  const done = stage.steps.slice(0, 1 + stage.steps.findIndex(({ kind }) => kind === "set"));
  expect(done.map(short)).toEqual(["hand-over h0 r0-h1", "set h1 declared"]);
  const before = new Map([["h1-dhcp4", surveys.get("h1-dhcp4")!.running]]);
  // Who does not answer does not say what it runs.
  const answering = new Map([...surveys].filter(([name]) => name !== "h1-dhcp4"));
  const world = simulate(worldOf(servers, answering), done[0]!);
  const failure = { stage, done, before, world, lost: new Set(["h1-dhcp4"]) };
  expect(undo(failure, servers, found.names).steps).toEqual([]);
});

test("a subnet that gets another id is interrupted, there and back, and that is said", () => {
  const to: Spec = {
    ...PAIR,
    pairs: PAIR.pairs.map((pair) => ({
      ...pair,
      subnets: pair.subnets.map((one) => ({ ...one, id: 52 })),
    })),
  };
  const { found } = planned(PAIR, to);
  const why = "its members have to change together";
  const waits = { ms: 1_600, why, avoidable: false, relationships: ["r0"] };
  expect(interruptions(found.waves)).toEqual([waits]);
  const [first] = found.waves.flat();
  expect(interruptions([[{ steps: first!.ifFails }]])).toEqual([waits]);
});

test("a subnet that moves to servers with another id is let go before it is served there", () => {
  const two = hub(2).pairs.map((pair, at) => ({ ...pair, backup: undefined, partner: `h${at + 8}` }));
  const moved = { ...two[0]!.subnets[0]!, net: 50 };
  const having = (index: number, id: number): Spec => ({
    ...PAIR,
    pairs: two.map((pair, at) =>
      at === index ? { ...pair, subnets: [...pair.subnets, { ...moved, id }] } : pair,
    ),
  });
  const { found } = planned(having(0, 50), having(1, 52));
  const all = play(found.world, steps(found.waves)).flatMap(({ moments }) => moments);
  expect(all.flatMap(strangers)).toEqual([]);
  expect(interruptions(found.waves)).toMatchObject([{ why: "subnets move to other servers" }]);
});

test("a subnet that moves while roles are swapped is never served by two that do not tell each other", () => {
  const pair = (name: string, primary: string, partner: string, ...ids: number[]) => ({
    ...{ ...PAIR.pairs[0]!, name, primary, partner, port: 8000 + ids[0]! },
    subnets: ids.map((id) => ({ id, net: id, pool: 99, shared: false })),
  });
  const from: Spec = { ...PAIR, pairs: [pair("r0", "h0", "h1", 1), pair("r3", "h3", "h0", 14, 13)] };
  const to: Spec = { ...PAIR, pairs: [pair("r0", "h0", "h1", 1, 13), pair("r3", "h0", "h3", 14)] };
  const { found } = planned(from, to);
  const all = play(found.world, steps(found.waves)).flatMap(({ moments }) => moments);
  expect(all.flatMap(strangers)).toEqual([]);
  expect(() => checkWaysBack(from, to)).not.toThrow();
});

test("sites that swap their roles with their hub are set one after the other, and waited for together", () => {
  const from: Spec = { ...hub(3), pairs: hub(3).pairs.map((pair) => ({ ...pair, backup: undefined })) };
  const swapped = from.pairs.map((pair) => ({ ...pair, primary: pair.partner, partner: pair.primary }));
  const { found } = planned(from, { ...from, pairs: swapped });
  const told = steps(found.waves).map(short);
  expect(told.filter((step) => /^(set|settle)/.test(step))).toEqual([
    ...["set h1 declared", "set h2 declared", "set h3 declared"],
    ...["settle h1", "settle h2", "settle h3", "set h0 declared", "settle h0"],
  ]);
  expect(interruptions(found.waves)).toEqual([]);
});

describe("a subnet moves while its relationship gets another partner", () => {
  const chain = (partner: string, backup: string | undefined, moved: number, at: number): Spec => ({
    ...PAIR,
    pairs: [0, 1, 2].map((index) => ({
      ...{ ...PAIR.pairs[0]!, name: `r${index}`, port: 8000 + index, backup },
      primary: `h${index}`,
      partner: index === 1 ? partner : `h${index + 1}`,
      subnets: [index + 1, ...(index === at ? [moved] : [])].map((id) => ({
        ...{ id, net: id, pool: 99, shared: false },
      })),
    })),
  });

  test.each([
    ["to who stood by for it", "h99", 2],
    ["to who stood by for it, without a backup", undefined, 2],
    ["to the partner of another relationship", undefined, 0],
  ])("%s: nobody serves it beside a stranger, or tells of it who does not know it", (_, backup, at) => {
    const [from, to] = [chain("h2", backup, 21, 1), chain("h91", backup, 21, at)];
    const { found } = planned(from, to);
    const all = play(found.world, steps(found.waves)).flatMap(({ moments }) => moments);
    expect(all.flatMap(strangers)).toEqual([]);
    expect(all.flatMap(unknownUpdates)).toEqual([]);
    expect(() => checkWaysBack(from, to)).not.toThrow();
  });
});

describe("a stage fails whose members refuse each other's leases", () => {
  /** Three hosts in a ring, and how one relationship's subnets change. */
  const ring = (
    backup: string | undefined,
    subnets: Record<string, Partial<SubnetSpec>[] | undefined>,
  ): Spec => ({
    ...PAIR,
    pairs: [0, 1, 2].flatMap((index) => {
      const name = `r${index}`;
      const own = name in subnets ? subnets[name] : [{}];
      const pair = { name, backup, primary: `h${index}`, partner: `h${(index + 1) % 3}`, port: 8000 + index };
      const all = own?.map((one) => ({ id: index + 1, net: index + 1, pool: 99, shared: false, ...one }));
      return all ? [{ ...PAIR.pairs[0]!, ...pair, subnets: all }] : [];
    }),
  });

  test("its backups go back before anybody tells them of leases", () => {
    expect(() =>
      checkWaysBack(ring("h99", {}), ring("h99", { r0: [{ id: 52 }], r2: undefined })),
    ).not.toThrow();
  });

  test("who stands by goes back before who serves", () => {
    const two = [{}, { id: 22, net: 22 }];
    const to = ring(undefined, { r0: two.slice(1), r1: [{}, { id: 1, net: 53 }] });
    expect(() => checkWaysBack(ring(undefined, { r0: two }), to)).not.toThrow();
  });

  test("nobody else is waited for while only one of them is back", () => {
    const to = ring(undefined, { r0: undefined, r1: [{ id: 52 }] });
    expect(() => checkWaysBack(ring(undefined, {}), to)).not.toThrow();
  });
});

test("a partner that is at none of the topology's hosts is refused, unless it is forgotten", () => {
  const from: Spec = { ...PAIR, pairs: PAIR.pairs.map((pair) => ({ ...pair, primary: "h5" })) };
  const { servers, surveys } = situation(from, PAIR);
  // The host that goes is not in the manifest.
  const declared = { servers: servers.filter(({ host }) => host !== "h5") } as unknown as Declaration;
  const found = unknownPartners(declared, surveys, []);
  expect(found).toEqual([
    "h0: its partner r0-h5 at 10.200.0.6 is no host of this rollout any more, and would go on serving. For one deploy, declare its host as retired, or, where it stays in the topology, as one of the relationship's formerMembers, so that it hands over; or, if that machine is gone for good, go on without it (--forget r0-h5).",
  ]);
  expect(unknownPartners(declared, surveys, ["r0-h5"])).toEqual([]);
  expect(unknownPartners(declared, surveys, ["10.200.0.6"])).toEqual([]);
});

test("a host that retires hands its subnets to its replacement, and ends with nothing to serve", () => {
  const to: Spec = { ...PAIR, pairs: PAIR.pairs.map((pair) => ({ ...pair, primary: "h2" })) };
  const { found } = planned(PAIR, to);
  const end = steps(found.waves).reduce(simulate, found.world);
  expect(end.servers.get("h1-dhcp4")!.facts.subnets).toEqual([]);
  expect(end.servers.get("h1-dhcp4")!.written.roles).toEqual([]);
  expect(interruptions(found.waves).map(({ ms }) => ms)).toEqual([1600]);
});

test("a subnet that is to give no more addresses is missed by nobody", () => {
  const [pair] = PAIR.pairs;
  const [old] = pair!.subnets;
  const next = { ...old!, id: 9, net: 9 };
  const both: Spec = { ...PAIR, pairs: [{ ...pair!, subnets: [old!, next] }] };
  const drained: Spec = { ...PAIR, pairs: [{ ...pair!, subnets: [{ ...old!, pool: 0 }, next] }] };
  const { found } = planned(both, drained);
  expect(interruptions(found.waves)).toEqual([]);
  expect(unservedChanges(found)).toEqual([]);
});

test("two sites that get another hub are announced three quick heartbeats each, whoever asks first", () => {
  const sites: Spec = { ...hub(2), pairs: hub(2).pairs.map((pair) => ({ ...pair, backup: undefined })) };
  const to: Spec = { ...sites, pairs: sites.pairs.map((pair) => ({ ...pair, partner: "h9" })) };
  const { found } = planned(sites, to);
  for (const { ms } of interruptions(found.waves)) expect(ms).toBeGreaterThanOrEqual(1500);
  expect(interruptions(found.waves).flatMap(({ relationships }) => relationships)).toEqual(["r0", "r1"]);
});

describe("a control socket that moves", () => {
  const sockets = (...ports: number[]) => ({
    "control-sockets": ports.map((port) => ({
      "socket-type": "http",
      "socket-address": "10.200.0.2",
      "socket-port": port,
    })),
  });
  const moving = () => {
    const { servers, surveys, fleet } = situation(PAIR, PAIR);
    const at = (config: JsonMap, port: number) => ({
      Dhcp4: { ...(config.Dhcp4 as JsonMap), ...sockets(port) },
    });
    const moved = servers.map((server) =>
      server.host === "h1"
        ? {
            ...server,
            control: { type: "http", url: "http://10.200.0.2:8200/" } as const,
            formerControl: { type: "http", url: "http://10.200.0.2:8100/" } as const,
            declared: at(server.declared, 8200),
          }
        : server,
    );
    const h1 = surveys.get("h1-dhcp4")!;
    surveys.set("h1-dhcp4", { ...h1, running: at(h1.running, 8100) });
    return { servers: moved, surveys, found: plan(moved, fleet, surveys) };
  };

  test("is open beside the old one until the rollout has come in by it", () => {
    const { found } = moving();
    expect(
      found.waves.map((wave) =>
        steps([wave])
          .map(short)
          .filter((s) => !/^(hand|give|settle|gate)/.test(s)),
      ),
    ).toEqual([
      ["set h1 two-way", "move-in h1", "persist h1"],
      ["set h1 declared", "persist h1"],
    ]);
    expect(found.configurations.get("h1-dhcp4 two-way")!.Dhcp4).toMatchObject(sockets(8200, 8100));
    expect(found.configurations.get("h1-dhcp4 declared")!.Dhcp4).toMatchObject(sockets(8200));
    expect(found.passages.get("h1-dhcp4")).toMatch(
      /^Its control socket changes: it gets the new one besides/,
    );
    expect(interruptions(found.waves)).toEqual([]);
  });

  test("goes back to what ran when nobody gets in by the new one", () => {
    const { found, servers, surveys } = moving();
    const [stage] = found.waves.flat();
    const done = stage!.steps.filter(({ kind }) => kind !== "persist");
    const before = new Map([["h1-dhcp4", surveys.get("h1-dhcp4")!.running]]);
    const world = done.reduce(simulate, found.world);
    const way = undo({ stage: stage!, done, before, world }, servers, found.names);
    expect(way.steps.map(short)).toContain("set h1 previous");
    expect(way.configurations.get("h1-dhcp4 previous")!.Dhcp4).toMatchObject(sockets(8100));
  });
});

test("a backup that comes with another subnet gets to know the one that goes", () => {
  const to: Spec = {
    ...PAIR,
    pairs: PAIR.pairs.map((pair) => ({
      ...pair,
      backup: "h98",
      subnets: pair.subnets.map((subnet) => ({ ...subnet, id: subnet.id + 50, net: subnet.net + 50 })),
    })),
  };
  const { found } = planned(PAIR, to);
  const [first] = steps(found.waves).filter((step) => step.kind === "set" && step.server === "h98-dhcp4");
  expect(first).toMatchObject({ sends: "widened" });
  const { subnet4 } = found.configurations.get("h98-dhcp4 widened")!.Dhcp4 as { subnet4: JsonMap[] };
  expect(subnet4.at(-1)).toEqual({ id: PAIR.pairs[0]!.subnets[0]!.id, subnet: "10.1.0.0/24" });
});

test("while a backup is set whose word a primary waits for, new leases are held back, which is said", () => {
  const spec: Spec = {
    ...PAIR,
    pairs: PAIR.pairs.map((pair) => ({ ...pair, mode: HaMode.PASSIVE_BACKUP })),
  };
  const all = situation(spec, { ...spec, lifetimes: { h0: 3700 } });
  const waiting = (config: JsonMap) =>
    JSON.parse(
      JSON.stringify(config).replace(/"mode":"passive-backup"/, '$&,"wait-backup-ack":true'),
    ) as JsonMap;
  const servers = all.servers.map((server) => ({ ...server, declared: waiting(server.declared) }));
  const surveys = new Map(
    [...all.surveys].map(([name, survey]) => [name, { ...survey, running: waiting(survey.running) }]),
  );
  expect(interruptions(plan(servers, all.fleet, surveys).waves)).toEqual([
    {
      ms: 200,
      why: "new leases are held back until this backup has them (wait-backup-ack)",
      avoidable: false,
      holdsBack: true,
      relationships: ["r0"],
    },
  ]);
  expect(interruptions(plan(all.servers, all.fleet, all.surveys).waves)).toEqual([]);
});

/** A situation in which all servers run another text of the same subnets. */
function running(spec: Spec, change: (text: string) => string) {
  const { servers, surveys: all, fleet } = situation(spec, spec);
  const surveys = new Map(
    [...all].map(([name, survey]) => [
      name,
      { ...survey, running: JSON.parse(change(JSON.stringify(survey.running))) as JsonMap },
    ]),
  );
  return plan(servers, fleet, surveys);
}

test("a subnet that is widened is interrupted like one that gets another id, there and back, and that is said", () => {
  const waits = {
    ...{ ms: 1_600, why: "its members have to change together" },
    ...{ avoidable: false, relationships: ["r0"] },
  };
  for (const [was, is] of [
    ["10.1.0.0/24", "10.1.0.0/25"],
    // The same id, in another place.
    ["10.1.0.0/24", "10.77.0.0/24"],
  ] as const) {
    const found = running(PAIR, (text) => text.replaceAll(was, is));
    expect(interruptions(found.waves)).toEqual([waits]);
    const [first] = found.waves.flat();
    expect(interruptions([[{ steps: first!.ifFails }]])).toEqual([waits]);
    expect(steps(found.waves).some((step) => step.kind === "set" && step.interruption.ends)).toBe(false);
  }
});

test("the way back of what is offered anew takes it from nobody: nobody had it before", () => {
  const back = (from: Spec, to: Spec) =>
    interruptions(planned(from, to).found.waves.map((wave) => wave.map(({ ifFails: steps }) => ({ steps }))));
  expect(back(withSubnets(PAIR, { id: 1, net: 1, pool: 0 }), PAIR)).toEqual([]);
  // Clients of the other subnet wait: their partner knows the new one as well, and cannot help.
  const [waits, ...more] = back(
    PAIR,
    withSubnets(PAIR, { id: 1, net: 1, pool: 99 }, { id: 2, net: 2, pool: 99 }),
  );
  expect([waits, more]).toEqual([
    expect.objectContaining({ ms: 10_100, why: "no partner can serve meanwhile" }),
    [],
  ]);
});

test("clients of a subnet that gives no more addresses are served from the others of its shared network", () => {
  const both = [
    { id: 1, net: 1, pool: 99, shared: true },
    { id: 2, net: 2, pool: 99, shared: true },
  ];
  const spec = (subnets: SubnetSpec[]): Spec => ({
    ...PAIR,
    pairs: PAIR.pairs.map((pair) => ({ ...pair, subnets })),
  });
  for (const left of [[{ ...both[0]!, pool: 0 }, both[1]!], [both[1]!]]) {
    const { found } = planned(spec(both), spec(left));
    expect(steps(found.waves).some((step) => step.kind === "set" && step.interruption.ends)).toBe(false);
    expect(interruptions(found.waves)).toEqual([]);
  }
});

const IN_NETWORK: Spec = {
  ...PAIR,
  pairs: PAIR.pairs.map((pair) => ({
    ...pair,
    subnets: [1, 2].map((id) => ({ id, net: id, pool: 99, shared: true })),
  })),
};

/** The second one of two subnets in a shared network, once the first one is taken out, with more on it. */
function left(also: (subnet: JsonMap) => JsonMap | undefined, before: JsonMap = {}): readonly JsonMap[] {
  const to = { ...IN_NETWORK, pairs: IN_NETWORK.pairs.map((p) => ({ ...p, subnets: p.subnets.slice(1) })) };
  const { servers, surveys, fleet } = situation(IN_NETWORK, to);
  const edited = (
    config: JsonMap,
    edit: (network: JsonMap & { subnet4: JsonMap[] }, root: JsonMap) => void,
  ) => {
    const copy = structuredClone(config) as { Dhcp4: JsonMap & { "shared-networks": never[] } };
    copy.Dhcp4["shared-networks"].forEach((network) => edit(network, copy.Dhcp4));
    return copy as JsonMap;
  };
  const declared = servers.map((server) => ({
    ...server,
    declared: edited(server.declared, (network, root) => {
      const [subnet] = network.subnet4;
      const inside = also(subnet!);
      if (inside) network.subnet4 = [inside];
      else Object.assign(root, { "shared-networks": [], subnet4: [subnet] });
    }),
  }));
  const running = [...surveys].map(([name, survey]) => {
    const config = edited(survey.running, (network) => {
      network.subnet4 = network.subnet4.map((subnet) => ({ ...subnet, ...before }));
    });
    return [name, { ...survey, running: config }] as const;
  });
  return steps(plan(declared, fleet, new Map(running)).waves).flatMap((step) =>
    step.kind === "set" ? (step.interruption.ends ?? []).map((end) => ({ ...end })) : [],
  );
}

test("another subnet of a shared network serves no clients that its classes keep out, or once it is elsewhere", () => {
  const gone = [{ subnet: "10.1.0.0/24", offer: "anything" }];
  const phones = { "client-class": "phones" };
  expect(left((subnet) => subnet)).toEqual([]);
  expect(left((subnet) => ({ ...subnet, ...phones }))).toEqual(gone);
  expect(left((subnet) => ({ ...subnet, "client-classes": ["phones", "other"] }), phones)).toEqual([]);
  const pools = (subnet: JsonMap) => (subnet.pools as JsonMap[]).map((pool) => ({ ...pool, ...phones }));
  expect(left((subnet) => ({ ...subnet, pools: pools(subnet) }))).toEqual(gone);
  expect(left(() => undefined)).toEqual(gone);
  // Everybody is in ALL.
  expect(left((subnet) => ({ ...subnet, "client-class": "ALL" }))).toEqual([]);
  expect(left((subnet) => ({ ...subnet, "client-classes": ["phones", "ALL"] }), phones)).toEqual([]);
  expect(left((subnet) => ({ ...subnet, ...phones }), { "client-class": "ALL" })).toEqual(gone);
});

test("a subnet whose id another one gets ends where its relays or its interface are not those of the other", () => {
  const { servers, surveys: all, fleet } = situation(PAIR, PAIR);
  const edited = (config: JsonMap, more: JsonMap) => {
    const text = JSON.stringify(config).replaceAll("10.1.0.", "10.77.0.");
    const copy = JSON.parse(text) as { Dhcp4: { subnet4: JsonMap[] } };
    copy.Dhcp4.subnet4.forEach((subnet) => Object.assign(subnet, more));
    return copy as JsonMap;
  };
  const told = (more: JsonMap, relay: JsonMap) => {
    const surveys = new Map(
      [...all].map(([name, one]) => [name, { ...one, running: edited(one.running, { relay }) }]),
    );
    const declared = servers.map((server) => {
      const copy = structuredClone(server.declared) as { Dhcp4: { subnet4: JsonMap[] } };
      copy.Dhcp4.subnet4.forEach((subnet) => Object.assign(subnet, more));
      return { ...server, declared: copy as JsonMap };
    });
    const { waves } = plan(declared, fleet, surveys);
    expect(interruptions(waves)).toHaveLength(1);
    return interruptions(waves)[0]!.ends;
  };
  const at = (address: string) => ({ "ip-addresses": [address] });
  expect(told({ relay: at("10.1.0.1") }, at("10.1.0.1"))).toBeUndefined();
  const gone = [{ subnet: "10.77.0.0/24", offer: "anything" }];
  expect(told({ relay: at("10.1.0.1") }, at("10.77.0.1"))).toEqual(gone);
  expect(told({ interface: "eth1" }, { "ip-addresses": [] })).toEqual(gone);
});

describe("what nobody gives afterwards is said of the step that ends it, and is no reason to refuse", () => {
  const ends = (found: ReturnType<typeof planned>["found"]) =>
    steps(found.waves).flatMap((step) =>
      step.kind === "set" && step.interruption.ends ? [[short(step), step.interruption.ends]] : [],
    );
  const whole = (subnet: string) => [{ subnet, offer: "anything" }];

  test("the only pool of a subnet goes", () => {
    const { found } = planned(PAIR, withSubnets(PAIR, { id: 1, net: 1, pool: 0 }));
    expect(ends(found)).toEqual([["set h1 declared", whole("10.1.0.0/24")]]);
    expect(interruptions(found.waves)).toEqual([]);
    expect(unservedChanges(found)).toEqual([]);
  });

  test("one of two subnets goes", () => {
    const two = withSubnets(PAIR, { id: 1, net: 1, pool: 99 }, { id: 2, net: 2, pool: 99 });
    const { found } = planned(two, PAIR);
    expect(ends(found)).toEqual([["set h1 declared", whole("10.2.0.0/24")]]);
  });

  test("all members of a relationship leave it", () => {
    const { found } = planned(hub(2), { ...hub(2), pairs: hub(2).pairs.slice(0, 1) });
    expect(ends(found).map(([, what]) => what)).toEqual([whole("10.2.0.0/24")]);
  });

  test("prefixes go, and addresses stay", () => {
    const v6 = hub(1, Family.V6);
    const { servers, surveys: all, fleet } = situation(v6, v6);
    const surveys = new Map(
      [...all].map(([name, survey]) => {
        const { Dhcp6: root } = survey.running as { Dhcp6: { subnet6: JsonMap[] } };
        const pd = [{ prefix: "2001:db8:f00::", "prefix-len": 40, "delegated-len": 56 }];
        const subnet6 = root.subnet6.map((subnet) => ({ ...subnet, "pd-pools": pd }));
        return [name, { ...survey, running: { Dhcp6: { ...root, subnet6 } } as JsonMap }];
      }),
    );
    const found = plan(servers, fleet, surveys);
    expect(ends(found).map(([, what]) => what)).toEqual([[{ subnet: "2001:db8:1::/64", offer: "prefixes" }]]);
  });
});
