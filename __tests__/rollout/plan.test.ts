import { Family } from "../../kea/family";
import { readFleet, type RelationshipLabel } from "../../kea/fleet";
import type { JsonMap } from "../../kea/json";
import { KeaVersion } from "../../kea/profiles";
import type { DeclaredServer } from "../../rollout/load";
import { plan, type Stage } from "../../rollout/plan";
import type { Survey } from "../../rollout/survey";
import { configurations, type Edit, FLIP, synthArticle } from "../support/article";

const labels: RelationshipLabel[] = JSON.parse(
  synthArticle().resource.local_file["dhcp_rollout-net28"].content,
).relationships;

const FIRST_BOOT = { Dhcp4: { "interfaces-config": { interfaces: [] } } };

/** The plan from what runs to what is declared, both given as edits of main.ts; null is a fresh host. */
function planned(
  from: readonly Edit[] | null,
  to: readonly Edit[],
  change: (host: string, survey: Survey) => Survey = (_, s) => s,
) {
  const running = from && configurations(synthArticle(from));
  const servers = Object.entries<JsonMap>(configurations(synthArticle(to))).map(
    ([host, declared]): DeclaredServer => ({
      ...{ name: `${host}-dhcp4`, host, family: Family.V4, kea: KeaVersion.V3_0, where: "", addresses: [] },
      ...{ config: "", control: { type: "unix", socket: "" }, declared },
    }),
  );
  const surveys = servers.map(({ host, name }): [string, Survey] => [
    name,
    change(host, {
      version: "3.0.4",
      running: running?.[host] ?? FIRST_BOOT,
      status: running ? { "high-availability": [], uptime: 100, reload: 100 } : { uptime: 100, reload: 100 },
      commands: running ? ["ha-heartbeat"] : [],
    }),
  ]);
  const fleet = readFleet(
    servers.map((s) => ({ ...s, config: s.declared })),
    labels,
  );
  return plan(servers, fleet, new Map(surveys));
}

/** A stage in short: `set kea1; settle kea1; gate net28 net29; persist kea1`. */
const short = ({ reason, steps }: Stage) =>
  `${reason}: ${steps.map((step) => `${step.kind} ${step.kind === "gate" ? step.relationships.join(" ") : step.server.replace("-dhcp4", "")}`).join("; ")}`;

test("a server that runs what is declared is left alone", () => {
  const { stages, unchanged } = planned([], []);
  expect(stages).toEqual([]);
  expect(unchanged).toHaveLength(5);
});

test("fresh hosts: backup first, then standby before primary, and one gate for all", () => {
  expect(planned(null, []).stages.map(short)).toEqual([
    "backup: set backup; settle backup; persist backup",
    "new: set kea1; set kea2; set kea3; set kea4; gate net28 net29 net30; persist kea1; persist kea2; persist kea3; persist kea4",
  ]);
});

test("a pool of one relationship touches its three hosts, never both members at once", () => {
  const { stages, unchanged } = planned([], [["172.30.0.2-172.30.0.254", "172.30.0.2-172.30.0.200"]]);
  expect(stages.map(short)).toEqual([
    "backup: set backup; settle backup; persist backup",
    "content: set kea3; gate net29 net30; persist kea3",
    "content: set kea4; gate net30; persist kea4",
  ]);
  expect(unchanged).toEqual(["kea1-dhcp4", "kea2-dhcp4"]);
});

test("a change on every host goes backup, hub, and on to the primaries", () => {
  const { stages } = planned([], [["declineProbationPeriod: 15", "declineProbationPeriod: 16"]]);
  expect(stages.map((stage) => stage.steps[0])).toEqual(
    ["backup", "kea1", "kea2", "kea3", "kea4"].map((host) => ({ kind: "set", server: `${host}-dhcp4` })),
  );
});

test("in a role flip the new primary serves before the old one stops", () => {
  expect(planned([], FLIP).stages.map(short)).toEqual([
    "backup: set backup; settle backup; persist backup",
    "role flip: set kea3; settle kea3; set kea4; gate net29 net30; persist kea3; persist kea4",
  ]);
});

test("members that change names or ports change together", () => {
  expect(planned([], [["port: 8002", "port: 8003"]]).stages.map(short)).toEqual([
    "backup: set backup; settle backup; persist backup",
    "incompatible: set kea3; set kea4; gate net29 net30; persist kea3; persist kea4",
  ]);
});

test("a server that lost its hooks is set again, although it shows the right configuration", () => {
  const { stages } = planned([], [], (host, survey) =>
    host === "kea2" ? { ...survey, status: { uptime: 100, reload: 100 }, commands: [] } : survey,
  );
  expect(stages.map(short)).toEqual(["content: set kea2; gate net28; persist kea2"]);
});

test("what a run that died did not write is written by the next one", () => {
  const { stages } = planned([], [], (host, survey) =>
    host === "kea2" ? { ...survey, status: { ...survey.status, uptime: 100, reload: 50 } } : survey,
  );
  expect(stages.map(short)).toEqual(["start-up files: persist kea2"]);
});
