import { readFleet } from "../../../kea/fleet/read";
import type { JsonMap } from "../../../kea/json";
import { Family } from "../../../kea/model/family";
import type { RelationshipLabel } from "../../../kea/model/label";
import { KeaVersion } from "../../../kea/model/release-lines";
import { changesInWords } from "../../../rollout/plan/changes-in-words";
import type { DeclaredServer } from "../../../rollout/plan/declaration";
import { unservedChanges } from "../../../rollout/plan/obstacles";
import { type Plan, plan } from "../../../rollout/plan/plan";
import type { Step } from "../../../rollout/plan/steps";
import type { Survey } from "../../../rollout/plan/survey";
import { configurations, type Edit, FLIP, synthArticle } from "../../support/article";
import { fileTexts } from "../../support/synth";

const labels: RelationshipLabel[] = JSON.parse(
  fileTexts(synthArticle())["dhcp_rollout-net28"]!,
).relationships;

/** Who serves what in a healthy article. */
const SERVES: Record<string, Record<string, string[]>> = {
  kea1: { server2: [], server4: [] },
  kea2: { server1: ["server1"] },
  kea3: { server3: ["server3"], server5: [] },
  kea4: { server6: ["server6"] },
};

/** A `status-get` with members and the scopes that they serve. */
const serving = (members: Record<string, string[]>, state = "hot-standby") => ({
  "high-availability": Object.entries(members).map(([name, scopes]) => ({
    "ha-servers": { local: { "server-name": name, scopes, state } },
  })),
});

const FIRST_BOOT = { Dhcp4: { "interfaces-config": { interfaces: [] } } };

/** The plan from what runs to what is declared, both given as edits of main.ts; null is a fresh host. */
function planned(
  from: readonly Edit[] | null,
  to: readonly Edit[],
  change: (host: string, survey: Survey) => Survey = (_, s) => s,
  written?: ReadonlyMap<string, Date>,
) {
  const running = from && configurations(synthArticle(from));
  const servers = Object.entries<JsonMap>(configurations(synthArticle(to))).map(
    ([host, declared]): DeclaredServer => ({
      ...{
        name: `${host}-dhcp4`,
        host,
        family: Family.V4,
        kea: KeaVersion.V3_0,
        where: "",
        addresses: [],
        directories: {},
      },
      ...{ config: "", control: { type: "unix", socket: "" }, declared },
    }),
  );
  const surveys = servers.map(({ host, name }): [string, Survey] => [
    name,
    change(host, {
      version: "3.0.4",
      running: running?.[host] ?? FIRST_BOOT,
      status: running ? serving(SERVES[host] ?? {}) : {},
      commands: running ? ["ha-heartbeat"] : [],
      configured: undefined,
    }),
  ]);
  const fleet = readFleet(
    servers.map((s) => ({ ...s, config: s.declared })),
    labels,
  );
  return { ...plan(servers, fleet, new Map(surveys), written), fleet };
}

/** A step in short: `set kea1`, `kea1 serves net28 for kea2`. */
const short = (step: Step) => {
  const host = (server: string) => server.replace("-dhcp4", "");
  switch (step.kind) {
    case "hand-over":
      return `${host(step.helper)} serves ${step.scopes} for ${host(step.owner)}`;
    case "pause":
    case "give-back":
      return `${host(step.helper)} serves ${step.scopes.length === 0 ? "nothing" : step.scopes}`;
    case "gate":
      return `gate ${step.relationships.join(" ")}`;
    case "set":
      return `set ${host(step.server)}${step.sends === "declared" ? "" : ` ${step.sends}`}`;
    default:
      return `${step.kind} ${host(step.server)}`;
  }
};

/** A plan in short: a list of waves, a stage a line. */
const waves = ({ waves: all }: Plan) =>
  all.map((wave) => wave.map(({ reason, steps }) => `${reason}: ${steps.map(short).join("; ")}`));
const interruptions = ({ waves: all }: Plan) =>
  all
    .flat()
    .flatMap(({ steps }) =>
      steps.flatMap((s) => (s.kind === "set" && s.interruption.ms > 0 ? [s.interruption.ms] : [])),
    );

const ALONE = "one server at a time, relationships as they are";
const TOGETHER = "members that understand each other only when all of them have changed";
const SWAP = "members that swap their roles";
const BACKUP = ["backup servers, which serve no clients: set backup; settle backup; persist backup"];

test("a server that runs what is declared is left alone", () => {
  const found = planned([], []);
  expect(waves(found)).toEqual([]);
  expect(found.unchanged).toHaveLength(5);
});

test("fresh hosts: backup first, then the hubs, then the sites at the same time, each on its own", () => {
  const [hub, site] = ["a hub, before its sites", "a site that begins with its hub"];
  const found = planned(null, []);
  expect(waves(found)).toEqual([
    BACKUP,
    [`${hub}: set kea1; settle kea1; persist kea1`],
    [`${hub}: set kea3; settle kea3; persist kea3`],
    [
      `${site}: set kea2; settle kea2; gate net28; persist kea2`,
      `${site}: set kea4; settle kea4; gate net30; persist kea4`,
      "what hubs have among themselves: gate net29",
    ],
  ]);
  expect(interruptions(found)).toEqual([]);
});

test("a pool of one relationship touches its three hosts, each served by its partner while it is set", () => {
  const found = planned([], [["172.30.0.2-172.30.0.254", "172.30.0.2-172.30.0.200"]]);
  expect(waves(found)).toEqual([
    BACKUP,
    [
      `${ALONE}: kea1 serves server3 for kea3; set kea3; settle kea3; kea1 serves nothing; gate net29 net30; persist kea3`,
    ],
    [
      `${ALONE}: kea3 serves server6 for kea4; set kea4; settle kea4; kea3 serves nothing; gate net30; persist kea4`,
    ],
  ]);
  expect(found.unchanged).toEqual(["kea1-dhcp4", "kea2-dhcp4"]);
  expect(interruptions(found)).toEqual([]);
});

test("servers without a common relationship change at the same time", () => {
  const found = planned([], [["declineProbationPeriod: 15", "declineProbationPeriod: 16"]]);
  expect(waves(found)).toEqual([
    BACKUP,
    [`${ALONE}: set kea1; settle kea1; gate net28 net29; persist kea1`],
    [
      `${ALONE}: kea1 serves server1 for kea2; set kea2; settle kea2; kea1 serves nothing; gate net28; persist kea2`,
      `${ALONE}: kea1 serves server3 for kea3; set kea3; settle kea3; kea1 serves nothing; gate net29 net30; persist kea3`,
    ],
    [
      `${ALONE}: kea3 serves server6 for kea4; set kea4; settle kea4; kea3 serves nothing; gate net30; persist kea4`,
    ],
  ]);
});

test("a role flip is two hand-overs: first the old primary's, then the new one's", () => {
  const found = planned([], FLIP);
  expect(waves(found)).toEqual([
    BACKUP,
    [
      `${SWAP}: kea3 serves server6 for kea4; set kea4; settle kea4; kea1 serves server3 for kea3; kea4 serves server5 for kea3; set kea3; settle kea3; kea1 serves nothing; kea4 serves nothing; gate net29 net30; persist kea4; persist kea3`,
    ],
  ]);
  expect(interruptions(found)).toEqual([]);
});

test("a subnet that comes is known to the partner first, one that goes to the server that serves it", () => {
  const added: Edit = [
    'routers: ["172.30.0.1"],',
    'routers: ["172.30.0.1"], }, { id: 4, subnet: "172.31.0.0/24",',
  ];
  const sets = (found: Plan) =>
    found.waves.flat().flatMap(({ steps }) => steps.filter((s) => s.kind === "set").map(short));
  expect(sets(planned([], [added]))).toEqual(["set backup", "set kea3", "set kea4"]);
  // Kea 3 serves for Kea 4 while that is set, which knows the subnet no more: it must not give leases of it.
  expect(sets(planned([added], []))).toEqual(["set kea3 emptied", "set kea4", "set kea3", "set backup"]);
});

test("a subnet that replaces another comes before the other goes", () => {
  const found = planned(
    [],
    [
      ['id: 3,\n      subnet: "172.30.0.0/24"', 'id: 4,\n      subnet: "172.31.0.0/24"'],
      ["172.30.0.2-172.30.0.254", "172.31.0.2-172.31.0.254"],
    ],
  );
  const sets = found.waves.flat().flatMap(({ steps }) => steps.filter((s) => s.kind === "set").map(short));
  expect(sets).toEqual([
    "set backup widened",
    "set kea3 emptied",
    "set kea4 widened",
    "set kea4",
    "set kea3",
    "set backup",
  ]);
  const wide = found.configurations.get("kea4-dhcp4 widened")!.Dhcp4 as { subnet4: { id: number }[] };
  expect(wide.subnet4.map(({ id }) => id)).toEqual([4, 3]);
});

test("members that change ports change together, with quick heartbeats, and say how long clients wait", () => {
  const found = planned([], [["port: 8002", "port: 8003"]]);
  expect(waves(found)).toEqual([
    [
      `${TOGETHER}: set backup; kea1 serves server3 for kea3; set kea3 quick; set kea4 quick; settle backup; settle kea3; kea1 serves nothing; settle kea4; gate net29 net30; persist backup; persist kea3; persist kea4`,
    ],
    [
      `${ALONE}: kea1 serves server3 for kea3; set kea3; settle kea3; kea1 serves nothing; gate net29 net30; persist kea3`,
    ],
    [
      `${ALONE}: kea3 serves server6 for kea4; set kea4; settle kea4; kea3 serves nothing; gate net30; persist kea4`,
    ],
  ]);
  expect(interruptions(found)).toEqual([1500]);
});

test("members that are renamed are the same members, and their clients wait", () => {
  const found = planned(
    [],
    [
      ["server5", "satellite"],
      ["server6", "primary"],
    ],
  );
  expect(found.changes.get("net30")).toBe("incompatible");
  expect(interruptions(found)).toEqual([1500]);
});

test("a hand-over that an interrupted run left open is ended", () => {
  const found = planned([], [], (host, survey) =>
    host === "kea1" ? { ...survey, status: serving({ server2: ["server1"], server4: [] }) } : survey,
  );
  expect(waves(found)).toEqual([["what an interrupted rollout left open: kea1 serves nothing"]]);
});

test("a hand-over that is open for a server that was set just before the run died ends when that server serves", () => {
  const found = planned([], [], (host, survey) => {
    if (host === "kea1") return { ...survey, status: serving({ server2: [], server4: ["server3"] }) };
    return host === "kea3"
      ? { ...survey, status: serving({ server3: [], server5: [] }, "waiting"), configured: AT_NOON }
      : survey;
  });
  expect(waves(found)).toEqual([
    ["what an interrupted rollout left open: settle kea3; kea1 serves nothing"],
    ["start-up files that are older than what runs: persist kea3"],
  ]);
});

test("a role flip that died after the old primary was set goes on from there", () => {
  const flipped = configurations(synthArticle(FLIP));
  const found = planned([], FLIP, (host, survey) => {
    if (host === "backup" || host === "kea4") {
      return {
        ...survey,
        running: flipped[host],
        ...(host === "kea4" && { status: serving({ server6: [] }) }),
      };
    }
    return host === "kea3"
      ? { ...survey, status: serving({ server3: ["server3"], server5: ["server6"] }) }
      : survey;
  });
  expect(waves(found)).toEqual([
    [
      `${SWAP}: kea1 serves server3 for kea3; kea4 serves server5 for kea3; set kea3; settle kea3; kea1 serves nothing; kea4 serves nothing; gate net29 net30; persist kea3`,
    ],
  ]);
});

test("a server that lost its hooks is set again, although it shows the right configuration", () => {
  const found = planned([], [], (host, survey) =>
    host === "kea2" ? { ...survey, status: {}, commands: [] } : survey,
  );
  expect(waves(found)).toEqual([[`${ALONE}: set kea2; settle kea2; gate net28; persist kea2`]]);
});

const AT_NOON = new Date("2026-11-24T12:00:00Z");
const [BEFORE, AFTER] = [new Date("2026-11-24T11:59:00Z"), new Date("2026-11-24T12:01:00Z")];

test.each<[string, ReadonlyMap<string, Date>, boolean]>([
  ["is not known to have been written", new Map(), true],
  ["was written before the server got its configuration", new Map([["kea2-dhcp4", BEFORE]]), true],
  ["was written since", new Map([["kea2-dhcp4", AFTER]]), false],
])("a start-up file of a server that runs what is declared and %s is written: %s", (_, written, persists) => {
  const configured = (host: string, survey: Survey) =>
    host === "kea2" ? { ...survey, configured: AT_NOON } : survey;
  expect(waves(planned([], [], configured, written))).toEqual(
    persists ? [["start-up files that are older than what runs: persist kea2"]] : [],
  );
});

test("a member whose partner is down keeps the scope that it took over", () => {
  const alone = (state: string) =>
    planned([], [], (host, survey) =>
      host === "kea1" ? { ...survey, status: serving({ server2: ["server1"], server4: [] }, state) } : survey,
    );
  expect(waves(alone("partner-down"))).toEqual([]);
  expect(waves(alone("hot-standby"))).toEqual([
    ["what an interrupted rollout left open: kea1 serves nothing"],
  ]);
});

test("a partner that does not know the leases cannot serve: the plan says for how long nobody does", () => {
  const off: Edit = ["  settings: {\n    multi", "  ha: { syncLeases: false },\n  settings: {\n    multi"];
  const found = planned([off], [off, ["172.30.0.2-172.30.0.254", "172.30.0.2-172.30.0.200"]]);
  expect(waves(found).flat().join()).not.toContain("serves");
  expect(interruptions(found)).toEqual([10000, 10000]);
  expect(unservedChanges(found)[0]).toMatch(
    /kea3-dhcp4: while it is set, nobody can serve net29 for about 10 s/,
  );
});

test("a key that no schema knows is said, and no reason to set a server", () => {
  const withKey = (survey: Survey): Survey => ({
    ...survey,
    running: { Dhcp4: { ...(survey.running.Dhcp4 as JsonMap), "quite-new": 1 } },
  });
  const found = planned([], [], (host, survey) => (host === "kea2" ? withKey(survey) : survey));
  expect(found.differences.size).toBe(0);
  expect(found.waves).toEqual([]);
  expect([...found.unknown.keys()]).toEqual(["kea2-dhcp4"]);
});

test("what changes is told in words, with the relationships' names", () => {
  const faster = (survey: Survey): Survey => {
    const running = structuredClone(survey.running) as { Dhcp4: { "hooks-libraries": JsonMap[] } };
    const [hook] = running.Dhcp4["hooks-libraries"] as [
      { parameters: { "high-availability": { "heartbeat-delay"?: number }[] } },
    ];
    hook.parameters["high-availability"][0]!["heartbeat-delay"] = 5000;
    return { ...survey, running };
  };
  const found = planned([], [], (host, survey) => (host === "kea2" ? faster(survey) : survey));
  expect(changesInWords(found, found.fleet)).toEqual({
    "kea2-dhcp4": ["~ relationship net28: heartbeat-delay 5000 becomes 10000 (ms; not declared)"],
  });
});
