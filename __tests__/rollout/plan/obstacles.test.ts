import type { JsonMap } from "../../../kea/json";
import { HaMode } from "../../../kea/model/relationship";
import type { Declaration } from "../../../rollout/plan/declaration";
import { sickRelationships, unallowed, unservedChanges } from "../../../rollout/plan/obstacles";
import { type Plan, plan } from "../../../rollout/plan/plan";
import { service } from "../../../rollout/plan/service";
import { simulate } from "../../../rollout/plan/simulate";
import { describePlannedStep } from "../../../rollout/plan/steps";
import type { Survey } from "../../../rollout/plan/survey";
import { drawnIn, vainWaits } from "../../../rollout/plan/terminated";
import { undo } from "../../../rollout/plan/undo";
import { withServer } from "../../../rollout/plan/world";
import { hub, PAIR, type PairSpec, situation, type Spec } from "../../support/generate-changes";
import { stepsOf } from "../../support/plan-promises";

/** A hub, h0, of sites h1 and h2. */
const HUB = hub(2);
const with_ = (spec: Spec, change: Partial<PairSpec>): Spec => ({
  ...spec,
  pairs: spec.pairs.map((pair) => ({ ...pair, ...change })),
});
const ONE_SITE: Spec = { ...HUB, lifetimes: { h1: 3700 } };

type Local = Record<string, { state?: string; scopes?: string[]; sees?: string }>;

/** Servers that run one topology and are declared as another, of which members say something else than is normal. */
function found(from: Spec, to: Spec, says: Local = {}, off: Record<string, JsonMap> = {}) {
  const all = situation(from, to);
  const mode = from.pairs[0]!.mode;
  const surveys = new Map(
    [...all.surveys].map(([name, survey]): [string, Survey] => {
      const entries = (survey.status["high-availability"] ?? []) as { "ha-servers": { local: JsonMap } }[];
      const changed = entries.map(({ "ha-servers": { local } }) => {
        const { sees = mode, ...own } = says[local["server-name"] as string] ?? {};
        const remote = local.state !== "backup" && {
          remote: { "last-state": sees, "in-touch": true, "communication-interrupted": false },
        };
        return { "ha-servers": { local: { ...local, ...own }, ...remote } };
      });
      const switched = off[name.replace("-dhcp4", "")];
      const status: JsonMap = {
        ...(entries.length > 0 && { "high-availability": changed }),
        ...(switched && { "dhcp-state": { "globally-disabled": true, ...switched } }),
      };
      return [name, { ...survey, status }];
    }),
  );
  const todo = plan(all.servers, all.fleet, surveys);
  const declaration = { servers: all.servers, fleet: all.fleet } as unknown as Declaration;
  const sick = sickRelationships(declaration, surveys, new Set(todo.differences.keys()));
  return { ...all, surveys, todo, sick: sick.map((one) => [one.relationship.name, one.passing]) };
}

const words = (todo: Plan) => stepsOf(todo).map(describePlannedStep);
const sets = (todo: Plan) =>
  stepsOf(todo).flatMap((step) => (step.kind === "set" ? [`${step.server} ${step.sends}`] : []));

test("a site's change waits while another site fetches leases from their hub, whose one switch is off meanwhile", () => {
  const { sick } = found(
    HUB,
    ONE_SITE,
    { "r1-h2": { state: "syncing", scopes: [] }, "r1-h0": { sees: "syncing" } },
    { h0: { "disabled-by-remote-command": [2000] } },
  );
  expect(sick).toEqual([["r0", true]]);
});

test("a hub that nobody is known to have switched off is no matter of waiting", () => {
  expect(found(HUB, ONE_SITE, {}, { h0: { "disabled-by-user": true } }).sick).toEqual([["r0", false]]);
});

test("a switch that a half-finished change of another relationship holds is let go first: nobody waits, or is refused", () => {
  const ports = { ...HUB, pairs: HUB.pairs.map((pair, at) => (at === 1 ? { ...pair, port: 8100 } : pair)) };
  const to = { ...ports, lifetimes: { h1: 3700 } };
  const half = found(HUB, to);
  const done = situation(ports, ports);
  const off = { "dhcp-state": { "globally-disabled": true, "disabled-by-local-command": [1001] } };
  const surveys = new Map(half.surveys);
  const hubNow = done.surveys.get("h0-dhcp4")!;
  const entries = (hubNow.status["high-availability"] as { "ha-servers": { local: JsonMap } }[]).map(
    ({ "ha-servers": { local } }, at) => ({
      "ha-servers": {
        local: { ...local, ...(at === 1 && { state: "ready", scopes: [] }) },
        remote: { "last-state": at === 1 ? "partner-down" : "hot-standby", "in-touch": true },
      },
    }),
  );
  surveys.set("h0-dhcp4", { ...hubNow, status: { "high-availability": entries, ...off } });
  const todo = plan(half.servers, half.fleet, surveys);
  const declaration = { servers: half.servers, fleet: half.fleet } as unknown as Declaration;
  expect(sickRelationships(declaration, surveys, new Set(todo.differences.keys()))).toEqual([]);
  expect(unallowed(todo)).toEqual([]);
  const order = sets(todo).map((set) => set.split(" ")[0]);
  expect(order.indexOf("h2-dhcp4")).toBeLessThan(order.indexOf("h1-dhcp4"));
});

test("a member that a killed rollout left pausing serves again first, where nothing else changes too", () => {
  for (const to of [PAIR, { ...PAIR, lifetimes: { h0: 3700, h1: 3700 } }]) {
    const { sick, todo } = found(PAIR, to, { "r0-h1": { scopes: [] } });
    expect(sick).toEqual([]);
    expect(words(todo)[0]).toBe("will serve r0 again");
    expect(todo.waves[0]![0]!.reason).toBe("what an interrupted rollout left open");
    expect(unallowed(todo)).toEqual([]);
  }
});

test("what a change costs clients is told although nobody served them when the rollout began", () => {
  const renumbered = with_(PAIR, { subnets: [{ ...PAIR.pairs[0]!.subnets[0]!, id: 52 }] });
  const { todo } = found(PAIR, renumbered, { "r0-h1": { scopes: [] } });
  const costs = stepsOf(todo).flatMap((step) => (step.kind === "set" ? [step.interruption.ms] : []));
  expect(Math.max(...costs)).toBeGreaterThan(1000);
});

test("both members of a load-balancing pair that pause serve their halves again", () => {
  const both = with_(PAIR, { mode: HaMode.LOAD_BALANCING });
  const { sick, todo } = found(both, both, { "r0-h1": { scopes: [] }, "r0-h0": { scopes: [] } });
  expect(sick).toEqual([]);
  expect(words(todo)).toEqual(["will serve r0 again", "will serve r0 again"]);
  const end = stepsOf(todo).reduce(simulate, todo.world);
  expect([...service(end).values()].flat()).toHaveLength(2);
});

test("one that pauses since its partner would refuse its leases serves when that one has been set back", () => {
  const renumbered = with_(PAIR, { subnets: [{ ...PAIR.pairs[0]!.subnets[0]!, id: 52 }] });
  const half = found(PAIR, PAIR, { "r0-h1": { scopes: [] } });
  const surveys = new Map(half.surveys);
  const standby = situation(renumbered, PAIR).surveys.get("h0-dhcp4")!;
  surveys.set("h0-dhcp4", { ...half.surveys.get("h0-dhcp4")!, running: standby.running });
  const todo = plan(half.servers, half.fleet, surveys);
  expect(words(todo).slice(0, 2)).toEqual([
    "will get a temporary configuration, with short heartbeats until its members have found each other",
    "will serve r0 again",
  ]);
});

const ENDED: Local = { "r0-h1": { state: "terminated" }, "r0-h0": { state: "terminated" } };

test("members that have terminated are set together, and also the one that runs what is declared", () => {
  const { sick, todo } = found(PAIR, { ...PAIR, lifetimes: { h0: 3700 } }, ENDED);
  expect(sick).toEqual([["r0", false]]);
  expect(sets(todo).slice(0, 2)).toEqual(["h0-dhcp4 quick", "h1-dhcp4 quick"]);
  expect(todo.waves[0]![0]!.reason).toBe("members that are terminated, and begin anew together");
  expect(todo.changes.get("r0")).toBe("terminated");
  const end = stepsOf(todo).reduce(simulate, todo.world);
  for (const { members } of end.servers.values()) expect(members[0]!.state).toBe("hot-standby");
  expect(unallowed(todo)).toEqual([]);
});

test("a pair that has terminated is left alone where none of its members is set", () => {
  expect(sets(found(PAIR, PAIR, ENDED).todo)).toEqual([]);
  const { todo, sick } = found(
    HUB,
    { ...HUB, lifetimes: { h2: 3700 } },
    {
      "r0-h1": { state: "terminated" },
      "r0-h0": { state: "terminated" },
    },
  );
  expect(sick).toEqual([]);
  expect(sets(todo)).toEqual(["h2-dhcp4 declared"]);
});

test("one that has terminated is not set while nobody knows what its partner does", () => {
  const { servers, surveys } = found(PAIR, { ...PAIR, lifetimes: { h1: 3700 } }, ENDED);
  const answering = new Map([...surveys].filter(([name]) => name === "h1-dhcp4"));
  const dark = (isDown: boolean) => new Map([["h0-dhcp4", { why: "", isDown }]]);
  const set = new Set(["h1-dhcp4"]);
  expect(vainWaits(servers, answering, dark(false), set)).toEqual([
    "r0-h1 on h1 is terminated, and its partner h0-dhcp4 does not answer. Once set, r0-h1 would serve nobody for as long as that one is terminated, too. Bring it back first; or, if it is gone for good, send ha-reset to r0-h1, and roll out when that is partner-down.",
  ]);
  expect(vainWaits(servers, answering, dark(true), set)).toEqual([]);
  expect(vainWaits(servers, answering, dark(false), new Set())).toEqual([]);
});

test("the partner of one that has terminated is its own, also where another relationship has members of the same names", () => {
  const [one, two] = HUB.pairs as [PairSpec, PairSpec];
  const chain = {
    ...HUB,
    pairs: [
      one,
      { ...two, primary: "h0", partner: "h2" },
      {
        ...two,
        name: "r2",
        primary: "h3",
        partner: "h2",
        port: 8002,
        subnets: [{ ...two.subnets[0]!, id: 3, net: 3 }],
      },
    ],
  };
  const { servers, surveys } = found(chain, chain, {
    "r2-h3": { state: "terminated" },
    "r2-h2": { state: "terminated" },
  });
  const names = { "r0-h1": "server1", "r2-h3": "server1", "r0-h0": "server2", "r2-h2": "server2" };
  const alike = new Map<string, Survey>(
    JSON.parse(
      Object.entries(names).reduce(
        (text, [from, to]) => text.replaceAll(`"${from}"`, `"${to}"`),
        JSON.stringify([...surveys]),
      ),
    ),
  );
  expect([...drawnIn(servers, alike, ["h3-dhcp4"])]).toEqual(["h2-dhcp4"]);
  expect([...drawnIn(servers, alike, ["h1-dhcp4"])]).toEqual([]);
  alike.delete("h2-dhcp4");
  const dark = new Map([["h2-dhcp4", { why: "", isDown: false }]]);
  expect(vainWaits(servers, alike, dark, new Set(["h3-dhcp4"]))).toEqual([
    expect.stringMatching(/^server1 on h3 is terminated, and its partner h2-dhcp4 does not answer\. /),
  ]);
});

test("who cannot help is named, and why, instead of settings that are as they should be", () => {
  const { todo } = found(
    PAIR,
    { ...PAIR, lifetimes: { h1: 3700 } },
    {},
    { h0: { "disabled-by-user": true } },
  );
  expect(unservedChanges(todo)).toEqual([
    expect.stringMatching(/ the DHCP service of h0-dhcp4 is switched off\. Mend that first, or allow it /),
  ]);
});

/** The way back from the first steps of a plan's first stage. */
function back(
  { todo, servers, surveys }: ReturnType<typeof found>,
  steps: number,
  lost: readonly string[] = [],
) {
  const [stage] = todo.waves.flat();
  const done = stage!.steps.slice(0, steps);
  const before = new Map(
    stage!.steps.flatMap((step) =>
      step.kind === "set" ? [[step.server, surveys.get(step.server)!.running] as const] : [],
    ),
  );
  const world = done.reduce(simulate, todo.world);
  return undo({ stage: stage!, done, before, world, lost: new Set(lost) }, servers, todo.names).steps;
}

test("a rollout that ends when one of two terminated members was set sets both back, since one alone would wait", () => {
  const all = found(PAIR, { ...PAIR, lifetimes: { h0: 3700 } }, ENDED);
  const sent = back(all, 1).flatMap((step) => (step.kind === "set" ? [step.server] : []));
  expect(new Set(sent)).toEqual(new Set(["h0-dhcp4", "h1-dhcp4"]));
});

test("who paused for a partner that cannot be set back serves again", () => {
  const renumbered = with_(PAIR, { subnets: [{ ...PAIR.pairs[0]!.subnets[0]!, id: 52 }] });
  const all = found(PAIR, renumbered);
  expect(
    stepsOf(all.todo)
      .slice(0, 2)
      .map(({ kind }) => kind),
  ).toEqual(["pause", "set"]);
  expect(back(all, 1).map(describePlannedStep)).toEqual(["will serve r0 again"]);
  // Its partner goes on with the other id, and refuses its leases: that ends, a pause that nobody ends does not.
  expect(back(all, 2, ["h0-dhcp4"]).map(describePlannedStep)).toEqual(["will serve r0 again"]);
  // Its partner ran the other id when it died: it refuses no lease any more.
  const [stage] = all.todo.waves.flat();
  const done = stage!.steps.slice(0, 2);
  const world = done.reduce(simulate, all.todo.world);
  const dead = { ...world.servers.get("h0-dhcp4")!, dead: true };
  const way = undo(
    {
      ...{ stage: stage!, done, lost: new Set(["h0-dhcp4"]), world: withServer(world, dead) },
      before: new Map([["h0-dhcp4", all.surveys.get("h0-dhcp4")!.running]]),
    },
    all.servers,
    all.todo.names,
  );
  expect(way.steps.map(describePlannedStep)).toEqual(["will serve r0 again"]);
});
