/** Topologies among other things of a larger stack. */
import { Aspects, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { HubAndSpoke, type KeaHost, KeaRelationship, KeaTopology, KeaVersion } from "../../constructs";
import { Resource } from "../../constructs/providers";
import { synthErrors, synthStack } from "../support/synth";

interface Pair {
  readonly dhcp: KeaTopology;
  readonly a: KeaHost;
  readonly net: KeaRelationship;
}

const subnet = (id: number) => ({
  id,
  subnet: `10.${id}.0.0/24`,
  pools: [`10.${id}.0.10-10.${id}.0.250`],
});

function pair(scope: Construct, name = "dhcp"): Pair {
  const network = name === "dhcp" ? 0 : 1;
  const dhcp = new KeaTopology(scope, name, { kea: KeaVersion.V3_0 });
  const host = (name: string, number: number) =>
    dhcp.addHost(name, { address: `10.0.${network}.${number}`, interfaces: ["eth0"] });
  const a = host("a", 1);
  const net = dhcp.addRelationship("net", {
    primary: { host: a },
    standby: { host: host("b", 2) },
    port: 8000,
    subnets: [subnet(1)],
  });
  return { dhcp, a, net };
}

describe("what a rollout has to wait for", () => {
  const waits = (declare: (pair: Pair, stack: TerraformStack) => void): string[] =>
    synthStack((stack) => declare(pair(stack), stack)).resource.null_resource.dhcp_rollout_net.depends_on;

  test("is said by node.addDependency of a topology, a host or a relationship", () => {
    const machine = (stack: TerraformStack) => new Resource(stack, "machine");
    const all = [
      waits(({ dhcp }, stack) => dhcp.node.addDependency(machine(stack))),
      waits(({ a }, stack) => a.node.addDependency(machine(stack))),
      waits(({ net }, stack) => net.node.addDependency(machine(stack))),
    ];
    for (const one of all) {
      expect(one).toContain("null_resource.machine");
      expect(one).toContain("local_file.dhcp_a-dhcp4");
    }
  });

  test("may be all that a construct has inside", () => {
    const declare = ({ a }: Pair, stack: TerraformStack) => {
      const site = new Construct(stack, "site");
      new Resource(site, "machine").overrideLogicalId("machine");
      new Resource(site, "network").overrideLogicalId("network");
      a.node.addDependency(site);
    };
    expect(waits(declare)).toEqual(
      expect.arrayContaining(["null_resource.machine", "null_resource.network"]),
    );
  });

  test("may be said of a hub and its spokes, and of a construct around the topology", () => {
    const said = (around: (stack: TerraformStack) => Construct, rollout: string): string[] =>
      synthStack((stack) => around(stack).node.addDependency(new Resource(stack, "machine"))).resource
        .null_resource[rollout].depends_on;
    const hub = (stack: TerraformStack) =>
      new HubAndSpoke(stack, "sites", {
        hub: { name: "hq", address: "10.0.0.1" },
        spokes: [{ name: "berlin", address: "10.1.0.1", subnets: [subnet(1)] }],
      });
    const site = (stack: TerraformStack) => {
      const around = new Construct(stack, "site");
      pair(around);
      return around;
    };
    expect(said(hub, "sites_rollout_berlin")).toContain("null_resource.machine");
    expect(said(site, "dhcp_rollout_net")).toContain("null_resource.machine");
  });

  test("may be another topology, its host or its relationship, declared before or after", () => {
    const other = (stack: TerraformStack) => pair(stack, "other");
    for (const declare of [
      ({ dhcp }: Pair, stack: TerraformStack) => dhcp.node.addDependency(other(stack).dhcp),
      ({ net }: Pair, stack: TerraformStack) => net.node.addDependency(other(stack).net),
      ({ a }: Pair, stack: TerraformStack) => a.node.addDependency(other(stack).a),
    ])
      expect(waits(declare).filter((one) => one.includes("other"))).toEqual([
        "null_resource.other_rollout_net",
      ]);
    const { resource } = synthStack((stack) => {
      const before = other(stack);
      pair(stack).dhcp.node.addDependency(before.dhcp);
    });
    expect(resource.null_resource.dhcp_rollout_net.depends_on).toContain("null_resource.other_rollout_net");
    expect(resource.null_resource.other_rollout_net.depends_on).not.toContain(
      "null_resource.dhcp_rollout_net",
    );
  });

  test("may be another relationship of the topology, and is never its own rollout", () => {
    const { resource } = synthStack((stack) => {
      const { dhcp, a, net } = pair(stack);
      const host = (name: string, number: number) =>
        dhcp.addHost(name, { address: `10.0.0.${number}`, interfaces: ["eth0"] });
      const further = dhcp.addRelationship("further", {
        primary: { host: host("c", 3) },
        standby: { host: host("d", 4) },
        port: 8000,
        subnets: [subnet(2)],
      });
      further.node.addDependency(net);
      a.node.addDependency(net);
    });
    const rollouts = (name: string) =>
      resource.null_resource[name].depends_on.filter((one: string) => one.startsWith("null_resource"));
    expect(rollouts("dhcp_rollout_further")).toEqual(["null_resource.dhcp_rollout_net"]);
    expect(rollouts("dhcp_rollout_net")).toEqual([]);
  });

  test("is a construct around two topologies without these, which would wait for each other", () => {
    const { resource } = synthStack((stack) => {
      const site = new Construct(stack, "site");
      new Resource(site, "machine").overrideLogicalId("machine");
      for (const name of ["dhcp", "other"]) pair(site, name).dhcp.node.addDependency(site);
    });
    for (const name of ["dhcp", "other"])
      expect(
        resource.null_resource[`${name}_rollout_net`].depends_on.filter((one: string) => /null_/.test(one)),
      ).toEqual(["null_resource.machine"]);
  });

  test("has to be something that Terraform makes", () => {
    expect(
      synthErrors((stack) => pair(stack).dhcp.node.addDependency(new Construct(stack, "nothing"))),
    ).toEqual([
      "[stack/dhcp] topology dhcp: it depends on stack/nothing, and Terraform makes nothing there to wait for. Take it out, or give a resource, a data source, a module or a construct that has one inside, or a topology, a host or a relationship that is rolled out.",
    ]);
  });

  test("is refused once where it is a whole stack", () => {
    const errors = synthErrors((stack) => {
      const other = new TerraformStack(stack.node.root, "other");
      for (const name of ["one", "two"]) new Resource(other, name);
      pair(stack).dhcp.node.addDependency(other);
    });
    expect(errors).toEqual([
      expect.stringContaining(
        "it depends on other, and Terraform cannot wait for a resource of another stack.",
      ),
    ]);
  });

  test("cannot be in another stack", () => {
    const errors = synthErrors((stack) => {
      const other = new TerraformStack(stack.node.root, "other");
      pair(stack).dhcp.node.addDependency(new Resource(other, "machine"));
    });
    expect(errors).toEqual([
      "[stack/dhcp] topology dhcp: it depends on other/machine, and Terraform cannot wait for a resource of another stack. Deploy the stacks in order: addDependency of the stack.",
    ]);
  });
});

describe("an aspect", () => {
  const adding = (visits: (one: unknown) => boolean) => (stack: TerraformStack) => {
    const { net } = pair(stack);
    Aspects.of(stack).add({ visit: (node) => (visits(node) ? net.addSubnet(subnet(2)) : undefined) });
  };

  test("may add to a topology while it visits the stack", () => {
    const terraform = synthStack(adding((node) => TerraformStack.isStack(node)));
    expect(JSON.stringify(terraform)).toContain("10.2.0.0/24");
  });

  test("that adds to a topology when it is built already is refused", () => {
    expect(synthErrors(adding((node) => node instanceof KeaRelationship))).toEqual([
      "[stack/dhcp] topology dhcp: a subnet of net came when it was built already. An aspect may add to it while it visits the topology's stack; better, add before synth.",
    ]);
  });
});
