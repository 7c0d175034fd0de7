/** Stacks of ours, planned and applied by Terraform. No host answers here: rollouts end by saying so. */
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import {
  App,
  Fn,
  type TerraformMetaArguments,
  TerraformOutput,
  TerraformResource,
  TerraformVariable,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import {
  ControlChannel,
  Family,
  HubAndSpoke,
  type HubAndSpokeProps,
  KeaTopology,
  KeaVersion,
} from "../../constructs";
import { providerEnvironment } from "../../lab/terraform/providers/environment";
import { KeaStack } from "../../stacks";
import { describeWithProviders } from "../lab/terraform/providers/availability";
import { type Ended, runIn } from "../lab/terraform/providers/module";

jest.setTimeout(240_000);

const ROLLOUT = "null_resource.dhcp_rollout_berlin";
const DEPLOYED = "terraform_data.dhcp_deployed_berlin";

/** Nobody listens there, so a rollout that runs ends at once. */
const nobody = (host: string, port = 9) => ({
  control: ControlChannel.http({ dhcp4: `http://127.0.0.1:${port}/${host}` }),
});

const lastPool = (last: number, port = 9): HubAndSpokeProps => ({
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
});
const SITES = lastPool(250);

/** Terraform's own resource whose output is known only when it is made, as a machine's address is. */
class Machine extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: { readonly address: string } & TerraformMetaArguments,
  ) {
    super(scope, id, { ...props, terraformResourceType: "terraform_data" });
  }

  get address(): string {
    return this.getStringAttribute("output");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { input: this.props.address };
  }
}

/** One resource of a plan, as `terraform show -json` gives it. */
interface Change {
  readonly address: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Record<string, never> | null;
    readonly after: Record<string, never> | null;
    readonly after_unknown: Record<string, unknown>;
  };
}

/** A user's app: a directory with cdktf.out and state. */
class Site {
  readonly directory = mkdtempSync(join(tmpdir(), "kea-ha-apply-"));

  constructor(private readonly stack = "site") {}

  /** Synthesizes the stack anew, over what is there. */
  synth(build: (stack: KeaStack) => void): void {
    const app = new App({ outdir: join(this.directory, "cdktf.out"), stackTraces: false });
    build(new KeaStack(app, this.stack));
    app.synth();
  }

  /** The same app, applied so far, for a test that goes on from here. */
  copy(): Site {
    const copy = new Site(this.stack);
    cpSync(this.directory, copy.directory, { recursive: true, verbatimSymlinks: true });
    return copy;
  }

  path(...parts: string[]): string {
    return join(this.directory, "cdktf.out/stacks", this.stack, ...parts);
  }

  terraform(...args: string[]): Promise<Ended> {
    return runIn(this.path(), providerEnvironment()["TERRAFORM_BINARY_NAME"]!, args);
  }

  async mustTerraform(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.terraform(...args);
    if (exitCode !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
    return stdout;
  }

  apply(): Promise<Ended> {
    return this.terraform("apply", "-auto-approve", "-input=false", "-no-color");
  }

  /** Plans, and returns what would change, by address; keeps the plan as `plan`. */
  async plan(): Promise<Record<string, Change>> {
    await this.mustTerraform("plan", "-input=false", "-out=plan");
    const { resource_changes } = JSON.parse(await this.mustTerraform("show", "-json", "plan"));
    const changes = (resource_changes as Change[]).filter(({ change }) => change.actions[0] !== "no-op");
    return Object.fromEntries(changes.map((change) => [change.address, change]));
  }

  /** The names of a topology's files. */
  files(topology = "dhcp"): string[] {
    return readdirSync(this.path("kea", topology)).sort();
  }

  /** A file of a topology, by its name without the hash. */
  file(name: string, topology = "dhcp"): { path: string; text: string } {
    const found = this.files(topology).filter((file) => file.replace(/\.[0-9a-f]{8}\.json$/, "") === name);
    if (found.length !== 1) throw new Error(`${name} is ${found.length} files: ${found.join(", ")}`);
    const path = this.path("kea", topology, found[0]!);
    return { path, text: readFileSync(path, "utf8") };
  }

  /** What the last rollout said of itself. */
  report(topology = "dhcp"): { component: string; outcome: string; problems: string[] } {
    return JSON.parse(readFileSync(this.path("kea", topology, "rollout-berlin.report.json"), "utf8"));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

const actions = (changes: Record<string, Change>) =>
  Object.fromEntries(Object.entries(changes).map(([address, { change }]) => [address, change.actions]));

describeWithProviders("an address that another resource makes", () => {
  const site = new Site();
  let plan: Record<string, Change>;
  let applied: Ended;
  afterAll(() => site.remove());

  beforeAll(async () => {
    site.synth((stack) => {
      const hq = new Machine(stack, "hq-machine", { address: "10.0.0.2" });
      const control = new Machine(stack, "hq-control", { address: "127.0.0.9" });
      new HubAndSpoke(stack, "dhcp", {
        ...SITES,
        hub: {
          name: "hq",
          address: hq.address,
          control: ControlChannel.http({ dhcp4: `http://${control.address}:9/`, allowPlain: true }),
        },
      });
    });
    await site.mustTerraform("init", "-input=false");
    await site.mustTerraform("validate");
    plan = await site.plan();
    applied = await site.terraform("apply", "-input=false", "-no-color", "plan");
  });

  test("makes the plan say of every file that holds it that it is known after apply", () => {
    const unknown = Object.values(plan).filter(({ change }) => change.after_unknown["content"] === true);
    expect(unknown.map(({ address }) => address)).toEqual([
      "local_file.dhcp_berlin-dhcp4",
      "local_file.dhcp_hq-dhcp4",
      "local_file.dhcp_lisbon-dhcp4",
      "local_file.dhcp_rollout-berlin",
      "local_file.dhcp_vault-dhcp4",
    ]);
    expect(plan[ROLLOUT]?.change.after_unknown["triggers"]).toMatchObject({ "hq-dhcp4": true });
  });

  test("is in every member's URL, and in the manifest, when it applies", () => {
    for (const server of ["hq-dhcp4", "berlin-dhcp4", "vault-dhcp4"])
      expect(site.file(server).text).toContain('"http://10.0.0.2:8000/"');
    const manifest = JSON.parse(site.file("rollout-berlin").text);
    const hq = manifest.servers.find(({ host }: { host: string }) => host === "hq");
    expect(hq).toMatchObject({ addresses: ["10.0.0.2"], control: { url: "http://127.0.0.9:9/" } });
    expect(hq.config).toBe(basename(site.file("hq-dhcp4").path));
  });

  test("is in the hash that a file's name carries", () => {
    const { path, text } = site.file("hq-dhcp4");
    const sha = createHash("sha256").update(text).digest("hex");
    expect(basename(path)).toBe(`hq-dhcp4.${sha.slice(0, 8)}.json`);
  });

  test("is where the rollout goes, after all files are there: here nobody answers, and it says so", () => {
    expect(applied.exitCode).toBe(1);
    const said = applied.stdout + applied.stderr;
    expect(said).toContain("127.0.0.9");
    expect(said).not.toContain("cannot be read");
    const { outcome, problems } = site.report();
    expect(outcome).toBe("REFUSED");
    expect(problems.filter((problem) => problem.includes("127.0.0.9"))).toHaveLength(1);
  });
});

describeWithProviders("lists that another resource makes", () => {
  test("are in the files when it applies, in their order", async () => {
    const site = new Site();
    try {
      site.synth((stack) => {
        const list = (id: string, ...entries: string[]) =>
          Token.asList(Fn.split(",", new Machine(stack, id, { address: entries.join(",") }).address));
        const pools = list("pools", "10.1.0.150-10.1.0.160", "10.1.0.10-10.1.0.20");
        const subnet = {
          id: 1,
          subnet: "10.1.0.0/24",
          pools,
          routers: list("routers", "10.1.0.2", "10.1.0.1"),
        };
        const addresses = list("addresses", "10.0.0.3", "10.0.0.2");
        const hub = { name: "hq", address: "10.0.0.1", addresses, ...nobody("hq") };
        const spokes = [{ name: "berlin", address: "10.1.0.1", ...nobody("berlin"), subnets: [subnet] }];
        new HubAndSpoke(stack, "dhcp", { hub, spokes });
      });
      await site.mustTerraform("init", "-input=false");
      await site.mustTerraform("validate");
      await site.apply();
      const [found] = JSON.parse(site.file("hq-dhcp4").text).Dhcp4.subnet4;
      expect(found.pools).toEqual([{ pool: "10.1.0.150-10.1.0.160" }, { pool: "10.1.0.10-10.1.0.20" }]);
      expect(found["option-data"]).toEqual([{ name: "routers", data: "10.1.0.2, 10.1.0.1" }]);
      const [hq] = JSON.parse(site.file("rollout-berlin").text).servers;
      expect(hq.addresses).toEqual(["10.0.0.1", "10.0.0.3", "10.0.0.2"]);
      expect(site.report().outcome).toBe("REFUSED");
    } finally {
      site.remove();
    }
  });
});

describeWithProviders(
  "interfaces with addresses that another resource makes, of a host of both families",
  () => {
    test("are for the server of their family when it applies", async () => {
      const site = new Site();
      try {
        site.synth((stack) => {
          const text = (id: string, address: string) => new Machine(stack, id, { address }).address;
          const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
          const host = (name: string, number: number, interfaces: string[]) => ({
            host: dhcp.addHost(name, {
              address: `10.0.0.${number}`,
              interfaces,
              control: ControlChannel.http({
                dhcp4: `http://127.0.0.1:9/${name}`,
                dhcp6: `http://127.0.0.1:9/${name}`,
              }),
            }),
          });
          const own = [text("own4", "10.0.0.1"), text("own6", "2001:db8::1")].map((one) => `eth0/${one}`);
          const all = Fn.split(",", text("all", "eth0/10.0.0.2,eth1,eth0/fe80::2%eth0"));
          const primary = host("a", 1, ["eth1", "eth2/10.0.0.9", ...own, text("whole", "eth3/2001:db8::3")]);
          const standby = host("b", 2, all);
          const subnet = { id: 1, interface: "eth0" };
          dhcp.addRelationship("berlin", {
            ...{ primary, standby, port: 8000 },
            subnets: [{ ...subnet, subnet: "10.1.0.0/24" }],
          });
          dhcp.addRelationship("berlin6", {
            ...{ family: Family.V6, primary, standby, port: 8001 },
            subnets: [{ ...subnet, subnet: "2001:db8:1::/64" }],
          });
        });
        await site.mustTerraform("init", "-input=false");
        await site.apply();
        const listed = (server: string, root: string) =>
          JSON.parse(site.file(server).text)[root]["interfaces-config"].interfaces;
        expect(listed("a-dhcp4", "Dhcp4")).toEqual(["eth1", "eth2/10.0.0.9", "eth0/10.0.0.1"]);
        expect(listed("a-dhcp6", "Dhcp6")).toEqual(["eth1", "eth0/2001:db8::1", "eth3/2001:db8::3"]);
        expect(listed("b-dhcp4", "Dhcp4")).toEqual(["eth0/10.0.0.2", "eth1"]);
        expect(listed("b-dhcp6", "Dhcp6")).toEqual(["eth1", "eth0/fe80::2%eth0"]);
      } finally {
        site.remove();
      }
    });
  },
);

describeWithProviders("values that variables have", () => {
  const site = new Site();
  afterAll(() => site.remove());

  beforeAll(async () => {
    site.synth((stack) => {
      const text = (id: string, value: string) =>
        new TerraformVariable(stack, id, { type: "string", default: value }).stringValue;
      const dhcp = new KeaTopology(stack, "dhcp", {
        kea: KeaVersion.V3_0,
        settings: {
          loggers: [
            {
              name: text("logger", 'kea-"dhcp6"'),
              extra: { "user-context": { "${k}": `"m" \\\\f \\n \${x} ${text("suffix", '"')}` } },
            },
          ],
          extra: { "user-context": { "${a} %{b}": "${c} %{d}" } },
        },
      });
      const host = (name: string, address: string) =>
        dhcp.addHost(name, {
          address: text(name, address),
          interfaces: ["eth0"],
          control: ControlChannel.http({ dhcp6: `http://127.0.0.1:9/${name}` }),
        });
      const c = host("c", "10.0.0.3");
      dhcp.addRelationship("berlin", {
        family: Family.V6,
        primary: { host: host("a", "2001:db8::1") },
        standby: { host: host("b", "2001:db8::2"), address: text("bracketed", "[2001:db8::2]") },
        backups: [{ host: c }],
        port: 8000,
        subnets: [{ id: 1, subnet: "2001:db8:1::/64", pools: ["2001:db8:1::/80"], interface: "eth0" }],
      });
      new TerraformOutput(stack, "boot", { value: c.bootstrapConfig(Family.V6) });
      new TerraformOutput(stack, "encoded", { value: Fn.base64encode(c.bootstrapConfig(Family.V6)) });
    });
    await site.mustTerraform("init", "-input=false");
    await site.apply();
  });

  test("what looks like Terraform's stays what it is, in keys too", () => {
    const { Dhcp6 } = JSON.parse(site.file("a-dhcp6").text);
    expect(Dhcp6["user-context"]).toEqual({ "${a} %{b}": "${c} %{d}" });
  });

  test("a configuration for the first boot is JSON, with quotes in a text, too", async () => {
    const boot = JSON.parse(await site.mustTerraform("output", "-raw", "boot"));
    expect(boot.Dhcp6.loggers).toEqual([
      expect.objectContaining({ name: 'kea-"dhcp6"', "user-context": { "${k}": '"m" \\\\f \\n ${x} "' } }),
    ]);
    const encoded = await site.mustTerraform("output", "-raw", "encoded");
    expect(JSON.parse(Buffer.from(encoded, "base64").toString())).toEqual(boot);
  });

  test("IPv6 addresses are in brackets in URLs alone, whoever wrote them there", () => {
    const { Dhcp6 } = JSON.parse(site.file("a-dhcp6").text);
    const { peers } = Dhcp6["hooks-libraries"][0].parameters["high-availability"][0];
    expect(peers.map(({ url }: { url: string }) => url)).toEqual([
      "http://[2001:db8::1]:8000/",
      "http://[2001:db8::2]:8000/",
      "http://10.0.0.3:8000/",
    ]);
    const { servers } = JSON.parse(site.file("rollout-berlin").text);
    expect(servers.map(({ addresses }: { addresses: string[] }) => addresses)).toEqual([
      ["10.0.0.3"],
      ["2001:db8::1"],
      ["2001:db8::2"],
    ]);
  });
});

describeWithProviders("after a first rollout that reached nobody", () => {
  const failed = new Site();
  const sites = [failed];
  let first: Ended;
  /** As after a rollout that succeeded: somebody told Terraform that this one counts. */
  let settled: Site;
  afterAll(() => sites.forEach((site) => site.remove()));

  const startFrom = (site: Site) => {
    const copy = site.copy();
    sites.push(copy);
    return copy;
  };

  beforeAll(async () => {
    failed.synth((stack) => new HubAndSpoke(stack, "dhcp", SITES));
    await failed.mustTerraform("init", "-input=false");
    first = await failed.apply();
    settled = startFrom(failed);
    await settled.mustTerraform("untaint", ROLLOUT);
    await settled.mustTerraform("apply", "-auto-approve", "-input=false", `-target=${DEPLOYED}`);
  });

  test("the apply has failed, and names every server that could not be reached", () => {
    expect(first.exitCode).toBe(1);
    for (const server of ["berlin", "hq", "lisbon", "vault"])
      expect(first.stderr + first.stdout).toMatch(new RegExp(`Error: .*\\b${server}\\b`));
  });

  test("the next plan runs it again, and changes nothing else", async () => {
    const plan = await failed.plan();
    expect(actions(plan)).toEqual({ [ROLLOUT]: ["create", "delete"], [DEPLOYED]: ["create"] });
    expect(plan[ROLLOUT]?.action_reason).toBe("replace_because_tainted");
  });

  test("untainted and synthesized again, there is nothing to do", async () => {
    const site = startFrom(settled);
    site.synth((stack) => new HubAndSpoke(stack, "dhcp", SITES));
    const { exitCode, stdout } = await site.terraform("plan", "-detailed-exitcode", "-no-color");
    expect(stdout).toContain("No changes.");
    expect(exitCode).toBe(0);
  });

  test("untainted, a file that was deleted from the disk comes back without a rollout", async () => {
    const site = startFrom(settled);
    const { path, text } = site.file("hq-dhcp4");
    rmSync(path);
    expect(actions(await site.plan())).toEqual({ "local_file.dhcp_hq-dhcp4": ["create"] });
    // A rollout would fail here, as the first one did.
    await site.mustTerraform("apply", "-input=false", "plan");
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  test("a fresh checkout of the app has nothing to do: synth has written its files", async () => {
    const site = startFrom(settled);
    rmSync(join(site.directory, "cdktf.out"), { recursive: true });
    site.synth((stack) => new HubAndSpoke(stack, "dhcp", SITES));
    await site.mustTerraform("init", "-input=false");
    expect(await site.plan()).toEqual({});
    expect(site.files()).toEqual(settled.files().filter((file) => !file.includes(".report.")));
  });

  /** The plan as text, without blank lines. */
  const shown = async (site: Site) => {
    await site.plan();
    const text = await site.mustTerraform("show", "-no-color", "plan");
    return text.split("\n").filter((line) => line.trim() !== "");
  };

  test("one pool changed: the plan reads the same on a machine without yesterday's files", async () => {
    const [here, elsewhere] = [startFrom(settled), startFrom(settled)];
    here.synth((stack) => new HubAndSpoke(stack, "dhcp", lastPool(200)));
    rmSync(join(elsewhere.directory, "cdktf.out"), { recursive: true });
    elsewhere.synth((stack) => new HubAndSpoke(stack, "dhcp", lastPool(200)));
    await elsewhere.mustTerraform("init", "-input=false");
    const difference = (lines: readonly string[]) =>
      lines.slice(lines.findIndex((l) => l.includes(DEPLOYED)));
    const [ours, theirs] = [await shown(here), await shown(elsewhere)];
    expect(difference(theirs).slice(0, -1)).toEqual(difference(ours).slice(0, -1));
    for (const lines of [ours, theirs]) expect(lines.length).toBeLessThan(160);
  });

  test("after an apply that failed the plan shows all the same what differs from what was deployed", async () => {
    const site = startFrom(settled);
    site.synth((stack) => new HubAndSpoke(stack, "dhcp", lastPool(200)));
    expect((await site.apply()).exitCode).toBe(1);
    const pools = (await shown(site)).filter((line) => line.includes("~ pool "));
    expect(pools.map((line) => line.trim().replace(/ +/g, " "))).toEqual(
      Array(3).fill('~ pool = "10.1.0.10-10.1.0.250" -> "10.1.0.10-10.1.0.200"'),
    );
  });

  test("one pool changed: the plan shows that pool on its three hosts, and no other difference", async () => {
    const site = startFrom(settled);
    site.synth((stack) => new HubAndSpoke(stack, "dhcp", lastPool(200)));
    const plan = await site.plan();
    const changed = ["berlin-dhcp4", "hq-dhcp4", "vault-dhcp4"];
    expect(Object.keys(plan).sort()).toEqual([
      "local_file.dhcp_berlin-dhcp4",
      "local_file.dhcp_hq-dhcp4",
      "local_file.dhcp_rollout-berlin",
      "local_file.dhcp_vault-dhcp4",
      ROLLOUT,
      DEPLOYED,
    ]);
    for (const server of changed) {
      const { before, after } = plan[`local_file.dhcp_${server}`]!.change;
      expect(String(after!["content"])).toBe(String(before!["content"]).replace("10.1.0.250", "10.1.0.200"));
    }
    const { before, after } = plan[ROLLOUT]!.change;
    const triggers = Object.keys(after!["triggers"]!);
    expect(triggers.filter((server) => before!["triggers"]![server] !== after!["triggers"]![server])).toEqual(
      changed,
    );

    const text = await site.mustTerraform("show", "-no-color", "plan");
    const pools = text.split("\n").filter((line) => line.includes("~ pool "));
    expect(pools.map((line) => line.trim().replace(/ +/g, " "))).toEqual(
      changed.map(() => '~ pool = "10.1.0.10-10.1.0.250" -> "10.1.0.10-10.1.0.200"'),
    );
    expect(text.split("\n").length).toBeLessThan(160);
  });

  test("a rollout that left something for the next one runs again, although nothing declared has changed", async () => {
    const site = startFrom(settled);
    const { path } = site.file("hq-dhcp4");
    const left = { since: "2026-11-26T10:00:00.000Z", servers: ["berlin-dhcp4"] };
    writeFileSync(join(dirname(path), "rollout-berlin.pending.json"), JSON.stringify(left));
    const plan = await site.plan();
    expect(actions(plan)).toEqual({ [ROLLOUT]: ["create", "delete"] });
    expect(plan[ROLLOUT]!.change.after!["triggers"]).toMatchObject({ pending: left.since });
  });

  test("a control channel changed: no host is touched, since none runs anything else", async () => {
    const site = startFrom(settled);
    site.synth((stack) => new HubAndSpoke(stack, "dhcp", lastPool(250, 10)));
    expect(actions(await site.plan())).toEqual({ "local_file.dhcp_rollout-berlin": ["create", "delete"] });
  });
});

describeWithProviders("beside other things in a stack", () => {
  test("two topologies write files of their own and roll out each for itself", async () => {
    const site = new Site();
    try {
      site.synth((stack) => {
        new HubAndSpoke(stack, "one", SITES);
        // A server belongs to one topology: these are others.
        new HubAndSpoke(stack, "two", lastPool(200, 10));
      });
      await site.mustTerraform("init", "-input=false");
      expect((await site.apply()).exitCode).toBe(1);
      expect(site.file("hq-dhcp4", "one").text).toContain("10.1.0.10-10.1.0.250");
      expect(site.file("hq-dhcp4", "two").text).toContain("10.1.0.10-10.1.0.200");
      for (const topology of ["one", "two"]) {
        expect(site.files(topology)).toHaveLength(6);
        expect(site.report(topology).component).toBe(`${topology}/berlin`);
      }
      expect(Object.keys(await site.plan())).toEqual([
        "null_resource.one_rollout_berlin",
        "null_resource.two_rollout_berlin",
        "terraform_data.one_deployed_berlin",
        "terraform_data.two_deployed_berlin",
      ]);
    } finally {
      site.remove();
    }
  });

  test("create_before_destroy downstream leaves the new files there (rollout replaced by `true`)", async () => {
    const site = new Site();
    const build = (last: number) => (stack: KeaStack) => {
      const { topology } = new HubAndSpoke(stack, "dhcp", lastPool(last));
      const lifecycle = { createBeforeDestroy: true };
      new Resource(stack, "after", {
        triggers: { last: `${last}` },
        dependsOn: topology.rollouts,
        lifecycle,
      });
      stack.addOverride(`resource.${ROLLOUT}.provisioner.0.local-exec.interpreter`, undefined);
      stack.addOverride(`resource.${ROLLOUT}.provisioner.0.local-exec.command`, "true");
    };
    try {
      site.synth(build(250));
      await site.mustTerraform("init", "-input=false");
      expect(await site.apply()).toMatchObject({ exitCode: 0 });
      const before = site.files();
      site.synth(build(200));
      // What this test is about: the files are made before the old ones go.
      expect((await site.plan())["local_file.dhcp_hq-dhcp4"]!.change.actions).toEqual(["create", "delete"]);
      expect(await site.apply()).toMatchObject({ exitCode: 0 });
      for (const server of ["berlin-dhcp4", "hq-dhcp4", "vault-dhcp4"])
        expect(site.file(server).text).toContain("10.1.0.10-10.1.0.200");
      expect(site.files()).toHaveLength(before.length);
      expect(await site.plan()).toEqual({});
    } finally {
      site.remove();
    }
  });
});

describeWithProviders("an address from another stack of the app", () => {
  test("comes through that stack's state, and cdktf knows which stack goes first", async () => {
    const site = new Site();
    const network = (...args: string[]) =>
      runIn(site.path("../network"), providerEnvironment()["TERRAFORM_BINARY_NAME"]!, [
        ...args,
        "-input=false",
      ]);
    try {
      const app = new App({ outdir: join(site.directory, "cdktf.out"), stackTraces: false });
      const machine = new Machine(new KeaStack(app, "network"), "hq", { address: "10.9.9.9" });
      new HubAndSpoke(new KeaStack(app, "site"), "dhcp", {
        ...SITES,
        hub: { name: "hq", address: machine.address, ...nobody("hq") },
      });
      app.synth();
      const manifest = JSON.parse(readFileSync(join(site.directory, "cdktf.out/manifest.json"), "utf8"));
      expect(manifest.stacks.site.dependencies).toEqual(["network"]);

      expect(await network("init")).toMatchObject({ exitCode: 0 });
      expect(await network("apply", "-auto-approve")).toMatchObject({ exitCode: 0 });
      await site.mustTerraform("init", "-input=false");
      await site.mustTerraform("validate");
      expect((await site.plan())[ROLLOUT]?.change.actions).toEqual(["create"]);
      await site.terraform("apply", "-input=false", "plan");
      expect(site.file("berlin-dhcp4").text).toContain('"http://10.9.9.9:8000/"');
      expect(JSON.parse(site.file("rollout-berlin").text).servers[0].addresses).toEqual(["10.9.9.9"]);
    } finally {
      site.remove();
    }
  });
});

describe("whatever waits for a rollout", () => {
  const synth = (build: (app: App) => void) => {
    const directory = mkdtempSync(join(tmpdir(), "kea-ha-waits-"));
    try {
      const app = new App({ outdir: directory, stackTraces: false });
      build(app);
      app.synth();
      return JSON.parse(readFileSync(join(directory, "stacks/site/cdk.tf.json"), "utf8"));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  };

  test("waits for the one that its relationship belongs to in the end", () => {
    const terraform = synth((app) => {
      const stack = new KeaStack(app, "site");
      const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
      const hosts = [1, 2, 3, 4].map((id) =>
        dhcp.addHost(`h${id}`, { address: `10.0.0.${id}`, interfaces: ["eth0"] }),
      );
      const relate = (name: string, id: number, primary: number, standby: number) =>
        dhcp.addRelationship(name, {
          primary: { host: hosts[primary]! },
          standby: { host: hosts[standby]! },
          port: 8000 + id,
          subnets: [{ id, subnet: `10.${id}.0.0/24` }],
        });
      relate("first", 1, 0, 1);
      const second = relate("second", 2, 2, 3);
      new Resource(stack, "after", { dependsOn: [second.rollout] });
      // From here on the two belong together.
      relate("third", 3, 1, 2);
    });
    expect(Object.keys(terraform.resource.null_resource)).toEqual(["after", "dhcp_rollout_first"]);
    expect(terraform.resource.null_resource.after.depends_on).toEqual(["null_resource.dhcp_rollout_first"]);
  });

  test("cannot be in another stack, and the error says what to do instead", () => {
    const wrong = (app: App) => {
      const { topology } = new HubAndSpoke(new KeaStack(app, "site"), "dhcp", SITES);
      const other = new KeaStack(app, "other");
      new NullProvider(other, "null");
      new Resource(other, "after", { dependsOn: topology.rollouts });
    };
    expect(() => synth(wrong)).toThrow(
      "[other] dependsOn on the rollout of site/dhcp/dhcp/relationships/berlin: Terraform cannot wait for a resource of another stack. Deploy the stacks in order: addDependency instead of dependsOn.",
    );
  });
});
