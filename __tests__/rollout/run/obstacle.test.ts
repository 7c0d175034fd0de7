import { health } from "../../../kea/shown/health";
import { type Json, type JsonMap, list, map } from "../../../kea/json";
import { plan } from "../../../rollout/plan/plan";
import { obstacleTo, repairedBy } from "../../../rollout/run/obstacle";
import { hub, situation } from "../../support/generate-changes";

/** What a server says of a member that it is, where that is not as usual: of itself, and of its partner. */
type Says = Readonly<Record<string, { readonly local?: JsonMap; readonly remote?: JsonMap }>>;

const SITES = hub(2);
const SET = "h2-dhcp4";
const HUB = "h0-dhcp4";

/** A server's status with what it says of each member that it is. */
function saying(status: Json, says: Says): Json {
  const entries = list(map(status)["high-availability"]).map((entry): JsonMap => {
    const { local } = map(map(entry)["ha-servers"]);
    const { state, "server-name": name } = map(local);
    const own = says[String(name)] ?? {};
    const usual = { "last-state": state, "in-touch": true, "communication-interrupted": false };
    const remote = state === "backup" ? undefined : { ...usual, ...own.remote };
    return { "ha-servers": { local: { ...map(local), ...own.local }, remote } as JsonMap };
  });
  return { ...map(status), "high-availability": entries };
}

/** Begins the stage that sets the second site of a hub, when its servers say this, and after that something else. */
async function begin(
  says: Says,
  { silent = "", later = says, was = "healthy", hub: hubSays = {} as JsonMap, patienceMs = 5_000 } = {},
) {
  const lifetimes = { h1: 3700, h2: 3700 };
  const { servers, fleet, surveys } = situation(SITES, { ...SITES, lifetimes });
  const stage = plan(servers, fleet, surveys)
    .waves.flat()
    .find(({ steps }) => steps.some((step) => step.kind === "set" && step.server === SET))!;
  const statuses = (said: Says) =>
    new Map([...surveys].map(([name, { status }]) => [name, saying(status, said)]));
  const healthy = fleet.relationships.map((view) => health(view, statuses({}))).filter((r) => r.healthy);
  expect(healthy).toHaveLength(2);
  const first = statuses(says);
  const answers = [first.set(HUB, { ...map(first.get(HUB)), ...hubSays })];
  const asked: string[][] = [];
  const waits: string[] = [];
  const why = await obstacleTo(stage, {
    servers: {
      silent: new Map(),
      patientStatuses: async (names) => {
        asked.push([...names].sort());
        const now = answers.pop() ?? statuses(later);
        return new Map(names.map((name) => [name, name === silent ? undefined : now.get(name)]));
      },
    },
    ledger: { fleet },
    progress: { waiting: (_, why) => void waits.push(why) },
    healthy: new Set(was === "healthy" ? healthy.map(({ name }) => name) : []),
    patienceMs,
    signal: new AbortController().signal,
  });
  return { why, asked, waits };
}

const [, PAIR] = SITES.pairs;
const SITE_MEMBER = `${PAIR!.name}-h2${PAIR!.suffix}`;
const HUB_MEMBER = `${PAIR!.name}-h0${PAIR!.suffix}`;
const OTHER_HUB_MEMBER = `${SITES.pairs[0]!.name}-h0${SITES.pairs[0]!.suffix}`;
const CUT = { remote: { "communication-interrupted": true } };

test("a stage begins when its relationships are as the plan found them", async () => {
  expect(await begin({})).toEqual({ why: undefined, asked: [[HUB, SET, "h200-dhcp4"].sort()], waits: [] });
});

test("a site is left as it is when its hub, which was to serve for it, has lost it meanwhile", async () => {
  const { why } = await begin({ [SITE_MEMBER]: CUT, [HUB_MEMBER]: CUT }, { patienceMs: 0 });
  expect(why).toMatch(
    /^Nothing was sent to h2-dhcp4: relationship \S+ is not healthy any more: .* Roll out again when that is mended\.$/,
  );
});

test("a site is left as it is when its hub serves it alone by now", async () => {
  expect((await begin({ [HUB_MEMBER]: { local: { state: "partner-down" } } })).why).toMatch(/partner-down/);
});

test("what is wrong between the hub and another site is no matter", async () => {
  expect((await begin({ [OTHER_HUB_MEMBER]: CUT })).why).toBeUndefined();
});

test("what was wrong before the rollout, and was allowed, is no matter", async () => {
  expect((await begin({ [HUB_MEMBER]: CUT }, { was: "sick" })).why).toBeUndefined();
});

test("a heartbeat that was missed is no reason to leave a site: the next one is waited for", async () => {
  const missed = { [HUB_MEMBER]: { remote: { "last-state": "unavailable" } } };
  const { why, waits } = await begin(missed, { later: {} });
  expect([why, waits]).toEqual([undefined, [expect.stringMatching(/ sees .* as unavailable/)]]);
});

test("a hub that is to serve for a site, and is switched off for another one, is waited for", async () => {
  const off = { "dhcp-state": { "globally-disabled": true } };
  expect(await begin({}, { later: {}, hub: off })).toMatchObject({ why: undefined, asked: { length: 2 } });
  expect((await begin({}, { hub: off, patienceMs: 0 })).why).toMatch(/switched off/);
});

test("a partner that was restarted is waited for", async () => {
  const starting = { [HUB_MEMBER]: { local: { state: "syncing" } } };
  expect(await begin(starting, { later: {} })).toMatchObject({ why: undefined, asked: { length: 2 } });
  expect((await begin(starting, { patienceMs: 0 })).why).toMatch(/syncing/);
});

test("a server that is to be set and does not answer is left, with its reason", async () => {
  expect((await begin({}, { silent: SET })).why).toBe(
    "Nothing was sent to h2-dhcp4: h2-dhcp4 does not answer. Roll out again when that is mended.",
  );
});

test.each([
  ["has got healthy", {}, [PAIR!.name]],
  ["is still not healthy", { [HUB_MEMBER]: CUT }, []],
])(
  "a relationship that %s by what an earlier stage did is, or is not, counted on later",
  async (_, says, found) => {
    const lifetimes = { h1: 3700, h2: 3700 };
    const { servers, fleet, surveys } = situation(SITES, { ...SITES, lifetimes });
    const stage = plan(servers, fleet, surveys)
      .waves.flat()
      .find(({ steps }) => steps.some((step) => step.kind === "set" && step.server === SET))!;
    const asked: string[][] = [];
    const outlook = (healthy: readonly string[]) => ({
      servers: {
        silent: new Map(),
        patientStatuses: async (names: readonly string[]) => {
          asked.push([...names].sort());
          return new Map([...surveys].map(([name, { status }]) => [name, saying(status, says)]));
        },
      },
      ledger: { fleet },
      healthy: new Set(healthy),
    });
    expect(await repairedBy(stage, outlook([]))).toEqual(found);
    expect(asked).toEqual([[HUB, SET, "h200-dhcp4"].sort()]);
    // Those that are counted on already are not asked for again.
    expect(await repairedBy(stage, outlook([PAIR!.name]))).toEqual([]);
    expect(asked).toHaveLength(1);
  },
);
