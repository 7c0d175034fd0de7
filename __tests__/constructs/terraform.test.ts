import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NullProvider } from "@cdktf/provider-null/lib/provider";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { App, Fn, S3Backend, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import {
  ControlChannel,
  Family,
  HubAndSpoke,
  type HubAndSpokeProps,
  KeaTopology,
  KeaVersion,
  type ServerSettings,
} from "../../constructs";
import { PROJECT } from "../support/article";
import { HubAndSpokeStack, KeaStack } from "../../stacks";
import { fileTexts, synthErrors, synthStack } from "../support/synth";

const SITES: HubAndSpokeProps = {
  hub: { name: "hq", address: "10.0.0.1" },
  backup: { name: "vault", address: "10.0.0.9" },
  spokes: [
    {
      name: "berlin",
      address: "10.1.0.1",
      subnets: [{ id: 1, subnet: "10.1.0.0/24", pools: ["10.1.0.10-10.1.0.250"] }],
    },
    {
      name: "lisbon",
      address: "10.2.0.1",
      subnets: [{ id: 2, subnet: "10.2.0.0/24", pools: ["10.2.0.10-10.2.0.250"] }],
    },
  ],
};

/** The same sites on machines of their own: a server belongs to one topology. */
const elsewhere: HubAndSpokeProps = {
  ...SITES,
  hub: { name: "hq", address: "10.0.1.1" },
  backup: { name: "vault", address: "10.0.1.9" },
  spokes: SITES.spokes.map((spoke) => ({ ...spoke, address: spoke.address.replace(/1$/, "101") })),
};

const files = (terraform: {
  resource: { local_file: Record<string, { content: string; filename: string }> };
}) => terraform.resource.local_file;

describe("a hub with two spokes and a backup", () => {
  const terraform = synthStack((stack) => new HubAndSpoke(stack, "dhcp", SITES));

  test("has one file per server, the manifest and one rollout", () => {
    expect(Object.keys(files(terraform)).sort()).toEqual([
      "dhcp_berlin-dhcp4",
      "dhcp_hq-dhcp4",
      "dhcp_lisbon-dhcp4",
      "dhcp_rollout-berlin",
      "dhcp_vault-dhcp4",
    ]);
    expect(Object.keys(terraform.resource.null_resource)).toEqual(["dhcp_rollout_berlin"]);
  });

  test("gives every member a name of its own and the hub a port per spoke", () => {
    const hub = JSON.parse(fileTexts(terraform)["dhcp_hq-dhcp4"]!).Dhcp4;
    const relationships = hub["hooks-libraries"][0].parameters["high-availability"];
    expect(
      relationships.map((r: { peers: { name: string; url: string; role: string }[] }) => r.peers),
    ).toEqual([
      [
        { name: "berlin.berlin", url: "http://10.1.0.1:8000/", role: "primary" },
        { name: "berlin.hq", url: "http://10.0.0.1:8000/", role: "standby" },
        { name: "berlin.vault", url: "http://10.0.0.9:8000/", role: "backup" },
      ],
      [
        { name: "lisbon.lisbon", url: "http://10.2.0.1:8000/", role: "primary" },
        { name: "lisbon.hq", url: "http://10.0.0.1:8001/", role: "standby" },
        { name: "lisbon.vault", url: "http://10.0.0.9:8001/", role: "backup" },
      ],
    ]);
  });

  test("triggers on the content of each server's file, which its name carries", () => {
    const { pending, ...triggers } = terraform.resource.null_resource.dhcp_rollout_berlin.triggers;
    expect(pending).toContain("kea/dhcp/rollout-berlin.pending.json");
    expect(Object.keys(triggers).sort()).toEqual(["berlin-dhcp4", "hq-dhcp4", "lisbon-dhcp4", "vault-dhcp4"]);
    for (const [server, sha] of Object.entries<string>(triggers)) {
      const { filename } = files(terraform)[`dhcp_${server}`]!;
      const text = fileTexts(terraform)[`dhcp_${server}`]!;
      expect(createHash("sha256").update(text).digest("hex")).toBe(sha);
      expect(filename).toBe(`\${path.module}/kea/dhcp/${server}.${sha.slice(0, 8)}.json`);
    }
  });

  test("runs the rollout program without a shell, from the stack's own directory", () => {
    const [provisioner] = terraform.resource.null_resource.dhcp_rollout_berlin.provisioner;
    const { interpreter, command } = provisioner["local-exec"];
    expect(interpreter).toEqual([
      "node",
      expect.stringMatching(/^\$\{path\.module\}\/assets\/.*\/rollout\.cjs$/),
    ]);
    expect(command).toBe(files(terraform)["dhcp_rollout-berlin"]!.filename);
  });

  test("asks for provider ranges that a larger stack can meet", () => {
    expect(terraform.terraform.required_providers).toMatchObject({
      local: { version: "~> 2.6" },
      null: { version: "~> 3.2" },
    });
  });

  test("can have the hub as primary", () => {
    const flipped = synthStack((stack) => new HubAndSpoke(stack, "dhcp", { ...SITES, hubIsPrimary: true }));
    const spoke = JSON.parse(fileTexts(flipped)["dhcp_berlin-dhcp4"]!).Dhcp4;
    expect(spoke["hooks-libraries"][0].parameters["high-availability"][0].peers).toEqual([
      { name: "berlin.hq", url: "http://10.0.0.1:8000/", role: "primary" },
      { name: "berlin.berlin", url: "http://10.1.0.1:8000/", role: "standby" },
      { name: "berlin.vault", url: "http://10.0.0.9:8000/", role: "backup" },
    ]);
  });
});

describe("in a larger stack", () => {
  test("a provider that is there is used, and none is added twice", () => {
    const terraform = synthStack((stack) => {
      new NullProvider(stack, "mine");
      new HubAndSpoke(stack, "one", SITES);
      new HubAndSpoke(stack, "two", elsewhere);
    });
    expect(terraform.provider.null).toHaveLength(1);
    expect(terraform.provider.local).toHaveLength(1);
  });

  test("constructs of the user's may have the ids of providers, and versions that the user overrides stay", () => {
    const terraform = synthStack((stack) => {
      for (const id of ["null", "local"]) new Construct(stack, id);
      stack.addOverride("terraform.required_providers.null.version", "3.2.4");
      new HubAndSpoke(stack, "one", SITES);
    });
    const needed = terraform.terraform.required_providers;
    expect([needed.null.version, needed.local.version]).toEqual(["3.2.4", "~> 2.6"]);
  });

  test("a stack inside of a stack has providers and a backend of its own", () => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), "kea-ha-")), stackTraces: false });
    const outer = new KeaStack(app, "outer");
    const inner = new KeaStack(outer, "inner");
    new S3Backend(inner, { bucket: "states", key: "inner" });
    new HubAndSpoke(inner, "dhcp", SITES);
    new HubAndSpoke(outer, "dhcp", elsewhere);
    app.synth();
    const [one, other] = ["outer", "inner"].map((stack) =>
      JSON.parse(readFileSync(join(app.outdir, "stacks", stack, "cdk.tf.json"), "utf8")),
    );
    rmSync(app.outdir, { recursive: true });
    expect(one.terraform.backend).toEqual({ local: { path: "../../../outer.tfstate" } });
    expect(Object.keys(other.terraform.backend)).toEqual(["s3"]);
    for (const { provider } of [one, other]) expect(Object.keys(provider)).toEqual(["local", "null"]);
  });

  test("two topologies live side by side, with files and rollouts of their own", () => {
    const terraform = synthStack((stack) => {
      new HubAndSpoke(stack, "one", SITES);
      new HubAndSpoke(stack, "two", elsewhere);
    });
    expect(Object.keys(terraform.resource.null_resource)).toEqual([
      "one_rollout_berlin",
      "two_rollout_berlin",
    ]);
    expect(new Set(Object.values(files(terraform)).map(({ filename }) => filename)).size).toBe(10);
  });

  test("spokes without a common host roll out apart", () => {
    const terraform = synthStack((stack) => {
      const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
      for (const [index, site] of ["north", "south"].entries()) {
        const host = (name: string, last: number) =>
          dhcp.addHost(`${site}-${name}`, { address: `10.${index}.0.${last}`, interfaces: ["eth0"] });
        dhcp.addRelationship(site, {
          primary: { host: host("a", 1) },
          standby: { host: host("b", 2) },
          port: 8000,
          subnets: [{ id: index + 1, subnet: `10.${index}.0.0/24` }],
        });
      }
    });
    expect(Object.keys(terraform.resource.null_resource)).toEqual([
      "dhcp_rollout_north",
      "dhcp_rollout_south",
    ]);
  });

  test("whatever needs DHCP can wait for the rollout", () => {
    const terraform = synthStack((stack) => {
      const { topology } = new HubAndSpoke(stack, "dhcp", SITES);
      new Resource(stack, "after", { dependsOn: topology.rollouts });
    });
    expect(new Set(terraform.resource.null_resource.after.depends_on)).toEqual(
      new Set(["null_resource.dhcp_rollout_berlin"]),
    );
  });

  test("an address that only Terraform knows is filled in when it applies, in file and manifest", () => {
    const terraform = synthStack((stack) => {
      const machine = new Resource(stack, "machine", {});
      const hub = { name: "hq", address: machine.id };
      new HubAndSpoke(stack, "dhcp", { ...SITES, hub });
    });
    expect(files(terraform)["dhcp_hq-dhcp4"]!.content).toMatch(
      /^\$\{sensitive\(jsonencode\(local\.[\w-]+\)\)\}$/,
    );
    expect(JSON.stringify(terraform.locals)).toMatch(
      /"http:\/\/\$\{replace\(null_resource\.machine\.id, [^{}]*\)\}:8000\//,
    );
    expect(terraform.resource.null_resource.dhcp_rollout_berlin.triggers["hq-dhcp4"]).toMatch(
      /^\$\{sha256\(jsonencode\(/,
    );
  });

  test("text that looks like a Terraform template stays what it is", () => {
    const terraform = synthStack((stack) => {
      new HubAndSpoke(stack, "dhcp", {
        ...SITES,
        settings: { extra: { "server-tag": "${not-a-ref} %{nor-this}" } },
      });
    });
    expect(fileTexts(terraform)["dhcp_hq-dhcp4"]).toContain('"server-tag": "$${not-a-ref} %%{nor-this}"');
  });

  test("lists that only Terraform knows are filled in wherever a list is declared", () => {
    const terraform = synthStack((stack) => {
      const list = (name: string) =>
        new TerraformVariable(stack, name, { type: "list(string)" }).listValue as string[];
      const subnet = {
        id: 1,
        subnet: "10.1.0.0/24",
        pools: list("pools"),
        poolDetails: [{ pool: "10.1.0.200-10.1.0.210" }],
        routers: list("routers"),
        relay: list("relays"),
        interface: "eth7",
      };
      new HubAndSpoke(stack, "dhcp", {
        hub: {
          name: "hq",
          address: "10.0.0.1",
          addresses: list("addresses"),
          interfaces: list("interfaces"),
        },
        spokes: [{ name: "berlin", address: "10.1.0.1", subnets: [subnet] }],
        settings: { loggers: [{ outputs: list("outputs") }] },
      });
    });
    const local = (name: string) => JSON.parse(fileTexts(terraform)[name]!);
    const { Dhcp4 } = local("dhcp_hq-dhcp4");
    expect(Dhcp4.subnet4[0]).toMatchObject({
      pools: '${concat([ for key, val in var.pools: {"pool" = val}], [{"pool" = "10.1.0.200-10.1.0.210"}])}',
      "option-data": [{ name: "routers", data: '${join(", ", var.routers)}' }],
      relay: { "ip-addresses": "${var.relays}" },
      // Whether the host has it is not known.
      interface: "eth7",
    });
    expect(Dhcp4["interfaces-config"]).toEqual({ interfaces: "${var.interfaces}" });
    expect(Dhcp4.loggers[0]["output-options"]).toBe('${[ for key, val in var.outputs: {"output" = val}]}');
    expect(local("dhcp_rollout-berlin").servers[0].addresses).toBe('${concat(["10.0.0.1"], var.addresses)}');
  });

  test("a number that only Terraform knows keeps its type", () => {
    const terraform = synthStack((stack) => {
      const lifetime = new TerraformVariable(stack, "lifetime", { type: "number" });
      new HubAndSpoke(stack, "dhcp", {
        ...SITES,
        settings: { validLifetime: Fn.max([lifetime.numberValue, 600]) },
      });
    });
    expect(JSON.stringify(terraform.locals)).toContain('"valid-lifetime":"${max(');
  });
});

describe("renewed files", () => {
  const tls = { trustAnchor: "/etc/kea/ca.pem", certFile: "/etc/kea/cert.pem", keyFile: "/etc/kea/key.pem" };
  const context = (terraform: ReturnType<typeof synthStack>, server: string) =>
    JSON.parse(fileTexts(terraform)[`dhcp_${server}`]!).Dhcp4["user-context"];

  test("a host's serial stands beside the topology's, in its own configuration alone", () => {
    const terraform = synthStack((stack) => {
      const hub = { ...SITES.hub, renewed: { "/etc/kea/cert.pem": "7a", "/etc/kea/ca.pem": "3" } };
      new HubAndSpoke(stack, "dhcp", { ...SITES, tls, hub, renewed: { "/etc/kea/ca.pem": "2" } });
    });
    expect(context(terraform, "hq-dhcp4")).toEqual({
      renewed: { "/etc/kea/ca.pem": "3", "/etc/kea/cert.pem": "7a" },
    });
    expect(context(terraform, "berlin-dhcp4")).toEqual({ renewed: { "/etc/kea/ca.pem": "2" } });
  });

  test("a serial, and a path, that only Terraform knows are filled in when it applies", () => {
    const terraform = synthStack((stack) => {
      const certificate = new Resource(stack, "certificate", {});
      const path = new TerraformVariable(stack, "path", { type: "string" }).stringValue;
      const hub = { ...SITES.hub, renewed: { [path]: certificate.id } };
      new HubAndSpoke(stack, "dhcp", { ...SITES, tls: { ...tls, certFile: path }, hub });
    });
    expect(JSON.stringify(terraform.locals)).toContain(
      '"user-context":{"renewed":{"${var.path}":"${null_resource.certificate.id}"}}',
    );
  });

  test("a path that no configuration names ends the synth at who declares it", () => {
    const wrong = { "/etc/kea/cret.pem": "1" };
    const errors = synthErrors((stack) => {
      const hub = { ...SITES.hub, renewed: wrong };
      new HubAndSpoke(stack, "dhcp", { ...SITES, tls, hub, renewed: wrong });
    });
    expect(errors).toEqual([
      expect.stringMatching(
        /^\[stack\/dhcp\/dhcp\] topology dhcp: renewed has \/etc\/kea\/cret.pem, which no conf/,
      ),
      expect.stringMatching(/^\[stack\/dhcp\/dhcp\/hosts\/hq\] host hq: renewed has \/etc\/kea\/cret.pem/),
    ]);
  });
});

describe("control channels", () => {
  const control = (terraform: ReturnType<typeof synthStack>) =>
    JSON.parse(fileTexts(terraform)["dhcp_rollout-berlin"]!).servers[0];
  const hubWith = (hub: Partial<HubAndSpokeProps["hub"]>) =>
    control(
      synthStack((stack) => new HubAndSpoke(stack, "dhcp", { ...SITES, hub: { ...SITES.hub, ...hub } })),
    );

  test("ssh goes to the socket that the configuration declares, wherever it declares it", () => {
    const socket = (settings: ServerSettings) => hubWith({ settings }).control.socket;
    expect(socket({ directories: { run: "/run/dhcp" } })).toBe("/run/dhcp/kea4-ctrl-socket");
    const extra = { "control-sockets": [{ "socket-type": "unix", "socket-name": "/run/kea/other" }] };
    expect(socket({ extra })).toBe("/run/kea/other");
    expect(
      socket({ extra: { "control-sockets": [{ "socket-type": "unix", "socket-name": "other" }] } }),
    ).toBe("/run/kea/other");
  });

  test("the former way in is in the manifest, for one family like for the other", () => {
    const formerControl = ControlChannel.ssh({ dhcp4: "/run/kea/old", dhcp6: "/run/kea/old6" });
    expect(hubWith({ formerControl }).formerControl).toEqual({
      type: "ssh",
      address: "10.0.0.1",
      socket: "/run/kea/old",
    });
    expect(hubWith({})).not.toHaveProperty("formerControl");
  });
});

describe("wrong use fails at once", () => {
  test("a topology outside a stack", () => {
    expect(() => new KeaTopology(new App(), "dhcp", { kea: KeaVersion.V3_0 })).toThrow(/TerraformStack/);
  });

  test("two topologies of one name in a stack", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new HubAndSpoke(new Construct(stack, "north"), "dhcp", SITES);
    expect(() => new HubAndSpoke(new Construct(stack, "south"), "dhcp", SITES)).toThrow(
      "stack/north/dhcp/dhcp is a topology called dhcp already: files and addresses are named after it.",
    );
  });

  test("two of them, one of which is inside a third", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    const kea = KeaVersion.V3_0;
    new KeaTopology(new KeaTopology(stack, "outer", { kea }), "dhcp", { kea });
    expect(() => new KeaTopology(stack, "dhcp", { kea })).toThrow(
      "stack/outer/dhcp is a topology called dhcp",
    );
  });

  test("one server in two topologies, whatever it is called there", () => {
    const relate = (dhcp: KeaTopology, name: string, family?: Family) => {
      const host = (host: string, address: string) =>
        dhcp.addHost(`${name}-${host}`, { address, interfaces: ["eth0"] });
      const [primary, standby] = [host("a", "10.0.0.1"), host("b", `10.0.0.${name.length}`)];
      const subnet = family === Family.V6 ? "2001:db8::/64" : "10.0.0.0/24";
      dhcp.addRelationship(name, {
        family,
        port: family === Family.V6 ? 8001 : 8000,
        primary: { host: primary },
        standby: { host: standby },
        subnets: [{ id: 1, subnet }],
      });
    };
    const two = (family?: Family) =>
      synthErrors((stack) => {
        relate(new KeaTopology(stack, "one", { kea: KeaVersion.V3_0 }), "north");
        relate(new KeaTopology(stack, "two", { kea: KeaVersion.V3_0 }), "south-east", family);
      });
    expect(two()).toEqual([
      "[stack/two/hosts/south-east-a] host south-east-a is reached where host north-a of another topology, stack/one/hosts/north-a, is (ssh to 10.0.0.1, socket /run/kea/kea4-ctrl-socket): they are one server, and each topology would undo what the other sets. Declare it in one topology only, or correct the address or the control channel of one of the two.",
    ]);
    // kea-dhcp6 of that host is another server.
    expect(two(Family.V6)).toEqual([]);
  });

  test("names that would give two servers one Terraform address", () => {
    const add = (stack: TerraformStack, id: string, host: string, third: number) => {
      const dhcp = new KeaTopology(stack, id, { kea: KeaVersion.V3_0 });
      const [primary, standby] = [host, `${host}-2`].map((name, index) => ({
        host: dhcp.addHost(name, { address: `10.0.${third}.${index + 1}`, interfaces: ["eth0"] }),
      }));
      dhcp.addRelationship(`r${third}`, {
        primary: primary!,
        standby,
        port: 8000,
        subnets: [{ id: 1, subnet: `10.0.${third}.0/24` }],
      });
    };
    const found = synthErrors((stack) => {
      add(stack, "a", "b_c", 1);
      add(stack, "a_b", "c", 2);
    });
    expect(found).toHaveLength(2);
    expect(found[0]).toBe(
      "[stack/a_b] the file of c-dhcp4 would have the Terraform address local_file.a_b_c-dhcp4, which the file of b_c-dhcp4 of stack/a has. Rename one of the two topologies, or what is named after them.",
    );
  });

  test("a name that cannot name files", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    expect(() =>
      new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 }).addHost("a b", {
        address: "10.0.0.1",
        interfaces: [],
      }),
    ).toThrow(
      '"a b" cannot name a host: it takes letters, digits, - and _, since files and Terraform addresses are named after it.',
    );
  });

  test("a member whose host belongs to another topology", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    expect(() =>
      new HubAndSpoke(stack, "other", SITES).topology.addRelationship("x", {
        primary: { host: new HubAndSpoke(stack, "third", SITES).hub },
        port: 1,
      }),
    ).toThrow(
      "Relationship x: host hq belongs to another topology (stack/third/third/hosts/hq), not to stack/other/other. Add it here with addHost.",
    );
  });

  test("an HTTP channel without a URL for the host's family", () => {
    expect(() =>
      synthStack(
        (stack) =>
          new HubAndSpoke(stack, "dhcp", {
            ...SITES,
            control: ControlChannel.http({ dhcp6: "https://[2001:db8::1]:8443" }),
          }),
      ),
    ).toThrow("needs a dhcp4 URL");
  });
});

test("a stack can have a backend of its own, and has one beside cdktf.out otherwise", () => {
  const backend = (build: (stack: TerraformStack) => void) => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), "kea-ha-")), stackTraces: false });
    const stack = new HubAndSpokeStack(app, "sites", SITES);
    build(stack);
    app.synth();
    const { terraform } = JSON.parse(readFileSync(join(app.outdir, "stacks/sites/cdk.tf.json"), "utf8"));
    rmSync(app.outdir, { recursive: true });
    return terraform.backend;
  };
  expect(backend(() => undefined)).toEqual({ local: { path: "../../../sites.tfstate" } });
  const s3 = { bucket: "states", key: "sites", region: "eu-north-1" };
  expect(backend((stack) => new S3Backend(stack, s3))).toEqual({ s3 });
});

test("the short form passes on what a rollout is allowed, and which warnings are meant", () => {
  const terraform = synthStack(
    (stack) => new HubAndSpoke(stack, "dhcp", { ...SITES, allowUnhealthy: true, allowInterruption: true }),
  );
  expect(JSON.parse(fileTexts(terraform)["dhcp_rollout-berlin"]!)).toMatchObject({
    policy: { allowUnhealthy: true, allowInterruption: true },
  });
  const silence = { KEAHA999: "no such rule" };
  expect(synthErrors((stack) => new HubAndSpoke(stack, "dhcp", { ...SITES, silence }))).toEqual([
    "[stack/dhcp/dhcp] silence KEAHA999: there is no rule KEAHA999.",
  ]);
});

test("a second synth gives the same, and what was declared in between", () => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "kea-ha-")), stackTraces: false });
  const { relationships } = new HubAndSpokeStack(app, "sites", SITES).dhcp;
  const synth = () => {
    app.synth();
    return readFileSync(join(app.outdir, "stacks/sites/cdk.tf.json"), "utf8");
  };
  try {
    const first = synth();
    expect(synth()).toBe(first);
    relationships[0]!.addSubnet({ id: 9, subnet: "10.9.0.0/24" });
    expect(synth()).toContain("10.9.0.0/24");
  } finally {
    rmSync(app.outdir, { recursive: true });
  }
});

test("synth runs without the CLI, and twice to the same bytes", () => {
  const outdir = mkdtempSync(join(tmpdir(), "kea-ha-"));
  const run = () =>
    execFileSync(
      process.execPath,
      [
        "--import",
        "tsx",
        "-e",
        `
      const { readFileSync } = require("node:fs");
      import("${PROJECT}/main.ts").then(() => process.stdout.write(readFileSync(process.env.CDKTF_OUTDIR + "/stacks/article/cdk.tf.json")));
    `,
      ],
      { cwd: PROJECT, encoding: "utf8", env: { ...process.env, CDKTF_OUTDIR: outdir } },
    );
  try {
    expect(run()).toBe(run());
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

describe("a property that does not exist", () => {
  // As JavaScript, or a value of type any, brings it past the compiler.
  const anything = <T>(value: unknown) => value as T;

  test("is refused wherever it is, all at once, with the one that was meant", () => {
    const [berlin, lisbon] = SITES.spokes;
    const subnet = { id: 1, subnet: "10.1.0.0/24", routres: ["10.1.0.254"], extra: { "t1-percent": 0.5 } };
    const problems = synthErrors((stack) => {
      new HubAndSpoke(stack, "dhcp", {
        ...anything<object>({ basePorts: 9000 }),
        hub: anything({ ...SITES.hub, adress: "10.0.0.2" }),
        spokes: [
          anything({ ...berlin, subnets: [subnet], ha: { heartbeatDelays: 5000 } }),
          anything({ ...lisbon, settings: { loggers: [{ severty: "DEBUG" }], validLifetme: 600 } }),
        ],
      });
    });
    expect(
      problems.filter((line) => !line.includes("KEAHA")).map((line) => line.replace(/^\[[^\]]*\] /, "")),
    ).toEqual([
      "hub and spoke: there is no property basePorts. Did you mean basePort?",
      "hub hq: there is no property adress. Did you mean address?",
      "logger: there is no property severty. Did you mean severity?",
      "settings: there is no property validLifetme. Did you mean validLifetime?",
      "HA settings: there is no property heartbeatDelays. Did you mean heartbeatDelay?",
      "subnet 10.1.0.0/24: there is no property routres. Did you mean routers?",
    ]);
  });
});
