/** `kea-ha review` as its user runs it: on plans and states of Terraform, and on what synth has written. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformResource } from "cdktf";
import { ControlChannel, HubAndSpoke, type HubAndSpokeProps } from "../../constructs";
import { providerEnvironment } from "../../lab/terraform/providers/environment";
import { KeaStack } from "../../stacks";
import { describeWithProviders } from "../lab/terraform/providers/availability";
import { runIn } from "../lab/terraform/providers/module";
import { PROJECT } from "../support/article";
import { bundle } from "../support/bundle";

jest.setTimeout(240_000);

/** With `UPDATE_GOLDENS=1` the expected outputs are written instead of compared. */
function isAsExpected(name: string, text: string): void {
  const path = join(__dirname, "review/expected", name);
  if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, "utf8"));
}

/** Nobody listens there, so a rollout that runs ends at once. */
const nobody = (host: string, port: number) => ({
  control: ControlChannel.http({ dhcp4: `http://127.0.0.1:${port}/${host}` }),
});

const sites = (last: number, more: Partial<HubAndSpokeProps> = {}, port = 9): HubAndSpokeProps => ({
  hub: { name: "hq", address: "10.0.0.1", ...nobody("hq", port) },
  backup: { name: "vault", address: "10.0.0.9", ...nobody("vault", port) },
  spokes: [
    {
      name: "berlin",
      address: "10.1.0.1",
      ...nobody("berlin", port),
      subnets: [{ id: 1, subnet: "10.1.0.0/24", pools: [`10.1.0.10-10.1.0.${last}`] }],
    },
    {
      name: "lisbon",
      address: "10.2.0.1",
      ...nobody("lisbon", port),
      subnets: [{ id: 2, subnet: "10.2.0.0/24", pools: ["10.2.0.10-10.2.0.250"] }],
    },
  ],
  ...more,
});

/** Terraform's own resource whose output is known only when it is made. */
class Machine extends TerraformResource {
  constructor(stack: KeaStack, id: string) {
    super(stack, id, { terraformResourceType: "terraform_data" });
  }
  get address(): string {
    return this.getStringAttribute("output");
  }
  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { input: "10.0.0.2" };
  }
}

describeWithProviders("kea-ha review", () => {
  const directory = mkdtempSync(join(tmpdir(), "kea-ha-review-"));
  const stack = join(directory, "cdktf.out/stacks/site");
  const file = (name: string) => join(directory, name);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const synth = (build: (stack: KeaStack) => void) => {
    const app = new App({ outdir: join(directory, "cdktf.out"), stackTraces: false });
    build(new KeaStack(app, "site"));
    app.synth();
  };
  const terraform = async (...args: string[]) =>
    (await runIn(stack, providerEnvironment()["TERRAFORM_BINARY_NAME"]!, args)).stdout;
  const plan = async (name: string) => {
    await terraform("plan", "-input=false", "-out=plan");
    writeFileSync(file(name), await terraform("show", "-json", "plan"));
  };
  const review = (args: readonly string[], input = "") => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [file("kea-ha.cjs"), "review", ...args], {
      cwd: directory,
      encoding: "utf8",
      input,
      env: { ...process.env, NO_COLOR: "1" },
    });
    return { status, stdout, stderr };
  };

  beforeAll(async () => {
    bundle("cli/main.ts", file("kea-ha.cjs"));
    synth((stack) => new HubAndSpoke(stack, "dhcp", sites(200)));
    await terraform("init", "-input=false");
    await plan("first.json");
    // It fails, since nobody answers; the second one tells Terraform that it counts.
    await terraform("apply", "-auto-approve", "-input=false");
    await terraform("untaint", "null_resource.dhcp_rollout_berlin");
    await terraform("apply", "-auto-approve", "-input=false", "-target=terraform_data.dhcp_deployed_berlin");
    writeFileSync(file("state.json"), await terraform("show", "-json"));
    writeFileSync(file("pulled.json"), await terraform("state", "pull"));
    await plan("nothing.json");
    synth((stack) => new HubAndSpoke(stack, "dhcp", sites(250)));
    await plan("plan.json");
  });

  test("tells in a terminal what a plan does to whom", () => {
    const { status, stdout, stderr } = review(["plan.json"]);
    expect([status, stderr]).toEqual([0, ""]);
    isAsExpected("terminal.txt", stdout);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(readFileSync(join(PROJECT, "docs/review.md"), "utf8")).toContain(stdout.trimEnd());
  });

  test("tells it as Markdown", () => {
    const { status, stdout } = review(["plan.json", "--markdown"]);
    expect(status).toBe(0);
    isAsExpected("comment.md.txt", stdout);
  });

  test("reads a plan from standard input, too", () => {
    const { stdout } = review([], readFileSync(file("plan.json"), "utf8"));
    expect(stdout).toBe(review(["plan.json"]).stdout);
  });

  test("tells the same of what synth has written, with the state as Terraform shows or keeps it", () => {
    const { stdout } = review(["plan.json"]);
    for (const state of ["state.json", "pulled.json"])
      expect(review([stack, "--state", state])).toEqual({ status: 0, stdout, stderr: "" });
    expect(review([join(directory, "cdktf.out"), "--state", "state.json"]).stdout).toBe(stdout);
  });

  test("takes what synth has written for a first deploy without a state, and says so", () => {
    const { status, stdout } = review([stack]);
    expect(status).toBe(0);
    expect(stdout).toContain("4 of 4 hosts change; they serve nobody yet.");
    expect(stdout).toContain("A first deploy, as far as is known");
    expect(review(["first.json"]).stdout).toContain("A first deploy, as far as is known");
  });

  test("says that a plan without changes has none", () => {
    const { status, stdout } = review(["nothing.json", "--max-hosts", "0", "--no-interruption"]);
    expect(status).toBe(0);
    expect(stdout).toContain("Nothing changes on any host.");
    expect(stdout).toContain("Terraform does not start the rollout: no configuration changes.");
  });

  test("reads states of older versions, of which a file is trusted that has the hash of what was rolled out", () => {
    const old = JSON.parse(readFileSync(file("plan.json"), "utf8"));
    old.resource_changes = old.resource_changes.filter(
      (one: { type: string }) => one.type !== "terraform_data",
    );
    writeFileSync(file("old.json"), JSON.stringify(old));
    expect(review(["old.json"]).stdout).toBe(review(["plan.json"]).stdout);

    for (const { type, change } of old.resource_changes) if (type === "local_file") change.before = null;
    writeFileSync(file("older.json"), JSON.stringify(old));
    const { status, stdout } = review(["older.json", "--max-hosts", "4"]);
    expect(status).toBe(11);
    expect(stdout).toContain("What changes in 1 component cannot be told.");
    expect(stdout).toContain("--live asks the");
    expect(stdout).toContain("Gate closed: --max-hosts 4: what changes in dhcp/berlin cannot be told.");
  });

  test("closes gates with exit codes of their own", () => {
    const { status, stdout } = review([
      "plan.json",
      "--max-hosts",
      "2",
      "--no-interruption",
      "--fail-on",
      "error",
    ]);
    expect(status).toBe(11);
    expect(stdout).toContain("Gate closed: --max-hosts 2: 3 hosts change (hq, vault and berlin).");
    expect(review(["plan.json", "--max-hosts", "3"]).status).toBe(0);
    expect(review(["plan.json", "--max-hosts", "many"]).status).toBe(2);
  });

  test("prints JSON for programs", () => {
    const { status, stdout } = review(["plan.json", "--json"]);
    expect(status).toBe(0);
    const { format, components } = JSON.parse(stdout);
    expect(format).toBe(1);
    expect(components[0]).toMatchObject({
      component: "dhcp/berlin",
      basis: "state",
      rests: false,
      refused: [],
    });
    expect(components[0].plan.flat().map(({ steps }: { steps: unknown[] }) => steps.length)).toEqual([
      3, 4, 6,
    ]);
  });

  test("writes a page that loads nothing, with the picture and both sides of what differs", () => {
    expect(review(["plan.json", "--html", "page.html"]).status).toBe(0);
    const page = readFileSync(file("page.html"), "utf8");
    expect(page).toContain("<h1>3 of 4 hosts change; all clients are served all the time.</h1>");
    expect(page).toContain("10.1.0.1 · changed");
    expect(page).toContain("Both sides of hq-dhcp4");
    expect(page).toContain("<mark>200</mark>");
    expect(page).toContain("<mark>250</mark>");
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|@import/);
  });

  test("asks the servers, and names those that do not answer", () => {
    const { status, stdout } = review(["plan.json", "--live", "--fail-on", "error"]);
    expect(status).toBe(14);
    for (const host of ["hq", "berlin", "lisbon", "vault"])
      expect(stdout).toMatch(new RegExp(`The rollout will refuse this[^]*    ${host}: `));
    expect(stdout).toContain("3 of 4 hosts change");
  });

  test("tells several topologies apart, after a rollout that failed, with an address that is known only later", async () => {
    synth((stack) => {
      new HubAndSpoke(stack, "dhcp", sites(250));
      const machine = new Machine(stack, "machine");
      new HubAndSpoke(
        stack,
        "two",
        // The same hosts in another topology have other servers.
        sites(250, { hub: { name: "hq2", address: machine.address, ...nobody("hq2", 10) } }, 10),
      );
    });
    await terraform("taint", "null_resource.dhcp_rollout_berlin");
    await plan("two.json");
    const { status, stdout, stderr } = review(["two.json", "--html", "two.html"]);
    expect([status, stderr]).toEqual([0, ""]);
    const flat = stdout.replace(/\n +/g, " ");
    expect(flat).toContain("7 of 8 hosts change");
    expect(flat).toMatch(/dhcp\/berlin The last rollout failed, and runs again\./);
    expect(flat).toMatch(/two\/berlin .*Some values are known only when Terraform applies\./);
    expect(flat).toContain("will have to be healthy");
    expect(review([stack, "--state", "state.json"]).stdout).toContain("two/berlin");
  });
});
