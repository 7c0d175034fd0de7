import * as fc from "fast-check";
import type { JsonMap } from "../../../kea/json";
import { HaMode } from "../../../kea/model/relationship";
import { linksOf } from "../../../rollout/plan/contact";
import type { DeclaredServer } from "../../../rollout/plan/declaration";
import { isServed, service } from "../../../rollout/plan/service";
import { aftermath } from "../../../rollout/plan/simulate";
import { type Fate, whatIf } from "../../../rollout/plan/what-if";
import { worldOf } from "../../../rollout/plan/world";
import { hub, PAIR, situation, type Spec, specs } from "../../support/generate-changes";

/** One spoke, h1, and its hub, h0; no backup. */
const inMode = (mode: HaMode): Spec => ({ ...PAIR, pairs: PAIR.pairs.map((pair) => ({ ...pair, mode })) });

/** What becomes of a topology whose relationships have these settings. */
function found(spec: Spec, ha: JsonMap = {}, peers: JsonMap = {}) {
  const { servers, fleet } = situation(spec, spec);
  const edited = servers.map((server): DeclaredServer => {
    const declared = structuredClone(server.declared) as unknown as { Dhcp4: { "hooks-libraries": Hook[] } };
    for (const { parameters } of declared.Dhcp4["hooks-libraries"])
      for (const one of parameters?.["high-availability"] ?? []) {
        Object.assign(one, ha);
        for (const peer of one.peers) Object.assign(peer, peers);
      }
    return { ...server, declared: declared as never };
  });
  return whatIf(edited, fleet);
}
interface Hook {
  readonly parameters?: { readonly "high-availability"?: readonly { readonly peers: readonly object[] }[] };
}

const short = ({ kind, clients, by, wait }: Fate) =>
  [
    kind,
    ...(clients === "half" ? ["for half"] : []),
    ...(by.length > 0 ? [`by ${by.join(" ")}`] : []),
    ...(wait ? [`${wait.silenceMs} ${wait.noticedMs} ${wait.unservedClients}`] : []),
  ].join(" ");
const told = (failures: ReturnType<typeof found>["hosts"]) =>
  Object.fromEntries(failures.map(({ of, fates }) => [of.join(" "), fates.map(short)]));

test("in hot-standby, the standby takes over, and the primary goes on alone", () => {
  const { hosts, pairs, cuts } = found(PAIR);
  expect(told(hosts)).toEqual({
    h1: ["taken over by h0 60000 70000 10"],
    h0: ["alone by h1 60000 70000 0"],
  });
  expect(told(pairs)).toEqual({ "h0 h1": ["lost"] });
  expect(told(cuts)).toEqual({
    h0: ["split by h1 h0 60000 70000 10"],
    h1: ["split by h1 h0 60000 70000 10"],
  });
});

test("in load-balancing, half of the clients wait until the other member takes over, whichever fails", () => {
  const { hosts, pairs } = found(inMode(HaMode.LOAD_BALANCING));
  expect(told(hosts)).toEqual({
    h1: ["taken over for half by h0 60000 70000 10"],
    h0: ["taken over for half by h1 60000 70000 10"],
  });
  expect(told(pairs)).toEqual({ "h0 h1": ["lost"] });
});

test("in passive-backup nobody takes over: the primary is a single point of failure, and comes first", () => {
  const { hosts, pairs, cuts } = found(inMode(HaMode.PASSIVE_BACKUP));
  expect(hosts.map(({ of, fates }) => [of[0], ...fates.map(short)])).toEqual([["h1", "lost"], ["h0"]]);
  expect([pairs, cuts]).toEqual([[], []]);
});

test("in passive-backup with wait-backup-ack, whoever loses a backup gets no new lease as long as that lasts", () => {
  const ha = { "wait-backup-ack": true };
  const two = {
    ...inMode(HaMode.PASSIVE_BACKUP),
    pairs: inMode(HaMode.PASSIVE_BACKUP).pairs.map((pair) => ({ ...pair, backup: "h2" })),
  };
  const { hosts, pairs, cuts } = found(two, ha);
  expect(hosts.map(({ of, fates }) => [of[0], ...fates.map(short)])).toEqual([
    ["h1", "lost"],
    ["h0", "held back by h1"],
    ["h2", "held back by h1"],
  ]);
  expect(pairs).toEqual([]);
  expect(told(cuts)).toEqual({ h0: ["held back by h1"], h1: ["held back by h1"], h2: ["held back by h1"] });
  expect(hosts[1]!.fates[0]).toMatchObject({ relationship: "r0", subnets: ["10.1.0.0/24"] });
  // Who sends no updates waits for none to be received.
  expect(told(found(two, { ...ha, "send-lease-updates": false }).hosts)).toMatchObject({ h0: [], h2: [] });
});

test("without auto-failover the standby serves nobody, and both are single points of their own", () => {
  expect(told(found(PAIR, {}, { "auto-failover": false }).hosts)).toMatchObject({ h1: ["lost"] });
});

test("timers and clients are those that are declared", () => {
  const ha = { "heartbeat-delay": 2_000, "max-response-delay": 62_000, "max-unacked-clients": 0 };
  expect(told(found(PAIR, ha).hosts)).toMatchObject({ h1: ["taken over by h0 62000 64000 0"] });
  // Who tells nobody of its leases holds none of them back.
  const quiet = { "send-lease-updates": false };
  expect(told(found(PAIR, quiet).hosts)).toMatchObject({ h0: ["alone by h1"] });
});

test("of a hub with 200 spokes all pairs are looked at", () => {
  const { pairs, hosts } = found(hub(200));
  expect(pairs).toHaveLength(200);
  expect(
    pairs.every(({ of, fates }) => of.includes("h0") && fates.every(({ kind }) => kind === "lost")),
  ).toBe(true);
  expect(hosts.find(({ of }) => of[0] === "h0")!.fates).toHaveLength(200);
});

test("where all addresses are in one network, every host is a site of its own", () => {
  const { sites, cuts } = found(hub(2));
  expect(sites.map(({ hosts }) => hosts)).toEqual(expect.arrayContaining([["h0"], ["h1"], ["h2"]]));
  expect(Object.keys(told(cuts)).sort()).toEqual(["h0", "h1", "h2"]);
});

test("of any topology and any hosts that fail, the same is served as when all relationships are played at once", () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const { servers, fleet, surveys } = situation(spec, spec);
      const impatient = worldOf(servers, surveys);
      const states = [...impatient.servers.values()].map((state) => ({
        ...state,
        facts: { ...state.facts, roles: state.facts.roles.map((role) => ({ ...role, unackedClients: 0 })) },
      }));
      const { hosts, pairs } = whatIf(servers, fleet);
      const names = hosts.flatMap(({ of }) => of);
      const couples = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other]));
      for (const failed of [...names.map((name) => [name]), ...couples]) {
        const struck = states.map((state) => ({
          ...state,
          dead: failed.some((host) => state.name.startsWith(`${host}-`)),
        }));
        const world = {
          ...impatient,
          servers: new Map(struck.map((state) => [state.name, state])),
          ...linksOf(struck, new Set()),
        };
        const after = service(aftermath(world).at(-1) ?? world);
        const lost = [...service(impatient)]
          .filter(([key, before]) => isServed(before) && !isServed(after.get(key)))
          .map(([key]) => key.slice(key.indexOf(" ") + 1));
        const said = [...hosts, ...pairs]
          .filter((one) => one.of.every((host) => failed.includes(host)))
          .flatMap(({ fates }) => fates.flatMap(({ kind, subnets }) => (kind === "lost" ? subnets : [])));
        expect([...new Set(said)].sort()).toEqual(lost.sort());
      }
    }),
    { numRuns: 60 },
  );
});
