import { closedGates, exitCode } from "../../../cli/review/gates";
import { type ComponentReview, reviewOf } from "../../../cli/review/story";
import { headline, sectionsOf } from "../../../cli/review/words";
import { list, map } from "../../../kea/json";
import { HaMode } from "../../../kea/model/relationship";
import { assumedSurveys } from "../../../rollout/plan/assumed";
import { plan } from "../../../rollout/plan/plan";
import type { Subject } from "../../../cli/review/subject";
import type { RolloutPolicy } from "../../../kea/model/rollout-policy";
import { hub, situation } from "../../support/generate-changes";
import { HUB, POOL, PORT, subjectOf, withFirst } from "./subjects";

/** A part of a review as lines, by its title. */
const told = (review: ComponentReview, title: string) =>
  sectionsOf(review)
    .find((section) => section.title === title)
    ?.entries.flatMap(({ subject, lines }) => [subject, ...lines.map((line) => `  ${line}`)]);

test("the plan is the rollout's own, for servers that are healthy", () => {
  const { servers, surveys, fleet } = situation(HUB, PORT);
  expect(reviewOf(subjectOf(HUB, PORT)).plan).toEqual(plan(servers, fleet, surveys).waves);
});

test("assumed servers say of themselves what healthy ones do", () => {
  const { servers, surveys } = situation(HUB, HUB);
  const assumed = assumedSurveys(
    servers,
    new Map([...surveys].map(([name, { running }]) => [name, running])),
  );
  const local = (status: unknown) =>
    list(map(status)["high-availability"]).map((one) => map(map(one)["ha-servers"]).local);
  for (const [name, { status, commands }] of surveys) {
    expect(local(assumed.get(name)!.status)).toEqual(local(status));
    expect(assumed.get(name)!.commands).toEqual(commands);
  }
});

test("a pool: who changes, who serves meanwhile, and that no other relationship changes", () => {
  const review = reviewOf(subjectOf(HUB, POOL));
  expect(headline([review])).toBe("3 of 4 hosts change; all clients are served all the time.");
  expect(told(review, "What changes")).toEqual([
    "relationship r0",
    "  hot-standby: h1 primary, h0 standby, h200 backup",
    "  its members stay what they are; h1, h0 and h200 will be set, one after another",
    "relationship r1",
    "  nothing of its own changes; h0 and h200 will be set",
    "h1-dhcp4, h0-dhcp4, h200-dhcp4",
    "  ~ subnet 10.1.0.0/24 (id 1): pool 10.1.0.10-10.1.0.99 becomes 10.1.0.10-10.1.0.98 (1 fewer address)",
    "",
    "  h2-dhcp4 runs what is declared, and is not touched.",
  ]);
  expect(told(review, "Who serves meanwhile")).toEqual([
    "r0",
    "  Its clients are served all the time.",
    "  While h0-dhcp4 is set, h1-dhcp4 serves.",
    "  While h1-dhcp4 is set, h0-dhcp4 serves.",
    expect.stringMatching(/^ {2}For about \d+ s in all, nobody could take over if one more server failed\.$/),
    "r1",
    "  Its clients are served all the time.",
    "  While h0-dhcp4 is set, h2-dhcp4 serves.",
    expect.stringMatching(/^ {2}For about \d+ s/),
  ]);
  expect(told(review, "What the rules say")).toEqual(["", "  Nothing found."]);
  expect(review.notes.join()).toContain("As if every server were healthy");
});

test("another port: for how long nobody serves, and why", () => {
  const review = reviewOf(subjectOf(HUB, PORT));
  expect(headline([review])).toBe("3 of 4 hosts change; clients of r0 are without service for a while.");
  expect(told(review, "Who serves meanwhile")!.slice(0, 2)).toEqual([
    "r0",
    expect.stringMatching(
      /^ {2}Nobody serves for about [\d.]+ s, when h\d-dhcp4 is set: its members have to change together\.$/,
    ),
  ]);
});

test("a backup that a primary waits for is told of, although it serves nobody: new leases are held back", () => {
  const pair = withFirst({ backup: undefined, mode: HaMode.PASSIVE_BACKUP }, hub(1));
  const waiting = <T>(config: T) =>
    JSON.parse(JSON.stringify(config).replace(/"mode":"passive-backup"/g, '$&,"wait-backup-ack":true')) as T;
  const subject = subjectOf(pair, { ...pair, lifetimes: { h0: 3700 } });
  const servers = subject.declaration.servers.map((one) => ({ ...one, declared: waiting(one.declared) }));
  const review = reviewOf({
    ...subject,
    declaration: { ...subject.declaration, servers },
    running: new Map([...subject.running].map(([name, config]) => [name, waiting(config)])),
  });
  const what = "new leases of r0 are held back for a while";
  expect(headline([review])).toBe(`1 of 2 hosts changes; ${what}.`);
  expect(told(review, "Who serves meanwhile")).toEqual([
    "r0",
    "  New leases are held back until this backup has them (wait-backup-ack), for about 0.2 s when h0-dhcp4 is set.",
  ]);
  const closed = closedGates([review], { noInterruption: true });
  expect(closed.map(({ why }) => why)).toEqual([`--no-interruption: ${what}.`]);
});

test("a subnet whose id changes: that its leases are lost, first of all", () => {
  const review = reviewOf(
    subjectOf(HUB, withFirst({ subnets: [{ id: 7, net: 1, pool: 99, shared: false }] })),
  );
  expect(headline([review])).toMatch(/; leases of r0 are lost\.$/);
  expect(told(review, "Leases that are lost")).toEqual([
    "r0",
    "  The leases of 10.1.0.0/24 are lost, since its id changes from 1 to 7. Declare it with id 1 to keep them.",
  ]);
});

test("subnets that come and go, with the leases that members know of", () => {
  const to = withFirst({ subnets: [{ id: 50, net: 50, pool: 99, shared: false }] });
  const { surveys } = situation(HUB, to);
  const leases = new Map([["h0-dhcp4", new Map([[1, 17]])]]);
  const review = reviewOf(subjectOf(HUB, to), { surveys, dark: new Map(), leases });
  expect(review.basis).toBe("servers");
  expect(told(review, "What changes")).toEqual(
    expect.arrayContaining(["  + subnet 10.50.0.0/24", "  - subnet 10.1.0.0/24 with 17 leases"]),
  );
});

test("subnets of a relationship that is renamed are none that come", () => {
  const two = [1, 50].map((net) => ({ id: net, net, pool: 99, shared: false }));
  const pair = withFirst({ backup: undefined }, hub(1));
  const lines = (subnets: typeof two) =>
    told(reviewOf(subjectOf(pair, withFirst({ name: "other", subnets }, pair))), "What changes")!;
  expect(lines(two.slice(0, 1)).join()).not.toContain("+ subnet");
  expect(lines(two)).toContain("  + subnet 10.50.0.0/24");
  expect(lines(two)).not.toContain("  + subnet 10.1.0.0/24");
});

test("what nobody serves afterwards is said first, and closes the gate that promises service", () => {
  const review = reviewOf(
    subjectOf(HUB, withFirst({ subnets: [{ id: 1, net: 1, pool: 0, shared: false }] })),
  );
  const words = "obody serves 10.1.0.0/24 afterwards";
  expect(headline([review])).toBe(
    `3 of 4 hosts change; n${words}; all other clients are served all the time.`,
  );
  expect(told(review, "Who serves meanwhile")!.slice(0, 4)).toEqual([
    "r0",
    `  N${words}.`,
    "  While h0-dhcp4 is set, h1-dhcp4 serves.",
    "  While h1-dhcp4 is set, nobody has to be served.",
  ]);
  const closed = closedGates([review], { noInterruption: true });
  expect(closed.map(({ why }) => why)).toEqual([`--no-interruption: n${words}.`]);
  expect(review.refused).toEqual([]);
});

test("a subnet that gave nothing before is no other client of one that ends; one that is renumbered is", () => {
  const [one, other] = [11, 12].map((net) => ({ id: net, net, pool: 99, shared: false }));
  const empty = (subnet: typeof one) => ({ ...subnet!, pool: 0 });
  const pair = withFirst({ backup: undefined }, hub(1));
  const review = (before: (typeof one)[], after: (typeof one)[]) =>
    reviewOf(
      subjectOf(
        withFirst({ subnets: before.map((s) => s!) }, pair),
        withFirst({ subnets: after.map((s) => s!) }, pair),
      ),
    );
  const gone = review([one, empty(other)], [empty(one), empty(other)]);
  expect(headline([gone])).toBe("2 of 2 hosts change; nobody serves 10.11.0.0/24 afterwards.");
  const stays = ({ relationships }: ComponentReview) => relationships.map((r) => r.stays).flat();
  expect(stays(gone)).toEqual([]);
  expect(stays(review([one, empty(other)], [empty(one), other]))).toEqual([]);
  expect(stays(review([one, other], [empty(one), { ...other!, net: 77 }]))).toEqual(["10.77.0.0/24"]);
});

test("who serves what is left while something of it ends, and what ends as long as it does", () => {
  const two = [1, 2].map((id) => ({ id, net: id, pool: 99, shared: false }));
  const pair = withFirst({ backup: undefined }, hub(1));
  const from = withFirst({ subnets: two }, pair);
  const whiles = (subnets: typeof two) =>
    told(reviewOf(subjectOf(from, withFirst({ subnets }, from))), "Who serves meanwhile")!.filter((line) =>
      line.startsWith("  While"),
    );
  expect(whiles([{ ...two[0]!, pool: 0 }, two[1]!])).toEqual([
    "  While h0-dhcp4 is set, h1-dhcp4 serves.",
    "  While h1-dhcp4 is set, h0-dhcp4 serves.",
  ]);
  expect(whiles([])).toEqual([
    "  While h0-dhcp4 is set, h1-dhcp4 serves.",
    "  While h1-dhcp4 is set, nobody has to be served.",
    "  While h0-dhcp4 is set, nobody has to be served.",
  ]);
  expect(whiles([...two, { ...two[0]!, id: 3, net: 3 }])).toContain(
    "  While h0-dhcp4 is set, h1-dhcp4 serves.",
  );
  // Renumbered: nobody serves, although there are clients.
  expect(whiles([{ ...two[0]!, net: 77 }, two[1]!])).toEqual([
    "  While h1-dhcp4 is set, nobody does.",
    "  While h1-dhcp4 is set, h0-dhcp4 serves.",
  ]);
});

test("a site that is gone is said to be served by nobody, although no relationship is left to say it of", () => {
  const review = reviewOf(subjectOf(HUB, { ...HUB, pairs: HUB.pairs.slice(0, 1) }));
  expect(told(review, "Who serves meanwhile")!.slice(0, 2)).toEqual([
    "",
    "  Nobody serves 10.2.0.0/24 afterwards.",
  ]);
});

test("what becomes of a server that serves by itself is told, also where the topology allows it", () => {
  const pair = withFirst({ backup: undefined }, hub(1));
  const { surveys } = situation(pair, pair);
  const subnet4 = [
    { id: 1, subnet: "10.1.0.0/24", pools: [{ pool: "10.1.0.10-10.1.0.99" }] },
    { id: 9, subnet: "10.9.0.0/24", pools: [{ pool: "10.9.0.10-10.9.0.99" }] },
  ];
  const without = (more: object) => ({
    ...{ ...surveys.get("h0-dhcp4")!, status: {}, commands: [] },
    running: { Dhcp4: { "interfaces-config": { interfaces: ["eth0"] }, ...more } },
  });
  const found = new Map([
    ["h0-dhcp4", without({})],
    ["h1-dhcp4", without({ subnet4 })],
  ]);
  const subject = subjectOf(pair, pair);
  const manifest = { ...subject.declaration.manifest, policy: { allowInterruption: true } };
  const review = reviewOf(
    { ...subject, declaration: { ...subject.declaration, manifest } },
    { surveys: found, dark: new Map(), leases: new Map() },
  );
  expect(review.refused).toEqual([]);
  expect(told(review, "Servers that are taken over")!.slice(0, 3)).toEqual([
    "h1-dhcp4",
    "  It serves 10.1.0.0/24 (id 1) and 10.9.0.0/24 (id 9) now, without a partner.",
    "  10.9.0.0/24 (id 9) is declared nowhere here: nobody serves it afterwards.",
  ]);
  expect(headline([review])).toContain("; h1-dhcp4 is taken over from somebody else's set-up");
});

test("a server that does not answer is pending, and the plan is the rollout's without it", () => {
  const { surveys } = situation(HUB, POOL);
  const answered = new Map([...surveys].filter(([name]) => name !== "h200-dhcp4"));
  const dark = new Map([["h200-dhcp4", { why: "h200: no answer. Start Kea there.", isDown: true }]]);
  const review = reviewOf(subjectOf(HUB, POOL), { surveys: answered, dark, leases: new Map() });
  expect(told(review, "What is left out, since servers do not answer")).toContain(
    "  pending: h200: no answer. Start Kea there.",
  );
  expect(review.servers.map(({ server }) => server)).not.toContain("h200-dhcp4");
  const closed = closedGates([review], { noInterruption: false, failOn: "error" });
  expect(closed.map(({ why }) => why).join()).toContain("1 server will be pending");
});

test("what the topology allows closes no gate: a server that may be pending, a sick relationship", () => {
  const allowing = (policy: RolloutPolicy, from: Subject): Subject => {
    const manifest = { ...from.declaration.manifest, policy };
    return { ...from, declaration: { ...from.declaration, manifest } };
  };
  const { declaration, running } = subjectOf(HUB, POOL);
  const surveys = assumedSurveys(declaration.servers, running);
  const answered = new Map([...surveys].filter(([name]) => name !== "h200-dhcp4"));
  const dark = new Map([["h200-dhcp4", { why: "h200: no answer. Start Kea there.", isDown: true }]]);
  const asked = { surveys: answered, dark, leases: new Map() };
  const gates = (review: ComponentReview) =>
    closedGates([review], { noInterruption: false, failOn: "error" });
  expect(gates(reviewOf(subjectOf(HUB, POOL), asked))).toHaveLength(1);
  expect(gates(reviewOf(allowing({ mayBePending: ["h200"] }, subjectOf(HUB, POOL)), asked))).toEqual([]);
  const sick = { surveys: situation(HUB, POOL).surveys, dark: new Map(), leases: new Map() };
  expect(reviewOf(subjectOf(HUB, POOL), sick).refused.join()).toContain("is not healthy");
  expect(reviewOf(allowing({ allowUnhealthy: true }, subjectOf(HUB, POOL)), sick).refused).toEqual([]);
});

test("where no server answers, the rollout refuses, and the state has its say", () => {
  const why = "h0: no answer. Start Kea there.";
  const asked = {
    surveys: new Map(),
    dark: new Map([["h0-dhcp4", { why, isDown: true }]]),
    leases: new Map(),
  };
  const review = reviewOf(subjectOf(HUB, POOL), asked);
  expect(review.refused).toEqual([why]);
  expect(review.plan).toEqual(reviewOf(subjectOf(HUB, POOL)).plan);
  expect(sectionsOf(review)[0]!.title).toBe("The rollout will refuse this");
});

test("a plan for which a hub has not enough files is told to be refused, as the rollout refuses it", () => {
  const many = hub(100);
  const lifetimes = Object.fromEntries(many.pairs.map(({ primary }) => [primary, 3700]));
  const everywhere = subjectOf(many, { ...many, lifetimes });
  expect(reviewOf(everywhere).refused.join()).toMatch(/^h0-dhcp4: it would serve in 100 relationships/);
});

test("a first deploy says that nobody is served yet, and not that all are", () => {
  const review = reviewOf(subjectOf(HUB, HUB, { running: new Map() }));
  expect(review.basis).toBe("nothing");
  expect(headline([review])).toBe("4 of 4 hosts change; they serve nobody yet.");
  expect(told(review, "What changes")).toContain("  gets its first HA configuration");
});

test("where only a rollout that failed knows servers, all of them change, and no promise is made to clients", () => {
  const unsure = ["h0-dhcp4", "h1-dhcp4", "h2-dhcp4", "h200-dhcp4"];
  const subject = subjectOf(HUB, HUB, { running: new Map(), unsure });
  const review = reviewOf(subject);
  expect(headline([review])).toBe("4 of 4 hosts change; whether they serve anybody yet is not known.");
  expect(told(review, "Who serves meanwhile")).toContain("  Whether it serves anybody yet is not known.");
  const closed = closedGates([review], { maxHosts: 0, noInterruption: true });
  expect(closed.map(({ why }) => why)).toEqual([
    expect.stringContaining("4 hosts change"),
    "--no-interruption: a rollout that failed may have let h0-dhcp4, h1-dhcp4, h2-dhcp4 and h200-dhcp4 serve already; --live asks.",
  ]);
  const { surveys } = situation(HUB, HUB);
  const asked = reviewOf(subject, { surveys, dark: new Map(), leases: new Map() });
  expect(closedGates([asked], { maxHosts: 0, noInterruption: true })).toEqual([]);
});

test("where the state does not say what runs, no steps are told, and every gate is closed", () => {
  const review = reviewOf(subjectOf(HUB, POOL, { running: new Map(), lost: ["h0-dhcp4"] }));
  expect(review.plan).toBeUndefined();
  expect(review.notes.join()).toContain("the state does not say what they run");
  expect(headline([review])).toBe("What changes in 1 component cannot be told.");
  const closed = closedGates([review], { maxHosts: 9, noInterruption: true });
  expect(closed.map(({ gate }) => gate)).toEqual(["maxHosts", "noInterruption"]);
  expect(exitCode(closed)).toBe(13);
});

test("a rollout that Terraform does not start changes no host", () => {
  const review = reviewOf(subjectOf(HUB, POOL, { rests: true }));
  expect(headline([review])).toBe("Nothing changes on any host.");
  expect(closedGates([review], { maxHosts: 0, noInterruption: true })).toEqual([]);
  expect(told(review, "Steps")).toBeUndefined();
});

test("all gates that are closed are told at once, and each has a part in the exit code", () => {
  const review = reviewOf(subjectOf(HUB, PORT));
  const gates = { maxHosts: 2, noInterruption: true, failOn: "warning" } as const;
  const warning = {
    code: "KEAHA039",
    rule: "timers-differ",
    severity: "warning",
    reason: "",
    message: "m",
    remedy: "r",
  } as const;
  const closed = closedGates([{ ...review, findings: [warning] }], gates);
  expect(closed.map(({ why }) => why)).toEqual([
    "--max-hosts 2: 3 hosts change (h1, h0 and h200).",
    "--no-interruption: clients of r0 are without service.",
    "--fail-on warning: 1 warning.",
  ]);
  expect(exitCode(closed)).toBe(17);
  expect(
    exitCode(closedGates([{ ...review, findings: [warning] }], { noInterruption: false, failOn: "error" })),
  ).toBe(0);
  const refused = { ...review, refused: ["h1: it cannot be reached."] };
  expect(exitCode(closedGates([refused], { noInterruption: false, failOn: "error" }))).toBe(14);
  expect(exitCode(closedGates([review], { maxHosts: 3, noInterruption: false, failOn: "warning" }))).toBe(0);
});

test("what Terraform does not show is shown nowhere, nor are secrets by their keys", () => {
  const subject = subjectOf(HUB, POOL, { sensitive: ["10.1.0.10-10.1.0.98"] });
  const withPassword = subject.declaration.servers.map((server) => ({
    ...server,
    declared: {
      Dhcp4: {
        ...map(server.declared["Dhcp4"]),
        "lease-database": { type: "mysql", password: "xyzzy-secret" },
      },
    },
  }));
  const review = reviewOf({ ...subject, declaration: { ...subject.declaration, servers: withPassword } });
  const text = JSON.stringify(review);
  expect(text).not.toContain("xyzzy");
  expect(text).not.toContain("10.1.0.98");
  expect(review.servers[0]!.after).toContain('"pool": "(not shown)"');
  expect(review.servers[0]!.after).toContain('"password": "(not shown)"');
});
