import type { Stage, Step } from "../../../rollout/plan/steps";
import { Progress } from "../../../rollout/run/progress";
import { barOf, kindOf } from "../../../rollout/run/progress-lines";

const set = (server: string): Step => ({
  kind: "set",
  server,
  sends: "declared",
  interruption: { ms: 0, why: "", avoidable: false, relationships: [] },
});
const persist = (server: string): Step => ({ kind: "persist", server });
const settle = (server: string): Step => ({ kind: "settle", server, members: [] });
const stage = (server: string): Stage => ({
  reason: "",
  steps: [set(server), settle(server), persist(server)],
  whole: [],
  swaps: [],
  renumbered: [],
  ifFails: [],
});
const sites = Array.from({ length: 12 }, (_, index) => `site${index + 1}-dhcp4`);

function progressOf(servers: readonly string[]) {
  const lines: string[] = [];
  return {
    lines,
    progress: new Progress((line) => lines.push(line.slice(9).replace(/ {3,}/, "  ")), servers),
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("of few servers, each step is told", () => {
  const { lines, progress } = progressOf(["kea1-dhcp4", "kea2-dhcp4"]);
  progress.begin([[stage("kea1-dhcp4")]]);
  progress.wave(0);
  progress.step(set("kea1-dhcp4"));
  progress.waiting("net28", "server1 is waiting.");
  progress.each("servers", [["kea1-dhcp4", "Kea 3.0.4"]]);
  expect(lines).toEqual([
    "kea1-dhcp4  configuration set",
    "net28  waiting: server1 is waiting.",
    "kea1-dhcp4  Kea 3.0.4",
  ]);
});

test("a relationship of which a member died is not called healthy, among few servers or many", () => {
  const gate: Step = { kind: "gate", relationships: ["net28"] };
  for (const [servers, states] of [
    [["kea1-dhcp4", "kea2-dhcp4"], 0],
    [sites, 1],
  ] as const) {
    const { lines, progress } = progressOf(servers);
    progress.step(gate, ["net28-kea1"]);
    expect(lines[0]).toBe("net28  goes on without net28-kea1, which died meanwhile");
    expect(lines.slice(1)).toHaveLength(states);
  }
});

test("of many servers, each wave is told, with what is done and what is left", () => {
  const { lines, progress } = progressOf(sites);
  progress.begin([sites.slice(0, 4).map(stage), sites.slice(4).map(stage)]);
  progress.wave(0);
  for (const site of sites.slice(0, 4)) {
    jest.advanceTimersByTime(10_000);
    for (const step of stage(site).steps) progress.step(step);
  }
  progress.wave(1);
  expect(lines.filter((line) => line.startsWith("wave"))).toEqual([
    "wave 1 of 2  sets site1-dhcp4, site2-dhcp4, site3-dhcp4 and site4-dhcp4; 0 of 12 servers done",
    "wave 2 of 2  sets site5-dhcp4, site6-dhcp4, site7-dhcp4 and 5 more; 4 of 12 servers done, about 80 s left",
  ]);
});

test("of many servers, who waits is told when it takes long", () => {
  const { lines, progress } = progressOf(sites);
  progress.begin([sites.map(stage)]);
  progress.waiting("berlin", "server1 on site1 is waiting, not hot-standby.");
  progress.waiting("lisbon", "server2 on site2 is waiting, not hot-standby.");
  jest.advanceTimersByTime(29_000);
  progress.step({ kind: "gate", relationships: ["lisbon"] });
  expect(lines.filter((line) => line.includes("waiting"))).toEqual([]);
  jest.advanceTimersByTime(2_000);
  expect(lines.filter((line) => line.includes("waiting"))).toEqual([
    "berlin  still waiting: server1 on site1 is waiting, not hot-standby.",
  ]);
});

test("what many servers have in common is told once", () => {
  const { lines, progress } = progressOf(sites);
  progress.each(
    "servers",
    sites.map((site, index) => [site, index === 3 ? "changes: ~ pools" : "runs what is declared"]),
  );
  expect(lines).toEqual(["11 servers  runs what is declared", "site4-dhcp4  changes: ~ pools"]);
});

test("a line is told apart by its beginning, and a state becomes a bar", () => {
  expect(kindOf("  12.3s  kea1-dhcp4  configuration set")).toBe("progress");
  expect(kindOf("Error: kea1: no answer.")).toBe("error");
  expect(kindOf("    at Object.<anonymous> (rollout.cjs:1:1)")).toBe("error");
  const state = "~ 6 of 12 servers done, about 40 s left";
  expect(kindOf(state)).toBe("state");
  expect(barOf(state)).toBe("[############............] 6 of 12 servers done, about 40 s left");
});
