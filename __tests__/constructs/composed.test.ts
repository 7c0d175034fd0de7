/** Topologies among other things of a larger stack. */
import { Aspects, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { type KeaHost, KeaRelationship, KeaTopology, KeaVersion } from "../../constructs";
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

function pair(stack: TerraformStack): Pair {
  const dhcp = new KeaTopology(stack, "dhcp", { kea: KeaVersion.V3_0 });
  const host = (name: string, number: number) =>
    dhcp.addHost(name, { address: `10.0.0.${number}`, interfaces: ["eth0"] });
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
