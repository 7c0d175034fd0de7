import * as fc from "fast-check";
import { HaMode } from "../../../kea/model/relationship";
import { inTouch, placesOf } from "../../../rollout/plan/contact";
import { factsOf } from "../../../rollout/plan/facts";
import { watch } from "../../../rollout/plan/estimate";
import { NO_HEIRS } from "../../../rollout/plan/heirs";
import { plan } from "../../../rollout/plan/plan";
import { service, strangers, unknownUpdates } from "../../../rollout/plan/service";
import { play, simulate } from "../../../rollout/plan/simulate";
import { surplus } from "../../../rollout/plan/hand-overs";
import { normalState } from "../../../rollout/plan/state-machine";
import type { World } from "../../../rollout/plan/world";
import { changes, changesOf, hub, hubs, situation, type Spec } from "../../support/generate-changes";
import {
  checkNextRuns,
  checkWaysBack,
  type Moment,
  planned,
  stepsOf,
  told,
  trace,
} from "../../support/plan-promises";

/**
 * Lease updates that a server would refuse. A helper that knows a new subnet serves it in the milliseconds
 * until its partner is set: nobody has a lease of it yet.
 */
const refused = (start: World, { step, world }: Moment) =>
  unknownUpdates(world).filter(({ key }) => step.kind !== "hand-over" || service(start).has(key));

const RUNS = Number(process.env.RUNS ?? 150);
const SEED = process.env.SEED === undefined ? 20260101 : Number(process.env.SEED);
const always = (check: (from: Spec, to: Spec, what: string) => void, numRuns = RUNS) =>
  fc.assert(
    fc.property(changes, ({ from, to, what }) => check(from, to, what)),
    { numRuns, seed: SEED },
  );

test("nobody serves a subnet next to a server that he exchanges no leases with", () => {
  always((from, to) => {
    const { found } = planned(from, to);
    for (const { world } of trace(found.world, stepsOf(found)))
      if (strangers(world).length > 0)
        throw new Error(`${world.now}: ${strangers(world)[0]!.text}\n${told(stepsOf(found))}`);
  });
});

test("no lease update about a subnet goes to a server that does not know it", () => {
  always((from, to) => {
    const { found } = planned(from, to);
    for (const moment of trace(found.world, stepsOf(found)))
      if (refused(found.world, moment).length > 0)
        throw new Error(
          `${moment.world.now}: ${refused(found.world, moment)[0]!.text}\n${told(stepsOf(found))}`,
        );
  });
});

test("each server ends with what is declared, in its start-up file too, healthy, and with what is its own", () => {
  always((from, to) => {
    const { servers, found } = planned(from, to);
    const end = stepsOf(found).reduce(simulate, found.world);
    for (const { name, family, declared } of servers) {
      const server = end.servers.get(name)!;
      if (!found.unchanged.includes(name)) {
        expect(server.facts).toEqual(factsOf(family, declared));
        expect(server.written).toEqual(server.facts);
      }
      for (const place of placesOf(server)) {
        if (place.member.state !== normalState(place.role))
          throw new Error(`${name} ${place.role.self} is ${place.member.state}\n${told(stepsOf(found))}`);
        if (place.role.role !== "backup" && place.role.mode !== "passive-backup")
          expect(inTouch(end, place)).toBeDefined();
      }
    }
    expect(surplus(end).map(({ role }) => role.self)).toEqual([]);
  });
});

test("clients wait only where members change as a whole, and then for seconds", () => {
  always((from, to) => {
    const { found, fleet } = planned(from, to);
    const kinds = new Set(found.changes.values());
    const passive = [from, to].some(({ pairs }) => pairs.some(({ mode }) => mode === "passive-backup"));
    const declared = new Set(
      fleet.servers.flatMap((s) => s.subnets.map(({ prefix }) => `${s.family} ${prefix}`)),
    );
    const watched = watch(found.world, NO_HEIRS);
    play(found.world, stepsOf(found)).forEach(watched.see);
    const gaps = [...watched.gaps().values()].flat().filter(({ key }) => declared.has(key));
    const whole = kinds.has("incompatible") || kinds.has("new");
    // A heartbeat is 10 s.
    const most = whole ? 3_000 : kinds.has("joining") ? 11_000 : passive ? 400 : 300;
    for (const { key, ms } of gaps)
      if (ms > most) throw new Error(`${key} for ${ms} ms\n${told(stepsOf(found))}`);
  });
});

test("no server is set more often than it needs to be", () => {
  always((from, to, what) => {
    const { found } = planned(from, to);
    const sets = stepsOf(found).flatMap((step) => (step.kind === "set" ? [step.server] : []));
    const most = Math.max(0, ...sets.map((server) => sets.filter((one) => one === server).length));
    const simple = what.split(" and ").every((one) => /^(a lifetime|a pool|roles|a backup)/.test(one));
    expect(most).toBeLessThanOrEqual(simple ? 1 : 3);
  });
});

test("a failure at any step has a way back, with the same promises", () => {
  always((from, to) => checkWaysBack(from, to));
});

test("where a rollout is killed after any step, the next one goes on, and lets who pauses serve again", () => {
  // Where several changes meet, it may have to ask for more than one of them would need.
  always((from, to, what) => {
    if (!what.includes(" and ")) checkNextRuns(from, to);
  }, RUNS / 3);
});

describe("where it is killed after a backup or a hub got another prefix, id or site alone", () => {
  const subnet = (id: number, net: number) => ({ id, net, pool: 99, shared: false });
  const change = (from: Spec, edit: (pair: Spec["pairs"][number]) => Partial<Spec["pairs"][number]>) => ({
    ...from,
    pairs: from.pairs.map((pair) => ({ ...pair, ...edit(pair) })),
  });
  const old = (mode: HaMode) => change(hub(1), () => ({ mode, subnets: [subnet(1, 1), subnet(2, 2)] }));

  test.each([HaMode.HOT_STANDBY, HaMode.LOAD_BALANCING])("the next one goes on, in %s", (mode) => {
    const replaced = [subnet(1, 53), subnet(2, 2)];
    checkNextRuns(
      old(mode),
      change(old(mode), () => ({ subnets: replaced })),
    );
    checkNextRuns(
      old(mode),
      change(old(mode), () => ({ subnets: [subnet(9, 9), subnet(2, 2)], suffix: "x" })),
    );
  });

  test("members whose backup alone knows the new prefix change together", () => {
    const from = old(HaMode.HOT_STANDBY);
    const to = change(from, () => ({ subnets: [subnet(1, 53), subnet(2, 2)] }));
    const { servers, surveys, fleet } = situation(from, to);
    const [backup] = servers.filter(({ name }) => name === "h200-dhcp4");
    const now = new Map(surveys).set(backup!.name, {
      ...surveys.get(backup!.name)!,
      running: backup!.declared,
    });
    expect(plan(servers, fleet, now).changes).toEqual(new Map([["r0", "incompatible"]]));
  });

  test("a hub that serves a site that was never set says why it is to be allowed", () => {
    const from = hub(1);
    const renumbered = change(from, () => ({ subnets: [subnet(52, 1)] }));
    const site = { ...from.pairs[0]!, name: "new", primary: "h90", port: 8200, subnets: [subnet(70, 70)] };
    const to = { ...renumbered, pairs: [...renumbered.pairs, site] };
    expect(() => checkNextRuns(from, to)).toThrow(
      /^h0-dhcp4: while it is set, nobody can serve new for about \d+ s: new-h90 runs on no server yet, and is set afterwards\. Wait/,
    );
  });
});

test("the same holds for hubs of nearly a hundred spokes", () => {
  fc.assert(
    fc.property(changesOf(hubs), ({ from, to }) => {
      const { servers, found } = planned(from, to);
      const moments = trace(found.world, stepsOf(found));
      for (const moment of moments) {
        expect(strangers(moment.world)).toEqual([]);
        expect(refused(found.world, moment)).toEqual([]);
      }
      const end = moments.at(-1)?.world ?? found.world;
      for (const { name, family, declared } of servers)
        if (!found.unchanged.includes(name))
          expect(end.servers.get(name)!.facts).toEqual(factsOf(family, declared));
      expect(surplus(end)).toEqual([]);
    }),
    { numRuns: 10, seed: SEED },
  );
});

test("the plan for a hub with a hundred spokes takes less than two seconds of a processor", () => {
  const from = hub(100);
  const to = { ...from, lifetimes: Object.fromEntries(from.pairs.map(({ primary }) => [primary, 3700])) };
  to.lifetimes["h0"] = 3700;
  const { servers, surveys, fleet } = situation(from, to);
  const started = process.cpuUsage();
  const found = plan(servers, fleet, surveys);
  const { user } = process.cpuUsage(started);
  expect(stepsOf(found).filter(({ kind }) => kind === "set")).toHaveLength(101);
  expect(user / 1e6).toBeLessThan(2);
});
