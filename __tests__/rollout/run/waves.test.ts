import { setTimeout as sleep } from "node:timers/promises";
import { Family } from "../../../kea/model/family";
import { Outcome } from "../../../rollout/outcome";
import { type Plan, plan } from "../../../rollout/plan/plan";
import type { Stage } from "../../../rollout/plan/steps";
import { Stop } from "../../../rollout/run/stop";
import { runWaves, type WavesOptions } from "../../../rollout/run/waves";
import { hub, situation } from "../../support/generate-changes";

const SITES = 12;
const FROM = hub(SITES);

/** A hub with twelve sites, h1 to h12, of which each changes, and the hub too. */
function everywhere(policy: Parameters<typeof plan>[4] = {}): Plan {
  const lifetimes = Object.fromEntries(
    ["h0", ...FROM.pairs.map(({ primary }) => primary)].map((h) => [h, 3700]),
  );
  const { servers, fleet, surveys } = situation(FROM, { ...FROM, lifetimes });
  return plan(servers, fleet, surveys, undefined, policy);
}

const setIn = ({ steps }: Stage) =>
  steps.flatMap((step) => (step.kind === "set" ? [step.server.replace("-dhcp4", "")] : []));
const sizes = ({ waves }: Plan) => waves.map((wave) => wave.length);

test.each<[string, Parameters<typeof plan>[4], number[]]>([
  ["ten at a time, a first one alone", {}, [1, 1, 9, 2]],
  ["all at once", { width: 100, canary: false }, [1, 12]],
  ["four at a time", { width: 4, canary: false }, [1, 4, 4, 4]],
  ["all but a first one", { width: 100, canary: true }, [1, 1, 11]],
])("twelve sites after their hub: %s", (_, policy, expected) => {
  expect(sizes(everywhere(policy))).toEqual(expected);
});

const short = (server: string) => server.replace("-dhcp", "-");
const inWaves = ({ waves }: Plan) =>
  waves.map((wave) =>
    wave.flatMap(({ steps }) => steps.flatMap((s) => (s.kind === "set" ? short(s.server) : []))),
  );

describe("of sites with both families,", () => {
  /** A hub, a backup and twelve sites that run both families, host after host; each server changes, or begins. */
  function dualStack(isFirst: boolean, policy: Parameters<typeof plan>[4] = {}): Plan {
    const parts = Object.values(Family).map((family) => {
      const { pairs, ...rest } = hub(SITES, family);
      const to = { ...rest, pairs: pairs.map((pair) => ({ ...pair, name: `${pair.name}-${family}` })) };
      const lifetimes = Object.fromEntries(["h0", "h200", ...sites(1, SITES)].map((h) => [h, 3700]));
      return isFirst ? situation({ ...to, pairs: [] }, to) : situation(to, { ...to, lifetimes });
    });
    const servers = parts[0]!.servers.flatMap((server, index) => [server, parts[1]!.servers[index]!]);
    const surveys = new Map(parts.flatMap((part) => [...part.surveys]));
    const fleet = {
      servers: parts.flatMap((part) => part.fleet.servers),
      relationships: parts.flatMap((part) => part.fleet.relationships),
    };
    return plan(servers, fleet, surveys, undefined, policy);
  }

  test.each([
    ["change", false],
    ["begin", true],
  ])("one goes before the others with each of its families: they %s", (_, isFirst) => {
    const found = inWaves(dualStack(isFirst));
    const isSite = (server: string) => !/^h(0|200)-/.test(server);
    for (const family of ["-4", "-6"]) {
      const own = found.map((wave) => wave.filter((s) => isSite(s) && s.endsWith(family)));
      expect(own.find((wave) => wave.length > 0)).toEqual([`h1${family}`]);
    }
  });

  test("a twelfth that may fail is one of the twelve, with both its servers", async () => {
    const failing = (...servers: string[]) =>
      run(servers, { mayFail: 1 / SITES }, [], dualStack(false, { canary: false }));
    expect((await failing("h1", "h1-dhcp6")).done).toHaveLength(26);
    expect((await failing("h1", "h2")).done).not.toContain("h12-dhcp6");
  });
});

test("two hubs that share a backup are no sites: one of these goes alone", () => {
  const pairs = FROM.pairs.map((pair, index) => ({ ...pair, partner: index % 2 === 0 ? "h0" : "h100" }));
  const to = { ...FROM, pairs };
  const { servers, fleet, surveys } = situation({ ...to, pairs: [] }, to);
  const [backup, hubs, first] = inWaves(plan(servers, fleet, surveys));
  expect([backup, hubs, first]).toEqual([["h200-4"], ["h0-4", "h100-4"], ["h1-4"]]);
});

test("a few servers need no first one", () => {
  const small = hub(3);
  const { servers, fleet, surveys } = situation(small, {
    ...small,
    lifetimes: { h1: 3700, h2: 3700, h3: 3700 },
  });
  expect(sizes(plan(servers, fleet, surveys))).toEqual([3]);
});

/** Runs waves in which some stages fail. */
async function run(
  failing: readonly string[],
  options: Partial<WavesOptions> = {},
  dead: readonly string[] = [],
  of = everywhere({ width: 4, canary: false }),
) {
  const done: string[] = [];
  const ended = await runWaves(of, {
    mayFail: 0,
    signal: new AbortController().signal,
    begin: () => undefined,
    obstacle: async (stage) =>
      setIn(stage).some((host) => dead.includes(host)) ? `${setIn(stage)[0]} died` : undefined,
    run: async (stage) => {
      await sleep(1);
      const [host] = setIn(stage);
      if (failing.includes(host!)) throw new Stop(Outcome.UNDONE, [`${host} refused`]);
      done.push(host!);
    },
    ...options,
  }).catch((error: unknown) => error as Stop);
  return { done, problems: ended?.problems, outcome: ended?.outcome };
}

const sites = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `h${first + index}`);

test("the first failure ends it: the others of its wave finish, no further wave begins", async () => {
  expect(await run(["h2"])).toEqual({
    done: ["h0", "h1", "h3", "h4"],
    problems: ["h2 refused"],
    outcome: Outcome.UNDONE,
  });
});

test("a share of them may fail: the rest goes on", async () => {
  expect((await run(["h2"], { mayFail: 0.1 })).done).toEqual(["h0", "h1", ...sites(3, 12)]);
  expect(await run(["h2", "h5"], { mayFail: 0.1 })).toEqual({
    done: ["h0", "h1", "h3", "h4", "h6", "h7", "h8"],
    problems: ["h2 refused", "h5 refused"],
    outcome: Outcome.UNDONE,
  });
});

test("what shares a relationship with a failure is left, whatever may fail", async () => {
  expect((await run(["h0"], { mayFail: 1 })).done).toEqual([]);
});

test("a site that died by itself is left out, and ends nothing", async () => {
  expect(await run([], {}, ["h2"])).toEqual({
    done: ["h0", "h1", ...sites(3, 12)],
    problems: ["h2 died"],
    outcome: Outcome.UNDONE,
  });
});

test("what could not be undone ends it at once, whatever may fail", async () => {
  const broken = async (stage: Stage) => {
    if (setIn(stage).includes("h2")) throw new Stop(Outcome.BROKEN, ["h2 is lost"]);
  };
  expect(await run([], { mayFail: 1, run: broken })).toMatchObject({ outcome: Outcome.BROKEN });
});

test("what is interrupted between two waves is not done, and says how far it came", async () => {
  const interrupted = new AbortController();
  const begin = (wave: number) => wave === 1 && interrupted.abort();
  const { done, problems, outcome } = await run([], { signal: interrupted.signal, begin });
  expect(done).toEqual(["h0", ...sites(1, 4)]);
  expect(problems).toEqual(["Interrupted after wave 2 of 4. Roll out again to go on from there."]);
  expect(outcome).toBe(Outcome.UNDONE);
});

test("what is interrupted when all waves are over is done", async () => {
  const interrupted = new AbortController();
  const begin = (wave: number) => wave === 3 && interrupted.abort();
  const { done, outcome } = await run([], { signal: interrupted.signal, begin });
  expect([done.length, outcome]).toEqual([SITES + 1, undefined]);
});
