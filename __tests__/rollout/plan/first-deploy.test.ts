import * as fc from "fast-check";
import { HaMode } from "../../../kea/model/relationship";
import { unservedChanges, unwantedTakeovers } from "../../../rollout/plan/obstacles";
import { placesOf } from "../../../rollout/plan/contact";
import { factsOf } from "../../../rollout/plan/facts";
import { type Plan, plan } from "../../../rollout/plan/plan";
import { isServed, service, strangers } from "../../../rollout/plan/service";
import { aftermath, simulate } from "../../../rollout/plan/simulate";
import { normalState } from "../../../rollout/plan/state-machine";
import type { ServerState, World } from "../../../rollout/plan/world";
import { hub, type PairSpec, situation, type Spec, specs } from "../../support/generate-changes";
import { checkWaysBack, planned, stepsOf, told, trace } from "../../support/plan-promises";

const nothing = (spec: Spec): Spec => ({ ...spec, pairs: [] });
const deployed = (to: Spec, from = nothing(to)) => planned(from, to).found;

const short = (name: string) => name.replace("-dhcp4", "");
/** The servers that each stage sets, `+` between those of one stage, a list for each wave. */
const sets = ({ waves }: Plan) =>
  waves.map((wave) =>
    wave.map(({ steps }) =>
      steps.flatMap((step) => (step.kind === "set" ? [short(step.server)] : [])).join("+"),
    ),
  );
const gates = ({ waves }: Plan) =>
  waves.flat().map(({ steps }) => steps.flatMap((step) => (step.kind === "gate" ? step.relationships : [])));

/** Pairs of servers, `primary partner` each. */
const pairs = (...all: string[]): Spec => ({
  ...hub(1),
  pairs: all.map((pair, index): PairSpec => {
    const [primary, partner] = pair.split(" ") as [string, string];
    const subnets = [{ id: index + 1, net: index + 1, pool: 99, shared: false }];
    return {
      ...hub(1).pairs[0]!,
      ...{ name: `r${index}`, primary, partner, backup: undefined, port: 8000 + index, subnets },
    };
  }),
});

test("a hub and its sites: the backup, the hub, and then all sites at the same time, each by itself", () => {
  const found = deployed(hub(3));
  expect(sets(found)).toEqual([["h200"], ["h0"], ["h1", "h2", "h3"]]);
  expect(gates(found)).toEqual([[], [], ["r0"], ["r1"], ["r2"]]);
});

test("a backup is waited for as ever, a hub has to answer, and a site has to find it", () => {
  const waits = deployed(hub(2)).waves.map(([stage]) =>
    stage!.steps.flatMap((step) => (step.kind === "settle" ? [[step.members, step.isFirst]] : [])),
  );
  expect(waits).toEqual([[[["r0-h200", "r1-h200"], undefined]], [[[], true]], [[["r0-h1"], undefined]]]);
});

test("a hub that is the primary of all is set first as well", () => {
  expect(sets(deployed(pairs("h0 h1", "h0 h2", "h0 h3")))).toEqual([["h0"], ["h1", "h2", "h3"]]);
});

test("a chain: what hubs have among themselves is looked at while the sites find them", () => {
  const found = deployed(pairs("h1 h2", "h2 h3", "h3 h4"));
  expect(sets(found)).toEqual([["h3"], ["h2"], ["h1", "h4", ""]]);
  expect(gates(found)).toEqual([[], [], ["r0"], ["r2"], ["r1"]]);
});

test("a ring: every relationship is looked at once, and every server is set by itself", () => {
  const found = deployed(pairs("h1 h2", "h2 h3", "h3 h1"));
  expect(sets(found)).toEqual([["h3"], ["h2"], ["h1", ""]]);
  expect(gates(found)).toEqual([[], [], ["r0", "r2"], ["r1"]]);
});

test("sites with two hubs each are still on their own", () => {
  const found = deployed(pairs("h1 h8", "h1 h9", "h2 h8", "h2 h9", "h3 h8", "h3 h9"));
  expect(sets(found)).toEqual([
    ["h8", "h9"],
    ["h1", "h2", "h3"],
  ]);
});

test.each(Object.values(HaMode))("a plain pair in %s begins in one stage", (mode) => {
  const [pair] = pairs("h1 h2").pairs;
  const found = deployed({ ...hub(1), pairs: [{ ...pair!, mode }] });
  expect(sets(found).at(-1)).toEqual([mode === HaMode.PASSIVE_BACKUP ? "h1" : "h2+h1"]);
});

test("of more than ten one goes first by itself, and then as many as may at the same time", () => {
  const found = deployed(hub(25));
  expect(sets(found).map((wave) => wave.length)).toEqual([1, 1, 1, 9, 10, 5]);
});

test("servers that serve, or stand by for one that does, do not begin anew", () => {
  const one = pairs("h1 h0");
  expect(sets(deployed(pairs("h1 h0", "h2 h0", "h3 h0"), one))).toEqual([["h0+h2+h3"]]);
});

test("beside it, servers that serve change as ever", () => {
  const live = { ...pairs("h8 h9").pairs[0]!, name: "live", port: 8100, backup: "h200" };
  const subnets = [{ ...live.subnets[0]!, id: 90, net: 90 }];
  const from = { ...hub(1), pairs: [{ ...live, subnets }] };
  const to = { ...hub(3), pairs: [...from.pairs, ...hub(3).pairs], lifetimes: { h8: 3700, h9: 3700 } };
  const found = deployed(to, from);
  const first = stepsOf(found).flatMap((s) =>
    s.kind === "gate" ? [[s.relationships.join(), s.isFirst ?? false]] : [],
  );
  expect(Object.fromEntries(first)).toEqual({ live: false, r0: true, r1: true, r2: true });
  expect(stepsOf(found).filter((s) => s.kind === "hand-over")).toHaveLength(1);
});

test("nothing is announced: they had no service before, whoever serves while sites come", () => {
  for (const spec of [hub(12), pairs("h0 h1", "h0 h2", "h0 h3", "h0 h4")]) {
    const found = deployed(spec);
    const waits = stepsOf(found).flatMap((s) => (s.kind === "set" && s.interruption.ms > 0 ? [s] : []));
    expect(waits).toEqual([]);
    expect([...unservedChanges(found), ...unwantedTakeovers(found)]).toEqual([]);
  }
});

test("a site that is refused takes nobody with it", () => {
  for (const { steps, ifFails } of deployed(hub(4)).waves.at(-1)!) {
    const [site] = steps.flatMap((step) => (step.kind === "set" ? [step.server] : []));
    expect(ifFails.flatMap((step) => (step.kind === "set" ? [step.server] : []))).toEqual([site]);
  }
});

test("the next rollout sets the site that was refused, and nobody else", () => {
  const to = hub(3);
  const all = situation(to, to);
  const fresh = situation(nothing(to), to).surveys.get("h2-dhcp4")!;
  const surveys = new Map(all.surveys).set("h2-dhcp4", fresh);
  const found = plan(all.servers, all.fleet, surveys);
  expect([...found.changes]).toEqual([
    ["r0", "steady"],
    ["r1", "joining"],
    ["r2", "steady"],
  ]);
  expect(new Set(sets(found).flat())).toEqual(new Set(["h2"]));
});

const SEED = process.env.SEED === undefined ? 20260101 : Number(process.env.SEED);
const RUNS = Number(process.env.RUNS ?? 60);
const always = (check: (to: Spec) => void) =>
  fc.assert(fc.property(specs, check), { numRuns: RUNS, seed: SEED });

test("every first deploy ends with what is declared, healthy, and with nobody next to a stranger", () => {
  always((to) => {
    const { servers, found } = planned(nothing(to), to);
    for (const { world } of trace(found.world, stepsOf(found)))
      if (strangers(world).length > 0)
        throw new Error(`${strangers(world)[0]!.text}\n${told(stepsOf(found))}`);
    const end = stepsOf(found).reduce(simulate, found.world);
    for (const { name, family, declared } of servers) {
      const server = end.servers.get(name)!;
      expect(server.written).toEqual(factsOf(family, declared));
      for (const { role, member } of placesOf(server))
        if (member.state !== normalState(role))
          throw new Error(`${name} ${role.self} is ${member.state}\n${told(stepsOf(found))}`);
    }
  });
});

/** A hub that served alone, and let go when its site came, serves again once clients have waited. */
function isServedSoon(world: World, key: string): boolean {
  const servers = [...world.servers].map(([name, server]): [string, ServerState] => {
    const roles = server.facts.roles.map((role) => ({ ...role, unackedClients: 0 }));
    return [name, { ...server, facts: { ...server.facts, roles } }];
  });
  const soon = aftermath({ ...world, servers: new Map(servers) }).at(-1)!;
  return isServed(service(soon).get(key));
}

test("a first deploy that fails at any step has a way back", () => {
  always((to) => checkWaysBack(nothing(to), to, isServedSoon));
});
