import * as fc from "fast-check";
import type { JsonMap } from "../../../kea/json";
import { inTouch, placesOf } from "../../../rollout/plan/contact";
import { BY_HAND, type Dark, mirrored, staleHearers } from "../../../rollout/plan/dark";
import type { Declaration } from "../../../rollout/plan/declaration";
import { factsOf, ownScopes } from "../../../rollout/plan/facts";
import { leftOut } from "../../../rollout/plan/left-out";
import { unservedChanges } from "../../../rollout/plan/obstacles";
import { plan } from "../../../rollout/plan/plan";
import { strangers, unknownUpdates } from "../../../rollout/plan/service";
import { moments, simulate } from "../../../rollout/plan/simulate";
import { normalState } from "../../../rollout/plan/state-machine";
import type { Step } from "../../../rollout/plan/steps";
import type { Survey } from "../../../rollout/plan/survey";
import { worldOf } from "../../../rollout/plan/world";
import { changes, hub, situation, type Spec } from "../../support/generate-changes";

type Given = ReturnType<typeof situation>;

const GONE = { why: "Kea does not run there.", isDown: true };

const IN_TOUCH: JsonMap = { "in-touch": true };

/**
 * What a server says when all is well, but that it serves alone where its partner is dark; or, instead, how it
 * sees that partner.
 */
function statusOf(
  { servers, surveys }: Given,
  name: string,
  running: JsonMap,
  dark: Dark,
  seen?: JsonMap,
): JsonMap {
  const own = servers.find((server) => server.name === name)!;
  const isDark = (member: string) =>
    servers.some(
      (server) =>
        dark.has(server.name) &&
        [server.declared, surveys.get(server.name)!.running].some((config) =>
          factsOf(own.family, config).roles.some(({ self }) => self === member),
        ),
    );
  const entries = factsOf(own.family, running).roles.map((role): JsonMap => {
    const partner = role.role === "backup" ? undefined : role.peers.find((peer) => peer.role !== "backup");
    const isAway = partner !== undefined && isDark(partner.name);
    const alone = isAway && seen === undefined;
    const remote = isAway ? (seen ?? { "in-touch": false }) : IN_TOUCH;
    const scopes = alone ? [role.primary ?? role.self] : [...ownScopes(role)];
    const local = { "server-name": role.self, state: alone ? "partner-down" : normalState(role), scopes };
    return { "ha-servers": { local, ...(partner && { remote }) } };
  });
  return entries.length > 0 ? { "high-availability": entries } : {};
}

/** A situation in which some servers do not answer. Their partners have taken over, or see them as is said. */
function darkened(given: Given, hosts: readonly string[], seen?: JsonMap) {
  const { servers, fleet } = given;
  const dark: Dark = new Map(
    servers.filter(({ host }) => hosts.includes(host)).map(({ name }) => [name, GONE]),
  );
  const surveys = new Map(
    [...given.surveys]
      .filter(([name]) => !dark.has(name))
      .map(([name, survey]): [string, Survey] => [
        name,
        { ...survey, status: statusOf(given, name, survey.running, dark, seen) },
      ]),
  );
  const relationships = fleet.relationships.map(({ name, family, declared }) => ({
    ...{ name, where: "", family, members: declared },
  }));
  const declaration = { manifest: { relationships }, servers, fleet, findings: [] } as unknown as Declaration;
  const known = new Map([...given.surveys].map(([name, { running }]) => [name, running]));
  const left = leftOut({ declaration, surveys, dark, known });
  const now = left.declaration;
  const found = plan(now.servers, now.fleet, surveys, undefined, undefined, mirrored(servers, surveys, dark));
  return { dark, surveys, left, found };
}

const stepsOf = ({ waves }: ReturnType<typeof plan>) => waves.flat().flatMap(({ steps }) => steps);
const setsOf = (found: ReturnType<typeof plan>) =>
  stepsOf(found).flatMap((step) =>
    step.kind === "set" ? [`${step.server.replace("-dhcp4", "")} ${step.sends}`] : [],
  );
const told = (steps: readonly Step[]) =>
  steps.map((step) => JSON.stringify({ ...step, interruption: undefined })).join("\n");

/** What every server runs after the rollout, dark ones what they ran. */
function after(given: Given, { found, left }: ReturnType<typeof darkened>): Map<string, JsonMap> {
  const runs = new Map([...given.surveys].map(([name, { running }]) => [name, running]));
  for (const { name, declared } of left.declaration.servers)
    if (!found.unchanged.includes(name)) runs.set(name, declared);
  return runs;
}

const surveyed = (given: Given, runs: ReadonlyMap<string, JsonMap>) =>
  new Map(
    [...given.surveys].map(([name, survey]): [string, Survey] => {
      const running = runs.get(name)!;
      const status = statusOf(given, name, running, new Map());
      const commands = status["high-availability"] ? ["ha-heartbeat"] : [];
      return [name, { ...survey, running, status, commands }];
    }),
  );

// ------------------------------------------------------------------------------------ promises

const RUNS = Number(process.env.RUNS ?? 150);
const SEED = process.env.SEED === undefined ? 20260101 : Number(process.env.SEED);

const always = (check: (given: Given, dark: string) => void) =>
  fc.assert(
    fc.property(changes, fc.nat({ max: 99 }), ({ from, to }, pick) => {
      const given = situation(from, to);
      check(given, given.servers[pick % given.servers.length]!.host);
    }),
    { numRuns: RUNS, seed: SEED },
  );

test("whatever changes, and whoever is dark: nobody serves next to a server that he exchanges no leases with", () => {
  always((given, host) => {
    const { found } = darkened(given, [host]);
    let world = found.world;
    for (const step of stepsOf(found))
      for (const moment of moments(world, step)) {
        world = moment;
        const trouble = [...strangers(world), ...unknownUpdates(world)];
        // A helper that knows a new subnet serves it in the milliseconds until its partner is set.
        if (trouble.length > 0 && step.kind !== "hand-over")
          throw new Error(`${host} is dark: ${trouble[0]!.text}\n${told(stepsOf(found))}`);
      }
  });
});

test("who comes back with what it ran finds partners that understand it, and refuse none of its leases", () => {
  always((given, host) => {
    const went = darkened(given, [host]);
    const before = worldOf(given.servers, given.surveys);
    const world = worldOf(given.servers, surveyed(given, after(given, went)));
    const trouble = [...strangers(world), ...unknownUpdates(world)];
    if (trouble.length > 0)
      throw new Error(`${host} is back: ${trouble[0]!.text}\n${told(stepsOf(went.found))}`);
    for (const name of went.dark.keys())
      for (const place of placesOf(before.servers.get(name)!)) {
        if (!inTouch(before, place)) continue;
        const now = placesOf(world.servers.get(name)!).find(({ role }) => role.self === place.role.self)!;
        if (!inTouch(world, now)) throw new Error(`${host} is back, and ${now.role.self} has no partner`);
      }
  });
});

test("when it is back, the next rollout brings everything to what is declared", () => {
  always((given, host) => {
    const surveys = surveyed(given, after(given, darkened(given, [host])));
    const found = plan(given.servers, given.fleet, surveys);
    const end = stepsOf(found).reduce(simulate, found.world);
    for (const { name, family, declared } of given.servers) {
      const server = end.servers.get(name)!;
      if (!found.unchanged.includes(name)) expect(server.facts).toEqual(factsOf(family, declared));
      for (const place of placesOf(server))
        if (place.member.state !== normalState(place.role))
          throw new Error(`${name} ${place.role.self} is ${place.member.state}\n${told(stepsOf(found))}`);
    }
  });
});

test("a second rollout while it is still dark has nothing to do", () => {
  always((given, host) => {
    const went = darkened(given, [host]);
    const again = darkened({ ...given, surveys: surveyed(given, after(given, went)) }, [host]);
    expect(setsOf(again.found)).toEqual([]);
    expect(again.left.pending).toEqual(went.left.pending);
  });
});

// ------------------------------------------------------------------------------------ cases

const THREE = hub(3);
const with_ = (
  change: (pair: Spec["pairs"][number]) => Partial<Spec["pairs"][number]>,
  ...hosts: string[]
): Spec => ({
  ...THREE,
  pairs: THREE.pairs.map((pair) => (hosts.includes(pair.primary) ? { ...pair, ...change(pair) } : pair)),
});
const pool = (...hosts: string[]) =>
  with_(({ subnets }) => ({ subnets: subnets.map((one) => ({ ...one, pool: 98 })) }), ...hosts);
const more = { id: 50, net: 50, pool: 99, shared: false };

test("of a dark spoke nothing changes, and its hub is not set: it does not matter", () => {
  const { left, found } = darkened(situation(THREE, { ...THREE, lifetimes: { h1: 3700 } }), ["h2"]);
  expect([left.pending, left.waits, setsOf(found)]).toEqual([[], [], ["h1 declared"]]);
});

test("the hub of a dark spoke is set: its clients wait for seconds, which has to be allowed", () => {
  const { left, found } = darkened(situation(THREE, pool("h1")), ["h2"]);
  expect(setsOf(found)).toEqual(["h200 declared", "h0 declared", "h1 declared"]);
  expect(left.pending).toEqual([]);
  expect(left.waits).toEqual([["h0-dhcp4", "keeps short timers towards its partner until h2 answers"]]);
  expect(unservedChanges(found)).toEqual([
    "h0-dhcp4: while it is set, nobody can serve r1 for about 10.1 s: h2-dhcp4 does not answer. Bring it back first, or allow it (--allow-interruption).",
  ]);
});

test("a spoke that is back gets its own timers when the last one is: the others' clients do not wait for that", () => {
  const to = pool("h1");
  const first = darkened(situation(THREE, to), ["h2", "h3"]);
  const hurried = first.found.configurations.get("h0-dhcp4 declared")!;
  const given = situation(to, to);
  const hub = { ...given.surveys.get("h0-dhcp4")!, running: hurried };
  const next = { ...given, surveys: new Map([...given.surveys, ["h0-dhcp4", hub] as const]) };
  expect(setsOf(darkened(next, ["h3"]).found)).toEqual([]);
  expect(setsOf(darkened(next, []).found)).toEqual(["h0 declared"]);
});

test("who is reached by its partner alone is no reason to hurry", () => {
  const { left, found } = darkened(situation(THREE, pool("h1")), ["h2"], IN_TOUCH);
  expect([left.waits, unservedChanges(found)]).toEqual([[], []]);
});

test.each<[string, JsonMap]>([
  ["did not answer its last heartbeat", { "in-touch": true, age: 3, "last-state": "unavailable" }],
  ["owes it a heartbeat", { "in-touch": true, age: 14, "last-state": "hot-standby" }],
  ["is taken for lost", { "in-touch": false, "last-state": "unavailable" }],
])("a hub helps its other spokes although a dark one %s", (_, seen) => {
  const { left, found } = darkened(situation(THREE, pool("h1")), ["h2"], seen);
  expect(left.waits).toEqual([["h0-dhcp4", "keeps short timers towards its partner until h2 answers"]]);
  expect(unservedChanges(found)).toEqual([]);
  expect(stepsOf(found)).toContainEqual(expect.objectContaining({ kind: "hand-over", owner: "h1-dhcp4" }));
});

test("what a hub says of a dark spoke counts when it has heard it since, or no more", () => {
  const given = situation(THREE, THREE);
  const stale = (seen: JsonMap, goneMs: number) => {
    const { surveys, dark } = darkened(given, ["h2"], seen);
    return staleHearers(given.servers, surveys, dark, goneMs);
  };
  const heard = (age: number): JsonMap => ({ "in-touch": true, age, "last-state": "hot-standby" });
  expect(stale(heard(4), 4_900)).toEqual(["h0-dhcp4"]);
  expect(stale(heard(4), 5_000)).toEqual([]);
  expect(stale(heard(13), 0)).toEqual([]);
  const left: Dark = new Map([["h2-dhcp4", { why: BY_HAND, isDown: false }]]);
  expect(staleHearers(given.servers, darkened(given, ["h2"], heard(4)).surveys, left, 0)).toEqual([]);
});

test("a dark spoke that is to change is pending; pools change everywhere else", () => {
  const { left, found } = darkened(situation(THREE, pool("h1", "h2", "h3")), ["h2"]);
  expect(left.pending).toEqual(["h2-dhcp4"]);
  expect(setsOf(found)).toEqual(["h200 declared", "h0 declared", "h1 declared", "h3 declared"]);
});

test.each<[string, Spec, string]>([
  [
    "gets a subnet",
    with_(({ subnets }) => ({ subnets: [...subnets, more] }), "h2"),
    "leaves r1 as it is until h2 answers",
  ],
  ["loses a subnet", with_(() => ({ subnets: [more] }), "h2"), "leaves r1 as it is until h2 answers"],
  ["gets another port", with_(() => ({ port: 8100 }), "h2"), "leaves r1 as it is until h2 answers"],
  [
    "is no more",
    { ...THREE, pairs: THREE.pairs.filter(({ primary }) => primary !== "h2") },
    "keeps r1-h2+r1-h0+r1-h200 until h2 answers",
  ],
])("a relationship of a dark spoke that %s stays as it is", (_, to, what) => {
  const { left } = darkened(situation(THREE, to), ["h2"]);
  expect(left.pending).toEqual(["h2-dhcp4"]);
  expect(left.waits).toContainEqual(["h0-dhcp4", what]);
  expect(left.waits).toContainEqual(["h200-dhcp4", what]);
});

test("a new site that is not there yet is left out of its hub's configuration", () => {
  const [first, second, third] = THREE.pairs;
  const { left, found } = darkened(situation({ ...THREE, pairs: [first!, second!] }, THREE), [
    third!.primary,
  ]);
  expect(left.waits).toEqual(
    [
      ["h200-dhcp4", "gets no r2 until h3 answers"],
      ["h0-dhcp4", "gets no r2 until h3 answers"],
    ].sort((a, b) => Number(a[0] === "h200-dhcp4") - Number(b[0] === "h200-dhcp4")),
  );
  expect(setsOf(found)).toEqual([]);
});

test("a dead hub blocks what needs it: a spoke's own settings change, its subnets wait", () => {
  const changed = {
    ...with_(({ subnets }) => ({ subnets: [...subnets, more] }), "h2"),
    lifetimes: { h1: 3700 },
  };
  const { left, found } = darkened(situation(THREE, changed), ["h0"]);
  expect(setsOf(found)).toEqual(["h1 declared"]);
  expect(left.pending).toEqual(["h0-dhcp4"]);
  expect(left.waits).toContainEqual(["h2-dhcp4", "leaves r1 as it is until h0 answers"]);
});

test("a dark backup does not keep a subnet away: it hears of no lease until it is back", () => {
  const { left, found } = darkened(
    situation(
      THREE,
      with_(({ subnets }) => ({ subnets: [...subnets, more] }), "h2"),
    ),
    ["h200"],
  );
  expect(setsOf(found)).toEqual(["h0 declared", "h2 declared"]);
  expect(left.pending).toEqual(["h200-dhcp4"]);
  expect(left.waits).toContainEqual(["h0-dhcp4", "tells no leases of r1 to its backup until h200 answers"]);
});

test("a server of which nobody knows what it runs is pending", () => {
  const given = situation(THREE, THREE);
  const { declaration } = darkened(given, []).left;
  const surveys = new Map([...given.surveys].filter(([name]) => name !== "h2-dhcp4"));
  const dark: Dark = new Map([["h2-dhcp4", GONE]]);
  expect(leftOut({ declaration, surveys, dark, known: new Map() }).pending).toEqual(["h2-dhcp4"]);
});
