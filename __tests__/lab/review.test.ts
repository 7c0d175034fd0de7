/** What a review says from Terraform's state alone, held against what the rollout then finds and plans on real Kea. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPlanned } from "../../cli/review/resources";
import { type ComponentReview, reviewOf } from "../../cli/review/story";
import { subjectsOf } from "../../cli/review/subject";
import { Deployment } from "../../lab/terraform/deployment";
import { Lab } from "../../lab/lab";
import { providerEnvironment } from "../../lab/terraform/providers/environment";
import { FIRST_PAIR as FIRST, type PairApp, pairApp } from "../support/pair-app";
import { runIn } from "./terraform/providers/module";
import { describeLab } from "./support";

/** Timers with which a change is through in seconds. */
const QUICK = "heartbeatDelay: 1000, maxResponseDelay: 6000, maxUnackedClients: 0, syncTimeout: 3000";

/** A site beside the pair: none, one whose standby is the pair's Kea 1, or that one as it leaves. */
type Site = "none" | "there" | "retired";
const SITES: Readonly<Record<Site, string>> = {
  none: "",
  there: `
    const kea3 = dhcp.addHost("kea3", { address: "172.28.0.220", interfaces: ["enp0s8"] });
    dhcp.addRelationship("net29", {
      port: 8001,
      primary: { host: kea3, name: "server3" },
      standby: { host: kea1, name: "server4" },
      subnets: [{ id: 9, subnet: "172.29.0.0/24", pools: ["172.29.0.2-172.29.0.254"], relay: ["172.28.0.250"] }],
    });`,
  retired: `
    dhcp.addHost("kea3", { address: "172.28.0.220", interfaces: ["enp0s8"], retired: { from: [kea1] } });`,
};

interface Declared extends PairApp {
  readonly site: Site;
}

const sourceOf = ({ site, ...pair }: Declared) =>
  pairApp(pair, QUICK).replace("app.synth();", `${SITES[site]}\n    app.synth();`);

/** Changes in a row, and how each changes the pair's relationship. */
const CHANGES: readonly (readonly [string, Partial<Declared>, string])[] = [
  ["a pool", { pool: 218 }, "steady"],
  ["a subnet that comes", { more: [50] }, "steady"],
  ["a subnet that replaces another", { more: [51] }, "steady"],
  ["a subnet that goes", { more: [] }, "steady"],
  ["primary and partner swap", { swapped: true }, "role flip"],
  ["another port, and other names", { port: 8010, names: "member" }, "incompatible"],
  ["another id of the subnet", { id: 7 }, "incompatible"],
  ["a relationship that is new", { site: "there" }, "steady"],
  ["a host that retires", { site: "retired" }, "steady"],
  ["another mode", { mode: "load-balancing" }, "incompatible"],
];

describeLab("what a review says of a plan is what the rollout then plans:", () => {
  let lab: Lab;
  let deployment: Deployment;

  beforeAll(async () => {
    lab = await Lab.up();
    deployment = new Deployment(lab);
  }, 120_000);
  afterAll(async () => {
    deployment?.remove();
    await lab?.down();
  });

  const terraform = async (...args: string[]) => {
    const ended = await runIn(deployment.stack, providerEnvironment().TERRAFORM_BINARY_NAME!, args);
    if (ended.exitCode !== 0) throw new Error(`${args.join(" ")}: ${ended.stderr}`);
    return ended.stdout;
  };

  /** The review of the plan, from what Terraform prints of it. */
  const reviewed = async (source: string): Promise<ComponentReview> => {
    deployment.manifest(source);
    if (!existsSync(join(deployment.stack, ".terraform"))) await terraform("init", "-input=false");
    await terraform("plan", "-input=false", "-out=plan");
    const { subjects } = subjectsOf(
      "the plan",
      readPlanned("the plan", await terraform("show", "-json", "plan")).all,
    );
    expect(subjects).toHaveLength(1);
    return reviewOf(subjects[0]!);
  };

  /** As a report has it, in which what lasts for ever is null. */
  const asWritten = (value: unknown) => JSON.parse(JSON.stringify(value));
  /** A server shows its defaults too, so that one which follows another change is told as undeclared. */
  const withoutNotes = (lines: readonly string[] = []) =>
    lines.map((line) => line.replace(/ \(not declared\)$/, ""));

  test("a first deploy", async () => {
    const source = sourceOf({ ...FIRST, site: "none" });
    const review = await reviewed(source);
    expect(review.basis).toBe("nothing");
    const { exitCode, said, report } = await deployment.terraform(source);
    if (exitCode !== 0) throw new Error(said);
    expect(asWritten(review.plan)).toEqual(report.plan);
  }, 120_000);

  let now: Declared = { ...FIRST, site: "none" };
  test.each(CHANGES)(
    "%s",
    async (_, change, kind) => {
      now = { ...now, ...change };
      const review = await reviewed(sourceOf(now));
      expect(review).toMatchObject({ basis: "state", rests: false, refused: [] });
      expect(review.relationships[0]).toMatchObject({ name: "net28", change: kind });
      const { exitCode, said, report } = await deployment.terraform(sourceOf(now));
      if (exitCode !== 0) throw new Error(said);
      expect(asWritten(review.plan)).toEqual(report.plan);
      const known = review.servers.filter(({ what }) => what === "changes" || what === "unchanged");
      for (const { server, lines } of known)
        expect([server, lines]).toEqual([server, withoutNotes(report.changes[server])]);
    },
    120_000,
  );

  test("servers that are asked say the same", async () => {
    now = { ...now, pool: 200 };
    const fromState = await reviewed(sourceOf(now));
    const file = join(deployment.directory, "plan.json");
    writeFileSync(file, await terraform("show", "-json", "plan"));
    const { exitCode, stdout, stderr } = await deployment.keaHa("review", "--live", "--json", file);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const { components } = JSON.parse(stdout) as { components: ComponentReview[] };
    expect(components).toMatchObject([{ basis: "servers", refused: [], unanswered: [] }]);
    expect(components[0]!.plan).toEqual(asWritten(fromState.plan));
    const { exitCode: ended, report } = await deployment.terraform(sourceOf(now));
    expect(ended).toBe(0);
    expect(components[0]!.plan).toEqual(report.plan);
  }, 120_000);
});
